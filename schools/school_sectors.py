"""The sectors of a school: its own names, which it uses, and which of the region's are one here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from portal.reference.cached import CachedByKey
from portal.reference.models import Sector
from schools.models import LobProfile, SchoolSector
from schools.permissions import own_student, school_ids


@dataclass(frozen=True)
class SectorUnit:
    """One sector as the school counts: one or more of the region's. For the components."""

    code: str
    hue: str
    pictogram: str
    own_name: str
    sectors: tuple[Sector, ...]

    @property
    def name(self) -> str:
        return self.own_name or self.sectors[0].name

    @property
    def pupil_label(self) -> str:
        return self.own_name or self.sectors[0].pupil_label


@dataclass(frozen=True)
class SchoolSectors:
    """``units`` in the school's order; ``unit_of`` has the codes of the region that count here."""

    units: tuple[SectorUnit, ...]
    words: dict[str, str] = field(default_factory=dict)

    @property
    def unit_of(self) -> dict[str, str]:
        return {sector.code: unit.code for unit in self.units for sector in unit.sectors}

    @property
    def is_own(self) -> bool:
        """Whether counting by the region's sectors would give something else."""
        return len(self.unit_of) != len(Sector.all_cached()) or any(
            len(unit.sectors) > 1 for unit in self.units
        )

    def known_with(self, seen: Iterable[int]) -> set[int]:
        """Ids of sectors that bring a pupil nothing new: seen, one with a seen one, or not used."""
        known = set(seen)
        if not self.is_own:
            return known
        for unit in self.units:
            ids = {sector.pk for sector in unit.sectors}
            known |= ids if ids & known else set()
        used = self.unit_of
        return known | {sector.pk for sector in Sector.all_cached() if sector.code not in used}

    def met(self, codes: Iterable[str]) -> set[str]:
        """Codes of units for codes of sectors; what the school does not use falls away."""
        unit_of = self.unit_of
        return {unit_of[code] for code in codes if code in unit_of}


def sectors_of(school_id: int | None) -> SchoolSectors:
    """As the version in force says; the region's where it says nothing. Kept for a minute."""
    return _kept(school_id) if school_id else of_the_region()


def sectors_for(user) -> SchoolSectors:
    """For the pages of one person: the own school's. Who works at two schools needs one language,
    so gets the region's."""
    return sectors_of(school_of(user))


def school_of(user) -> int | None:
    """The one school of a pupil or a colleague; None for anybody else."""
    if student := own_student(user):
        return student.school_id
    ids = school_ids(user)
    return next(iter(ids)) if len(ids) == 1 else None


def forget_sectors_of(school_id: int) -> None:
    _kept.forget_one(school_id)


def of_the_region() -> SchoolSectors:
    return SchoolSectors(tuple(_unit([sector], "") for sector in Sector.all_cached()))


def _read(school_id: int) -> SchoolSectors:
    newest = LobProfile.objects.filter(school=school_id).in_force_on(timezone.localdate())
    rows = list(
        SchoolSector.objects.filter(profile__in=newest.values("pk")[:1]).select_related("sector")
    )
    return from_rows(rows) if rows else of_the_region()


def from_rows(rows: list[SchoolSector]) -> SchoolSectors:
    """Sectors of the region that came later, and of which the school said nothing, stay used."""
    said = {row.sector.code for row in rows}
    new = [SchoolSector(sector=s) for s in Sector.all_cached() if s.code not in said]
    together: dict[str, list[SchoolSector]] = {}
    for row in [*rows, *new]:
        if row.is_used:
            together.setdefault(row.own_name.casefold() or row.sector.code, []).append(row)
    units = tuple(
        _unit([row.sector for row in same], same[0].own_name) for same in together.values()
    )
    return SchoolSectors(units, {row.sector.code: row.own_name for row in rows if row.own_name})


def _unit(sectors: list[Sector], own_name: str) -> SectorUnit:
    first = sectors[0]
    return SectorUnit(first.code, first.hue, first.pictogram, own_name, tuple(sectors))


_kept: CachedByKey[int, SchoolSectors] = CachedByKey(_read)
