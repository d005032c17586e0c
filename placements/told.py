"""Who hears of a change of a date: schools with places, a request or a reservation there."""

from collections import defaultdict

from django.db.models import Count

from employers.told import Told
from placements.models import Booking, Placement, Reservation, RoundSession


def count_told(session_ids: list[int]) -> dict[int, Told]:
    """Head counts for these dates, in four queries."""
    schools: dict[int, set[int]] = defaultdict(set)
    pupils: dict[int, int] = defaultdict(int)
    reserved: dict[int, int] = defaultdict(int)
    places = Placement.objects.published().filter(session__in=session_ids)
    for pk, school, heads in places.values_list("session", "student__school").annotate(
        heads=Count("pk")
    ):
        schools[pk].add(school)
        pupils[pk] += heads
    rounds = RoundSession.objects.filter(session__in=session_ids, held__gt=0)
    for pk, school in rounds.values_list("session", "round__school"):
        schools[pk].add(school)
    bookings = Booking.objects.filter(session__in=session_ids, state__in=Booking.HOLDING)
    for pk, school, heads in bookings.values_list("session", "school", "pupils"):
        schools[pk].add(school)
        pupils[pk] += heads
    kept = Reservation.objects.kept().filter(session__in=session_ids)
    for pk, school, left in kept.values_list("session", "school", "left"):
        schools[pk].add(school)
        reserved[pk] += left
    return {pk: Told(frozenset(found), pupils[pk], reserved[pk]) for pk, found in schools.items()}
