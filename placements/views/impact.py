"""The year card of an employer: for its own people, and for the world when they share it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from employers.models import Employer
from employers.permissions import employer_ids
from placements.impact import Impact, impact_of, years_of
from placements.impact_card import card_of
from placements.models import ImpactCard
from placements.services.impact import NothingToShare, share_card, stop_sharing


@require_safe
def impact_list(request):
    """Every year of every employer that this person acts for; one alone opens at once."""
    mine = _own_employers(request.user).order_by("name", "pk")
    years = years_of(employer_ids(request.user))
    rows = [(employer, years.get(employer.pk, [])) for employer in mine]
    all_cards = [(employer, year) for employer, found in rows for year in found]
    if len(all_cards) == 1:
        employer, year = all_cards[0]
        return redirect("placements:impact", employer.slug, year)
    return render(request, "placements/impact_list.html", {"rows": rows})


@require_safe
def impact(request, slug, school_year):
    employer = get_object_or_404(_own_employers(request.user), slug=slug)
    card = ImpactCard.objects.filter(employer=employer, school_year=school_year).first()
    context = {"impact": _impact(employer, school_year), "card": card}
    if card and card.secret:
        context["public_url"] = request.build_absolute_uri(_public_path(card))
    return render(request, "placements/impact.html", context)


@require_safe
def card(request, slug, school_year):
    """The card as a picture, to download."""
    employer = get_object_or_404(_own_employers(request.user), slug=slug)
    return _picture(_impact(employer, school_year), download="download" in request.GET)


@require_POST
def share(request, slug, school_year):
    employer = get_object_or_404(_own_employers(request.user), slug=slug)
    _impact(employer, school_year)
    if "stop" in request.POST:
        for found in ImpactCard.objects.filter(employer=employer, school_year=school_year):
            stop_sharing(found, by=request.user)
        messages.success(request, _("The link does not work any more."))
        return redirect("placements:impact", slug, school_year)
    try:
        share_card(employer, school_year, by=request.user)
    except NothingToShare as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Whoever has the link can see your card now."))
    return redirect("placements:impact", slug, school_year)


@login_not_required
@require_safe
@never_cache
def public(request, secret):
    """What the employer shared; nobody has to sign in."""
    found = _shared(secret)
    return render(
        request,
        "placements/impact_public.html",
        {"impact": _impact(found.employer, found.school_year), "secret": secret},
    )


@login_not_required
@require_safe
@never_cache
def public_card(request, secret):
    found = _shared(secret)
    return _picture(_impact(found.employer, found.school_year), download="download" in request.GET)


def _own_employers(user):
    if not employer_ids(user):
        raise PermissionDenied
    return Employer.objects.filter(pk__in=employer_ids(user)).select_related("sector")


def _impact(employer: Employer, school_year: str) -> Impact:
    try:
        return impact_of(employer, school_year)
    except ValueError:
        raise Http404 from None


def _shared(secret: str) -> ImpactCard:
    """404 for a wrong address, one that was withdrawn, and an employer that is not verified."""
    shared = ImpactCard.objects.filter(employer__state=Employer.State.VERIFIED)
    return get_object_or_404(shared.select_related("employer__sector"), secret=secret)


def _public_path(found: ImpactCard) -> str:
    return reverse("placements:impact-public", args=[found.secret])


def _picture(shown: Impact, *, download: bool) -> HttpResponse:
    drawing = render_to_string("placements/impact_card.svg", {"card": card_of(shown)})
    response = HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8")
    name = f"praktijkplein-{shown.employer.slug}-{shown.school_year}.svg"
    kind = "attachment" if download else "inline"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    return response
