"""The year card: told in July, shared with the world only when the employer says so."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, Session
from employers.permissions import acts_for_employer
from placements.impact import impact_of, with_heads
from placements.models import ImpactCard
from placements.queries import employer_users
from portal.audit.trail import record
from portal.core.school_year import bounds, current_school_year
from portal.notifications.services import notify

JULY = 7


class NothingToShare(Exception):
    """There was no visit in that year."""


@transaction.atomic
def share_card(employer: Employer, school_year: str, *, by: Any) -> ImpactCard:
    """Open the public page. Who shares again after stopping gets a new address.

    Raises PermissionDenied or NothingToShare.
    """
    if not acts_for_employer(by, employer):
        raise PermissionDenied
    if not impact_of(employer, school_year):
        raise NothingToShare(_("There is nothing to share yet. Nobody came in this school year."))
    card, _new = ImpactCard.objects.get_or_create(employer=employer, school_year=school_year)
    opened = ImpactCard.objects.filter(pk=card.pk, secret=None).update(
        secret=secrets.token_urlsafe(24), shared_at=timezone.now(), shared_by=by
    )
    card.refresh_from_db()
    if opened:
        record("placements.impact.share", card, by=by)
    return card


@transaction.atomic
def stop_sharing(card: ImpactCard, *, by: Any) -> None:
    """The public page is gone at once, and its address never comes back."""
    if not acts_for_employer(by, card):
        raise PermissionDenied
    closed = (
        ImpactCard.objects.filter(pk=card.pk)
        .exclude(secret=None)
        .update(secret=None, shared_at=None, shared_by=None)
    )
    if closed:
        record("placements.impact.unshare", card, by=by)


@transaction.atomic
def tell_year_cards() -> int:
    """In July every employer where pupils came hears that the card is ready, once a year."""
    if timezone.localdate().month != JULY:
        return 0
    year = current_school_year()
    return sum(_tell(employer, year) for employer in _with_visits(year))


def _with_visits(year: str) -> list[Employer]:
    first, last = bounds(year)
    visited = with_heads(Session.objects.all()).filter(
        starts_at__date__gte=first, starts_at__date__lte=last, heads__gt=0
    )
    told = ImpactCard.objects.filter(school_year=year).exclude(told_at=None)
    return list(
        Employer.objects.verified()
        .filter(pk__in=visited.values("offer__employer"))
        .exclude(pk__in=told.values("employer"))
        .order_by("pk")
    )


def _tell(employer: Employer, year: str) -> bool:
    card, _new = ImpactCard.objects.get_or_create(employer=employer, school_year=year)
    mine = ImpactCard.objects.filter(pk=card.pk, told_at=None).update(told_at=timezone.now())
    if mine:
        impact = impact_of(employer, year)
        notify(
            employer_users([employer.pk]),
            kind="placements.impact_ready",
            about=card,
            year=impact.year_label,
            employer=employer.name,
            visits=impact.visits,
            pupils=impact.pupils,
        )
    return bool(mine)
