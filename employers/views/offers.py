"""An employer's own offers: list, page, form, preview."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import ListView

from employers import queries
from employers.freshness import last_answer
from employers.models import Offer
from employers.models.completeness import missing_labels
from employers.rules import judge_offer
from employers.services.offers import (
    sessions_with_visitors,
)
from employers.told import say_who_is_told
from employers.views.scope import (
    EmployersOnly,
    employers_of,
    own_offer,
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
                "confirm": offer.live and (offer.is_asked or offer.needs_confirming),
            }
            for offer in context["page_obj"]
        ]
        context["asked_along"] = queries.joined_offers(self.request.user)
        context["employers"] = list(employers_of(self.request.user)[:12])
        context["visits"] = list(queries.next_visits(self.request.user))
        context["chosen"] = self.request.GET.get("status", "")
        context["tabs"] = [
            ("", _("All")),
            ("online", _("Online")),
            ("confirm", _("To confirm")),
            ("draft", _("Drafts")),
            ("waiting", _("Waiting")),
            ("returned", _("Sent back")),
        ]
        return context


def offer_detail(request, pk):
    """Where this offer stands, what is next, and its dates."""
    offer = own_offer(request.user, pk)
    newest = offer.get_latest_revision_as_object()
    context = {
        "offer": offer,
        "newest": newest,
        "status": queries.status_of(offer),
        "findings": judge_offer(newest),
        "missing": missing_labels(newest),
        "over_the_year": queries.dates_this_year(newest, offer),
        "partners": list(offer.partners.select_related("employer")),
        "last_answer": last_answer(offer),
        "dates": say_who_is_told(list(queries.dates_of(offer))),
        "dates_with_visitors": sessions_with_visitors(offer).count(),
    }
    return render(request, "employers/offer_detail.html", context)


def offer_preview(request, pk):
    """The newest version: the page for schools, or what a pupil gets to see."""
    offer = own_offer(request.user, pk)
    newest = offer.get_latest_revision_as_object()
    as_pupil = request.GET.get("als") == "leerling"
    context = {
        **newest.get_preview_context(request, newest.default_preview_mode),
        "offer_page": newest.get_preview_template(request, newest.default_preview_mode),
        "status": queries.status_of(offer),
        "findings": judge_offer(newest),
        "as_pupil": as_pupil,
    }
    page = "offer_preview_pupil" if as_pupil else "offer_preview"
    return render(request, f"employers/{page}.html", context)
