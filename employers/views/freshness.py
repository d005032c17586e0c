"""Signed in: still right, not this year; and for the region all offers that are not fresh."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from employers.forms.confirming import PauseForm
from employers.freshness import in_freshness, unconfirmed_by_sector, with_last_answer
from employers.models import Offer
from employers.services import freshness as services
from employers.services.offers import OfferProblem, sessions_with_visitors
from employers.views.scope import own_offer
from portal.reference.models import Sector

TABS = (
    ("", gettext_lazy("All")),
    ("amber", gettext_lazy("Not confirmed for a while")),
    ("faded", gettext_lazy("Out of the catalogue")),
    ("paused", gettext_lazy("Not this year")),
)


@require_POST
def offer_confirm(request, pk):
    """Still right: one click, from the list or from the offer."""
    offer = own_offer(request.user, pk)
    try:
        services.confirm_offer(offer, by=request.user)
    except OfferProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Thank you. “%(offer)s” is confirmed.") % {"offer": offer})
    if request.POST.get("next") == "list":
        return redirect("employers:offer-list")
    return redirect("employers:offer-detail", pk)


def offer_pause(request, pk):
    """Not this year, because…"""
    offer = own_offer(request.user, pk)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.pause_offer(offer, by=request.user, **form.cleaned_data)
        except OfferProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Kept. The offer is out of the catalogue for now."))
        return redirect("employers:offer-detail", pk)
    context = {"offer": offer, "form": form, "dates": sessions_with_visitors(offer).count()}
    return render(
        request, "employers/offer_pause.html", context, status=422 if form.is_bound else 200
    )


class FreshnessList(ListView):
    """For the region: what is not confirmed, by sector, with what the employer said."""

    template_name = "employers/freshness_list.html"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_region_editor:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        offers = Offer.objects.visible_to(self.request.user).filter(employer__state="verified")
        if code := self.request.GET.get("sector"):
            offers = offers.filter(sector__code=code)
        offers = in_freshness(offers, self.request.GET.get("welke", ""))
        return with_last_answer(offers.for_list()).order_by("confirmed_on", "pk")

    def get_context_data(self, **kwargs):
        counts = unconfirmed_by_sector()
        return super().get_context_data(
            tabs=TABS,
            chosen=self.request.GET.get("welke", ""),
            sector=self.request.GET.get("sector", ""),
            sectors=[(sector, counts.get(sector.pk, 0)) for sector in Sector.all_cached()],
            **kwargs,
        )
