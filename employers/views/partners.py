"""Doing an offer with other employers: whom to ask, and the answer of who was asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.models import Employer, OfferPartner
from employers.services.offers import OfferProblem
from employers.services.partners import answer_partner, ask_partner, remove_partner
from employers.views.scope import own_offer, require_employers_person

MOST_FOUND = 8


def offer_partners(request, pk):
    """Who takes part, and a search box to ask one more."""
    offer = own_offer(request.user, pk)
    if request.method == "POST":
        return _ask(request, offer)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    partners = list(offer.partners.select_related("employer__sector"))
    found = Employer.objects.verified().exclude(pk=offer.employer_id)
    found = found.exclude(pk__in=[p.employer_id for p in partners if p.state != "declined"])
    context = {
        "offer": offer,
        "title": str(offer.get_latest_revision_as_object()),
        "partners": partners,
        "words": words,
        "found": list(
            found.filter(name__icontains=words)
            .select_related("sector")
            .order_by("name")[:MOST_FOUND]
        )
        if words
        else [],
    }
    return render(request, "employers/offer_partners.html", context)


def _ask(request, offer):
    slug = request.POST.get("employer", "").replace("\x00", "")[:80]
    employer = get_object_or_404(Employer.objects.verified(), slug=slug)
    try:
        ask_partner(offer, employer, by=request.user)
    except OfferProblem as problem:
        messages.error(request, str(problem))
    else:
        text = _("%(employer)s is asked. You get a message when there is an answer.")
        messages.success(request, text % {"employer": employer.name})
    return redirect("employers:offer-partners", offer.pk)


@require_POST
def partner_remove(request, pk):
    require_employers_person(request.user)
    partner = get_object_or_404(
        OfferPartner.objects.visible_to(request.user).select_related("offer__employer"), pk=pk
    )
    remove_partner(partner, by=request.user)
    messages.success(request, _("This company does not take part any more."))
    return redirect("employers:offer-partners", partner.offer_id)


def partner_answer(request, pk):
    """The question to the employer that was asked, with the offer to read."""
    require_employers_person(request.user)
    partner = get_object_or_404(
        OfferPartner.objects.asked_of(request.user).select_related(
            "employer", "offer__employer", "offer__sector", "offer__worksite"
        ),
        pk=pk,
    )
    if request.method == "POST":
        joins = request.POST.get("answer") == "yes"
        try:
            answer_partner(partner, joins=joins, by=request.user)
        except OfferProblem as problem:
            messages.error(request, str(problem))
        else:
            yes, no = _("Thank you. You take part now."), _("Thank you. You do not take part.")
            messages.success(request, yes if joins else no)
        return redirect("employers:offer-list")
    newest = partner.offer.get_latest_revision_as_object()
    context = {"partner": partner, "offer": newest, "lead": partner.offer.employer}
    return render(request, "employers/partner_answer.html", context)
