"""Which pupil has met which sectors. Met is: was there, present or late."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When

from placements.models import Placement
from schools.models import Group, Student
from schools.school_sectors import SchoolSectors, of_the_region


def sectors_met(students: QuerySet[Student] | list[int]) -> dict[int, set[str]]:
    """The codes of the sectors that each pupil met, by pupil id; one query."""
    rows = (
        Placement.objects.attended()
        .filter(student__in=students)
        .values_list("student_id", "session__offer__sector__code")
        .distinct()
    )
    met: dict[int, set[str]] = defaultdict(set)
    for student_id, code in rows:
        met[student_id].add(code)
    return met


@dataclass(frozen=True)
class GroupCoverage:
    """``counts`` follows the order of the sectors: how many of ``size`` pupils met each."""

    group: Group
    size: int
    counts: list[int]

    @property
    def missing(self) -> int:
        """Sectors that nobody of the group has met."""
        return sum(count == 0 for count in self.counts)


def counts_by_group(
    group_ids: list[int], sectors: SchoolSectors | None = None
) -> dict[tuple[int, str], int]:
    """(group, code of a sector) -> how many of its pupils met it; one query."""
    sectors = sectors or of_the_region()
    rows = (
        Placement.objects.attended()
        .filter(student__base_group__in=group_ids, student__status="enrolled")
        .annotate(code=_as_counted(sectors))
        .values_list("student__base_group", "code")
        .annotate(pupils=Count("student", distinct=True))
    )
    return {(group, code): pupils for group, code, pupils in rows}


def _as_counted(sectors: SchoolSectors):
    """The code of a sector; of sectors that are one at this school, the code of the first."""
    code = F("session__offer__sector__code")
    together = [
        When(session__offer__sector__code=other, then=Value(unit))
        for other, unit in sectors.unit_of.items()
        if other != unit
    ]
    return Case(*together, default=code, output_field=CharField()) if together else code


def coverage_by_group(
    groups: QuerySet[Group], sectors: SchoolSectors | None = None
) -> list[GroupCoverage]:
    """How many pupils of each group met each sector; two queries for any number of groups.

    ``sectors`` as a school counts them; the region's when not given.
    """
    groups, sectors = list(groups.with_size().order_by("name")), sectors or of_the_region()
    counted = counts_by_group([group.pk for group in groups], sectors)
    return [
        GroupCoverage(
            group, group.size, [counted.get((group.pk, s.code), 0) for s in sectors.units]
        )
        for group in groups
    ]
