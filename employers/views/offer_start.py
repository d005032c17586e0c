"""Beginning an offer: which kind, and from what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import Offer, OfferTemplate
from employers.models.offer import KIND_ICONS
from employers.queries import shown_title, with_status
from employers.services.offer_start import start_offer
from employers.views.scope import chosen_employer, employers_of, require_employers_person
from portal.reference.models import Sector

OLD_OFFERS = 6
ABOUT = {
    Offer.Kind.VISIT: gettext_lazy("Pupils come to you, look round and do something themselves."),
    Offer.Kind.GUEST_LECTURE: gettext_lazy("You come to the school and tell and show your trade."),
    Offer.Kind.ASSIGNMENT: gettext_lazy("You ask a real question, and a class makes the answer."),
}


def offer_new(request):
    """GET: what to start from. POST: makes the draft and goes to its form."""
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer is None:
        context = {"employers": employers_of(request.user)}
        return render(request, "employers/offer_new_for.html", context)
    if request.method == "POST":
        return _start(request, employer)
    sector = _chosen_sector(request, employer)
    examples = {
        example.kind: example
        for example in OfferTemplate.objects.visible_to(request.user).filter(sector=sector)
    }
    old = with_status(Offer.objects.editable_by(request.user).filter(employer=employer))
    context = {
        "employer": employer,
        "sector": sector,
        "sectors": Sector.all_cached(),
        "kinds": [
            (kind, ABOUT[kind], KIND_ICONS[kind], examples.get(kind))
            for kind in (Offer.Kind.VISIT, Offer.Kind.GUEST_LECTURE, Offer.Kind.ASSIGNMENT)
        ],
        "old": [(offer, shown_title(offer)) for offer in old.order_by("-updated_at")[:OLD_OFFERS]],
    }
    return render(request, "employers/offer_start.html", context)


def _start(request, employer):
    kind, values = request.POST.get("kind"), {}
    if code := request.POST.get("example", "").replace("\x00", ""):
        examples = OfferTemplate.objects.visible_to(request.user).select_related("sector")
        example = get_object_or_404(examples, code=code[:80])
        kind, values = example.kind, example.values()
    if kind not in Offer.Kind.values:
        messages.error(request, _("Choose what it will be."))
        return redirect(request.get_full_path())
    offer = start_offer(employer, by=request.user, kind=kind, values=values)
    if values:
        messages.success(request, _("This is an example. Change it until it is yours."))
    return redirect("employers:offer-edit", offer.pk)


def _chosen_sector(request, employer) -> Sector:
    code = request.GET.get("sector")
    by_code = {sector.code: sector for sector in Sector.all_cached()}
    return by_code.get(code) or employer.sector
