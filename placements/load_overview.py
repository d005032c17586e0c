"""The load of many employers at once, and who does not answer. For the region; reads only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from employers.models import Employer, EmployerMembership, Limits, limits_of
from placements.load import Usage, usage_by_employer
from placements.models import Booking

# So long an answer may take before the region looks whether all is well.
SILENT_AFTER = dt.timedelta(days=7)
LOOK_BACK = dt.timedelta(days=180)


@dataclass(frozen=True)
class Load:
    """One employer: what it wants, what it has, and how many requests wait for room."""

    employer: Employer
    limits: Limits
    usage: Usage
    queued: int

    @property
    def is_full(self) -> bool:
        return self.usage.requests >= self.limits.requests


def loads_of(employers: Sequence[Employer], month: dt.date) -> list[Load]:
    """The same few queries for any number. Needs ``load_budget`` with each employer."""
    ids = [employer.pk for employer in employers]
    usage = usage_by_employer(ids, month)
    waiting = Booking.objects.filter(employer__in=ids, state=Booking.State.QUEUED)
    queued = dict(waiting.values_list("employer").annotate(n=Count("pk")).order_by())
    return [
        Load(employer, limits_of(employer), usage[employer.pk], queued.get(employer.pk, 0))
        for employer in employers
    ]


def silent_employers(now: dt.datetime | None = None) -> QuerySet[Employer]:
    """With ``waiting`` and ``lapsed`` requests, the longest silence first, and whom to call."""
    now = now or timezone.now()
    waiting = Q(
        bookings__state__in=[Booking.State.REQUESTED, Booking.State.SEEN],
        bookings__requested_at__lte=now - SILENT_AFTER,
    )
    lapsed = Q(
        bookings__state=Booking.State.EXPIRED,
        bookings__requested_at__isnull=False,
        bookings__answered_at__gte=now - LOOK_BACK,
    )
    people = EmployerMembership.objects.filter(user__is_active=True).select_related("user")
    return (
        Employer.objects.annotate(
            waiting=Count("bookings", filter=waiting),
            lapsed=Count("bookings", filter=lapsed),
            since=Min("bookings__requested_at", filter=waiting),
            last_lapsed=Max("bookings__answered_at", filter=lapsed),
        )
        .filter(Q(waiting__gt=0) | Q(lapsed__gt=0))
        .select_related("sector")
        .prefetch_related(Prefetch("memberships", queryset=people, to_attr="people"))
        .order_by("-lapsed", "since", "name", "pk")
    )
