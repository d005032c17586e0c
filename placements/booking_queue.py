"""Where a request stands in the queue of an employer, and when its turn may come. Reads only."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from employers.models import Employer, limits_of
from placements.load import MONTHS_AHEAD, month_of, next_month, usage_of
from placements.models import Booking


@dataclass(frozen=True)
class Turn:
    """``position`` from 1; ``month`` in which the employer may be asked, None: nobody knows."""

    position: int
    month: dt.date | None


def expected_months(employer: Employer) -> dict[int, Turn]:
    """For each request that waits for ``employer``: its turn, as things stand now."""
    limits = limits_of(employer)
    month = month_of(timezone.localdate())
    free = limits.requests - usage_of(employer.pk, month).requests
    turns = {}
    last = month.replace(year=month.year + MONTHS_AHEAD // 12)
    queue = Booking.objects.queued().filter(employer=employer)
    for position, pk in enumerate(queue.values_list("pk", flat=True), start=1):
        while month <= last and (free <= 0 or month.month in limits.quiet_months):
            month, free = next_month(month), limits.requests
        turns[pk] = Turn(position, month if month <= last else None)
        free -= 1
    return turns


def turn_of(booking: Booking) -> Turn | None:
    """None for a request that does not wait in the queue."""
    return expected_months(booking.employer).get(booking.pk)
