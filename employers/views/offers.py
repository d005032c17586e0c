"""An employer's own offers: list, page, form, preview."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import ListView

from employers import queries
from employers.forms.offers import OfferForm
from employers.models import Offer
from employers.services.offers import (
    OfferInReview,
    OfferProblem,
    create_offer,
    save_draft,
    sessions_with_visitors,
)
from employers.services.pictures import keep_picture
from employers.views.scope import (
    EmployersOnly,
    chosen_employer,
    employers_of,
    own_offer,
    require_employers_person,
)


class OfferList(EmployersOnly, ListView):
    template_name = "employers/offer_list.html"
    paginate_by = 25

    def get_queryset(self):
        offers = Offer.objects.editable_by(self.request.user)
        if slug := self.request.GET.get("bedrijf"):
            offers = offers.filter(employer__slug=slug)
        offers = queries.in_status(offers, self.request.GET.get("status", ""))
        return queries.for_desk(offers).order_by("employer__name", "employer", "title", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["rows"] = [
            {
                "offer": offer,
                "employer": offer.employer,
                "title": queries.shown_title(offer),
                "status": queries.status_of(offer),
            }
            for offer in context["page_obj"]
        ]
        context["employers"] = list(employers_of(self.request.user)[:12])
        context["visits"] = list(queries.next_visits(self.request.user))
        context["chosen"] = self.request.GET.get("status", "")
        context["tabs"] = [
            ("", _("All")),
            ("online", _("Online")),
            ("draft", _("Drafts")),
            ("waiting", _("Waiting")),
            ("returned", _("Sent back")),
        ]
        return context


def offer_detail(request, pk):
    """Where this offer stands, what is next, and its dates."""
    offer = own_offer(request.user, pk)
    context = {
        "offer": offer,
        "newest": offer.get_latest_revision_as_object(),
        "status": queries.status_of(offer),
        "dates": list(queries.dates_of(offer)),
        "dates_with_visitors": sessions_with_visitors(offer).count(),
    }
    return render(request, "employers/offer_detail.html", context)


def offer_new(request):
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer is None:
        context = {"employers": employers_of(request.user)}
        return render(request, "employers/offer_new_for.html", context)
    start = {"sector": employer.sector_id, "worksite": employer.worksites.first()}
    form = OfferForm(request.POST or None, request.FILES or None, employer=employer, initial=start)
    if request.method == "POST" and form.is_valid():
        offer = create_offer(_with_picture(form, request.user), by=request.user)
        messages.success(request, _("Kept as a draft. Only you can see it."))
        return _next_page(request, offer)
    return _form_page(request, form, None)


def offer_edit(request, pk):
    offer = own_offer(request.user, pk)
    if offer.workflow_in_progress:
        messages.warning(request, str(OfferInReview()))
        return redirect("employers:offer-detail", pk)
    newest = offer.get_latest_revision_as_object()
    form = OfferForm(
        request.POST or None, request.FILES or None, instance=newest, employer=offer.employer
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(_with_picture(form, request.user), by=request.user)
        except OfferProblem as problem:
            messages.error(request, str(problem))
            return redirect("employers:offer-detail", pk)
        messages.success(request, _("Your changes are kept."))
        return _next_page(request, offer)
    return _form_page(request, form, offer)


def offer_preview(request, pk):
    """The newest version in the clothes of the public page."""
    offer = own_offer(request.user, pk)
    newest = offer.get_latest_revision_as_object()
    context = {
        **newest.get_preview_context(request, newest.default_preview_mode),
        "offer_page": newest.get_preview_template(request, newest.default_preview_mode),
        "status": queries.status_of(offer),
    }
    return render(request, "employers/offer_preview.html", context)


def _with_picture(form: OfferForm, user) -> Offer:
    offer = form.offer()
    if content := form.cleaned_data["picture_file"]:
        offer.picture = keep_picture(content, alternative=offer.picture_alternative, by=user)
    return offer


def _next_page(request, offer):
    where = "offer-preview" if request.POST.get("next") == "preview" else "offer-detail"
    return redirect(f"employers:{where}", offer.pk)


def _form_page(request, form, offer):
    context = {
        "form": form,
        "offer": offer,
        "employer": form.instance.employer,
        "has_worksites": form.fields["worksite"].queryset.exists(),
    }
    return render(
        request, "employers/offer_form.html", context, status=422 if form.is_bound else 200
    )
