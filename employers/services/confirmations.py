"""Asking employers whether their offers are still right: one mail an employer, on a working day."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import Employer, Offer, OfferConfirmation
from employers.services.confirmation_links import SLUGS, link_for
from employers.services.freshness import school_year_in_mind
from employers.services.messages import people_of
from portal.audit import trail
from portal.core.months import add_months, first_of_month
from portal.core.school_year import bounds
from portal.notifications.services import notify
from portal.reference.workdays import is_working_day

Presence = Offer.Presence
RECENT = 2  # months: who confirmed so lately is not asked in the yearly month
ALONG = 3  # months: older than this comes along when the employer is asked anyway
MOST_AT_ONCE = 200


def ask_due_employers(today: datetime.date | None = None) -> int:
    """The task: ask the employers that have an offer to ask about. Returns how many were asked.

    Never on a weekend, a public holiday or in the region's school holidays; safe to run again.
    """
    today = today or timezone.localdate()
    if not is_working_day(today):
        return 0
    due = due_offers(today).values("employer").order_by("employer").distinct()
    ids = list(due.values_list("employer", flat=True)[:MOST_AT_ONCE])
    return sum(bool(ask_employer(pk, today)) for pk in ids)


def due_offers(today: datetime.date) -> QuerySet[Offer]:
    """Online, of a verified employer, and to be asked about today."""
    old = add_months(today, -settings.OFFER_ASK_AFTER_MONTHS)
    shown = Q(presence=Presence.SHOWN)
    not_since = Q(~Exists(_asked_since(OuterRef("ask_again_on"))))
    again = Q(ask_again_on__lte=today) & not_since
    due = shown & (_confirmed_by(old) & Q(ask_again_on=None) | again)
    if today.month == settings.OFFER_ASK_MONTH:
        due |= _due_each_year(today)
    return _askable().filter(due)


def _due_each_year(today: datetime.date) -> Q:
    """Not confirmed lately, not asked this month; also what is paused until the next year."""
    paused = Q(presence=Presence.PAUSED)
    next_year = bounds(school_year_in_mind(today))[0]
    return (
        _confirmed_by(add_months(today, -RECENT))
        & Q(~Exists(_asked_since(first_of_month(today))))
        & (~paused | Q(paused_until__lte=next_year))
    )


@transaction.atomic
def ask_employer(employer_id: int, today: datetime.date) -> int:
    """One mail to each of its people, with all its offers; returns about how many it was."""
    employer = Employer.objects.select_for_update(no_key=True).get(pk=employer_id)
    mine = Q(employer=employer_id)
    people = list(people_of(employer))
    ids = set(due_offers(today).filter(mine).values_list("pk", flat=True))
    if not ids or not people:
        return 0
    ids |= set(_along(today).filter(mine).values_list("pk", flat=True))
    now = timezone.now()
    rows = OfferConfirmation.objects.bulk_create(
        OfferConfirmation(
            offer=offer,
            school_year=school_year_in_mind(today),
            asked_at=now,
            expires_at=now + datetime.timedelta(days=settings.OFFER_QUESTION_DAYS),
        )
        for offer in Offer.objects.filter(pk__in=ids).order_by("title", "pk")
    )
    for row in rows:
        trail.record("employers.offer.ask", row.offer, by=None)
    for person in people:
        _mail(person, employer, rows, today)
    return len(rows)


def _mail(person, employer: Employer, rows: list[OfferConfirmation], today: datetime.date) -> None:
    offers = [
        {
            "title": row.offer.title,
            **{answer.value: link_for(row, person, slug) for slug, answer in SLUGS.items()},
        }
        for row in rows
    ]
    notify(
        [person],
        kind="employers.confirm_asked",
        about=employer,
        occasion=f"asked on {today.isoformat()}",
        url=offers[0]["yes"],
        employer=employer.name,
        school_year=rows[0].school_year,
        count=len(rows),
        offers=offers,
    )


def _askable():
    """Online and no question open."""
    waiting = OfferConfirmation.objects.open().filter(offer=OuterRef("pk"))
    online = Offer.objects.filter(live=True, employer__state=Employer.State.VERIFIED)
    return online.filter(~Exists(waiting))


def _along(today: datetime.date):
    not_fresh = _confirmed_by(add_months(today, -ALONG))
    return _askable().filter(not_fresh, presence=Presence.SHOWN, ask_again_on=None)


def _confirmed_by(day: datetime.date) -> Q:
    return Q(confirmed_on__lte=day) | Q(confirmed_on=None, created_at__date__lte=day)


def _asked_since(day: Any):
    """Asked on that day or later, whatever the answer was."""
    return OfferConfirmation.objects.filter(offer=OuterRef("pk"), asked_at__date__gte=day)
