"""Where else could this group go? Offers like the one that failed, near by, with places."""

from employers.models import Offer, Session
from placements import catalogue
from placements.models import Booking
from portal.reference.distance import kilometres_between
from schools.days import closed_spans

MOST = 3
MOST_COMPARED = 60
FAR = 10_000.0


def alternatives_for(booking: Booking, limit: int = MOST) -> catalogue.Cards:
    """Same sector, with room for the whole group; the same kind first, then the nearest.

    On days when the school has its own holiday or study day no date counts.
    """
    dates = catalogue.dates_that_count().with_room_for(booking.pupils)
    for span in closed_spans(booking.school, booking.group):
        dates = dates.exclude(starts_at__date__range=span)
    offers = catalogue.having_dates(
        Offer.objects.published().filter(sector=booking.offer.sector_id), dates
    ).exclude(employer=booking.employer_id)
    here = _pc4_of(booking)
    rows = offers.values_list("pk", "kind", "worksite__pc4")[:MOST_COMPARED]
    ranked = sorted(
        rows,
        key=lambda row: (row[1] != booking.offer.kind, _km(here, row[2]), row[0]),
    )
    chosen = catalogue.in_order([pk for pk, _kind, _site in ranked[:limit]])
    return catalogue.attach_dates(chosen, Session.objects.filter(pk__in=dates.values("pk")), here)


def _km(here: str, there: str | None) -> float:
    """Who comes to the school is near."""
    if there is None:
        return 0.0
    found = kilometres_between(here, there) if here else None
    return FAR if found is None else found


def _pc4_of(booking: Booking) -> str:
    location = booking.group.location or booking.school.locations.order_by("pk").first()
    return (location.postcode or "")[:4] if location else ""
