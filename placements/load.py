"""How much an employer has on its plate: what the load budget is measured against. Reads only.

Places that are taken count, whichever way they were taken: by a round, a booking or by hand.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from employers.models import Session
from placements.models import Booking, EmployerAsk
from portal.core.months import add_months, first_of_month

MONTHS_AHEAD = 24


@dataclass(frozen=True)
class Usage:
    """What counts in one month."""

    requests: int = 0
    activities: int = 0
    pupils: int = 0


def month_of(day: dt.date) -> dt.date:
    """The first day of its month: the name of a month."""
    return first_of_month(day)


def next_month(month: dt.date) -> dt.date:
    return add_months(month, 1)


def usage_of(employer_id: int, month: dt.date) -> Usage:
    return usage_by_employer([employer_id], month)[employer_id]


def usage_by_employer(employer_ids: Iterable[int], month: dt.date) -> dict[int, Usage]:
    """For any number of employers in three queries. ``requests`` are the mails of that month."""
    ids = list(employer_ids)
    asked = Counter(
        EmployerAsk.objects.filter(employer__in=ids, month=month).values_list("employer", flat=True)
    )
    activities: Counter[int] = Counter()
    pupils: Counter[int] = Counter()
    rows = _busy_sessions(ids, month, next_month(month)).values_list(
        "offer__employer", "places_taken"
    )
    open_rows = _open_wishes(ids, month, next_month(month)).values_list("employer", "pupils")
    for employer, heads in [*rows, *open_rows]:
        activities[employer] += 1
        pupils[employer] += heads
    return {pk: Usage(asked[pk], activities[pk], pupils[pk]) for pk in ids}


def activity_days(employer_id: int, first: dt.date, until: dt.date) -> set[dt.date]:
    """Days from ``first``, before ``until``, on which something is on or may come to be on."""
    starts = _busy_sessions([employer_id], first, until).values_list("starts_at", flat=True)
    asked = _open_wishes([employer_id], first, until).values_list("on_day", flat=True)
    return {timezone.localdate(start) for start in starts} | set(asked)


def _busy_sessions(ids: list[int], first: dt.date, until: dt.date):
    return Session.objects.filter(
        offer__employer__in=ids,
        places_taken__gt=0,
        starts_at__gte=_midnight(first),
        starts_at__lt=_midnight(until),
    ).exclude(state=Session.State.CANCELLED)


def _open_wishes(ids: list[int], first: dt.date, until: dt.date):
    """Asked for a day without a date yet: it takes no places, but it may become a visit."""
    return Booking.objects.unanswered().filter(
        employer__in=ids, session=None, on_day__gte=first, on_day__lt=until
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
