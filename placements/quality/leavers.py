"""Where the leavers of a school go, beside what the region offers and what its pupils saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from employers.models import Offer
from placements.models import Placement
from portal.core.school_year import bounds, current_school_year
from portal.reference.models import Sector
from schools.models import LeaverDestination, LobProfile, School


@dataclass(frozen=True)
class DestinationRow:
    """``offers`` are in the catalogue now; ``pupils`` met one of the sectors this school year."""

    destination: LeaverDestination
    sectors: list[Sector]
    offers: int
    pupils: int

    @property
    def linked(self) -> bool:
        return bool(self.sectors)

    @property
    def is_gap(self) -> bool:
        """Leavers go there, and nothing prepares for it."""
        return self.linked and self.destination.share > 0 and not self.offers

    @property
    def unseen(self) -> bool:
        """It can be seen, but no pupil saw it this year."""
        return self.linked and bool(self.offers) and not self.pupils


def destination_rows(profile: LobProfile) -> list[DestinationRow]:
    """Largest share first. Two queries for any number of destinations; numbers only."""
    destinations = list(profile.destinations.all())
    offers, met = _offers_by_sector(), _pupils_by_sector(profile.school)
    return [_row(destination, offers, met) for destination in destinations]


def _row(destination: LeaverDestination, offers: dict, met: dict[int, set[int]]) -> DestinationRow:
    sectors = list(destination.sectors.all())
    pupils: set[int] = set().union(*(met.get(sector.pk, set()) for sector in sectors))
    count = sum(offers.get(sector.pk, 0) for sector in sectors)
    return DestinationRow(destination, sectors, count, len(pupils))


def share_without_offer(rows: Iterable[DestinationRow]) -> Decimal:
    return sum((row.destination.share for row in rows if row.is_gap), Decimal(0))


def _offers_by_sector() -> dict[int, int]:
    rows = Offer.objects.published().order_by().values_list("sector").annotate(n=Count("pk"))
    return dict(rows)


def _pupils_by_sector(school: School) -> dict[int, set[int]]:
    """Ids only to count each pupil once for sectors that belong together."""
    first, last = bounds(current_school_year())
    met: dict[int, set[int]] = {}
    rows = (
        Placement.objects.attended()
        .filter(student__school=school, session__starts_at__date__range=(first, last))
        .order_by()
        .values_list("session__offer__sector", "student")
        .distinct()
    )
    for sector, student in rows:
        met.setdefault(sector, set()).add(student)
    return met
