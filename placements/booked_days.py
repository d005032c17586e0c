"""The days on which a whole group goes somewhere, agreed by request. Head counts, no names."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from placements.models import Booking
from placements.permissions import asks_booking
from schools.permissions import Right, group_ids_with, school_ids_with

BEEN = [Booking.State.CONFIRMED, Booking.State.DONE, Booking.State.NO_SHOW]


def booked_days(user, limit: int, *, been: bool = False) -> list[Booking]:
    """For who sees the numbers of the whole school, or of the group.

    ``linked``: this person may open the request as well.
    """
    rows = list(_booked(user, been=been)[:limit])
    for booking in rows:
        booking.linked = asks_booking(user, booking)
    return rows


def _booked(user, *, been: bool = False) -> QuerySet[Booking]:
    whole, own = school_ids_with(user, Right.COUNTS), group_ids_with(user, Right.COUNTS)
    ours = Booking.objects.filter(Q(school__in=whole) | Q(group__in=own))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if been:
        rows = ours.filter(state__in=BEEN, session__starts_at__lt=midnight)
        return rows.for_list().order_by("-session__starts_at", "-pk")
    rows = ours.filter(state=Booking.State.CONFIRMED, session__starts_at__gte=midnight)
    return rows.for_list().order_by("session__starts_at", "pk")
