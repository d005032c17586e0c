"""Compares a roster with what is known: who is new, moved, changed, back or gone. Writes nothing.

A pupil is recognised by the school's own number, never by name. All is read in a fixed number of
queries, whatever the size of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster, RosterGroup, RosterRow
from portal.reference.models import Track
from schools.models import Group, GroupEnrolment, Location, School, Student

DUMMY = "#"
LOSS_TO_CONFIRM = 1 / 3
SMALLEST_LOSS = 5
MANY_LEAVERS = "many_leavers"
OLDER_YEAR = "older_year"
NOT_MADE_YET = -1
Status = Student.Status
NAME_FIELDS = ("given_name", "name_prefix", "family_name")


class WrongSchool(ImportRefused):
    """The file is of another school than the one it is imported for."""

    def __init__(self, school: School, roster: Roster):
        super().__init__("wrong_school", found=roster.brin, expected=school.brin)


@dataclass(frozen=True, slots=True)
class PupilChange:
    """What one row does to a known pupil. ``fields`` holds new values, without the base group."""

    student: Student
    row: RosterRow = field(repr=False)
    fields: Mapping[str, object] = field(repr=False)
    moves: bool
    returns: bool
    regroups: bool

    @property
    def nothing(self) -> bool:
        return not (self.fields or self.moves or self.returns or self.regroups)


@dataclass(frozen=True)
class RosterPlan:
    """Everything an import would do. The lists do not overlap."""

    school: School
    roster: Roster
    location: Location | None
    places: dict[str, Location] = field(repr=False)
    groups: dict[str, Group]
    new_groups: list[RosterGroup]
    renamed_groups: list[Group]
    new: list[RosterRow]
    returned: list[PupilChange]
    moved: list[PupilChange]
    changed: list[PupilChange]
    unchanged: int
    leavers: list[tuple[Student, RosterRow | None]]
    gone_unknown: int
    unclear: int
    known: int
    confirm: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """What a person must say yes to; nothing when nothing would change."""
        return () if self.nothing else self.confirm

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows": len(self.roster.rows),
            "pupils": sum(not row.left for row in self.roster.rows),
            "new": len(self.new),
            "returned": len(self.returned),
            "moved": len(self.moved),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "leavers": len(self.leavers),
            "unclear": self.unclear,
            "already_left": self.gone_unknown,
            "groups": len(self.roster.groups),
            "new_groups": len(self.new_groups),
        }

    @property
    def changes(self) -> list[PupilChange]:
        return [*self.returned, *self.moved, *self.changed]

    def location_of(self, row: RosterRow) -> Location | None:
        """The place the row names, else the one of the whole file."""
        return self.places.get(row.location_name.casefold()) or self.location

    @property
    def nothing(self) -> bool:
        """Applying this would change no row."""
        return not (
            self.new or self.changes or self.leavers or self.new_groups or self.renamed_groups
        )


def plan_roster(school: School, roster: Roster) -> RosterPlan:
    """What importing ``roster`` for ``school`` would change.

    Raises WrongSchool when the file is of another school. A file of one location leaves the
    pupils of the school's other locations alone.
    """
    if roster.brin != school.brin:
        raise WrongSchool(school, roster)
    return _Planner(school, roster).plan()


class _Planner:
    def __init__(self, school: School, roster: Roster):
        self.school = school
        self.roster = roster
        self.rows = [row for row in roster.rows if not row.source_key.startswith(DUMMY)]
        locations = list(Location.objects.filter(school=school))
        self.several_locations = len(locations) > 1
        self.places = {place.name.casefold(): place for place in locations}
        self.location = next((p for p in locations if p.brin6 == roster.brin6), None)
        self.spoken_of = {getattr(self.location_of(row), "pk", None) for row in self.rows}
        self.of_year = {group.pk: group for group in self._groups_of_year()}
        self.groups, self.new_groups, self.renamed = self._match_groups()
        self.students = {s.source_key: s for s in Student.objects.filter(school=school)}
        self.enrolled = self._open_enrolments()

    def plan(self) -> RosterPlan:
        new, changes, leavers, gone_unknown = self._sort_rows()
        leavers += [(student, None) for student in self._missing()]
        real = [change for change in changes if not change.nothing]
        staying = [change for change in real if not change.returns]
        known = sum(map(self._in_scope, self.students.values()))
        return RosterPlan(
            school=self.school,
            roster=self.roster,
            location=self.location,
            places=self.places,
            groups=self.groups,
            new_groups=self.new_groups,
            renamed_groups=self.renamed,
            new=new,
            returned=[change for change in real if change.returns],
            moved=[change for change in staying if change.moves],
            changed=[change for change in staying if not change.moves],
            unchanged=len(changes) - len(real),
            leavers=leavers,
            gone_unknown=gone_unknown,
            unclear=self.roster.skipped + len(self.roster.rows) - len(self.rows),
            known=known,
            confirm=self._questions(len(leavers), known),
        )

    def location_of(self, row: RosterRow) -> Location | None:
        return self.places.get(row.location_name.casefold()) or self.location

    def _groups_of_year(self):
        return Group.objects.filter(school=self.school, school_year=self.roster.school_year)

    def _match_groups(self) -> tuple[dict[str, Group], list[RosterGroup], list[Group]]:
        """Groups of the file that exist (by key, else a keyless one of that name), new, changed."""
        existing = self.of_year.values()
        keyed = {group.source_key: group for group in existing if group.source_key}
        keyless = {(group.name, group.kind): group for group in existing if not group.source_key}
        matched, new, changed = {}, [], []
        for wanted in self.roster.groups:
            kind = Group.Kind.COMPOSITE if wanted.composite else Group.Kind.BASE
            group = keyed.get(wanted.key) or keyless.pop((wanted.name, kind), None)
            if group is None:
                new.append(wanted)
                continue
            matched[wanted.key] = group
            values: dict[str, Any] = {"source_key": wanted.key, "name": wanted.name, "kind": kind}
            if wanted.year_of_study is not None:
                values["year_of_study"] = wanted.year_of_study
            if set_values(group, values):
                changed.append(group)
        return matched, new, changed

    def _open_enrolments(self) -> dict[int, set[int]]:
        """Per pupil the groups that a file may end: those of a file, and base groups."""
        rows = GroupEnrolment.objects.filter(student__school=self.school, until=None).values_list(
            "student_id", "group_id", "group__source_key", "group__kind"
        )
        found: dict[int, set[int]] = {}
        for student_id, group_id, key, kind in rows:
            if key or kind == Group.Kind.BASE:
                found.setdefault(student_id, set()).add(group_id)
        return found

    def _sort_rows(self):
        new, changes, leavers, gone_unknown = [], [], [], 0
        for row in self.rows:
            student = self.students.get(row.source_key)
            if student is None:
                gone_unknown += row.left
                new += [] if row.left else [row]
            elif row.left:
                leavers += [(student, row)] if student.status == Status.ENROLLED else []
            else:
                changes.append(self._change(student, row))
        return new, changes, leavers, gone_unknown

    def _change(self, student: Student, row: RosterRow) -> PupilChange:
        values = wanted_values(self.school, row, self.location_of(row), student)
        groups = {self._existing(key) for key in (row.group_key, *row.composite_keys) if key}
        base = self._existing(row.group_key) if row.group_key else self._kept_base(student)
        if base is not None:
            groups.add(base)
        return PupilChange(
            student=student,
            row=row,
            fields={
                name: value for name, value in values.items() if getattr(student, name) != value
            },
            moves=base != student.base_group_id or base == NOT_MADE_YET,
            returns=student.status != Status.ENROLLED,
            regroups=groups != self.enrolled.get(student.pk, set()),
        )

    def _existing(self, key: str) -> int:
        return group.pk if (group := self.groups.get(key)) else NOT_MADE_YET

    def _kept_base(self, student: Student) -> int | None:
        """The file names no group for this pupil: the one of this year stays, an older one ends."""
        return student.base_group_id if student.base_group_id in self.of_year else None

    def _in_scope(self, student: Student) -> bool:
        """Does this file speak of the pupil? At a school of several locations, only of its own."""
        if student.status != Status.ENROLLED:
            return False
        return not self.several_locations or student.location_id in self.spoken_of

    def _missing(self) -> list[Student]:
        present = {row.source_key for row in self.rows}
        known = self.students.items()
        return [s for key, s in known if key not in present and self._in_scope(s)]

    def _questions(self, leaving: int, known: int) -> tuple[str, ...]:
        asked = []
        if leaving >= SMALLEST_LOSS and leaving > known * LOSS_TO_CONFIRM:
            asked.append(MANY_LEAVERS)
        newer = Group.objects.filter(
            school=self.school, school_year__gt=self.roster.school_year, students__isnull=False
        )
        if newer.exists():
            asked.append(OLDER_YEAR)
        return tuple(asked)


def wanted_values(
    school: School, row: RosterRow, location: Location | None, student: Student | None = None
) -> dict[str, object]:
    """The fields a row gives a pupil. What the file does not say stays as it is."""
    values: dict[str, object] = {name: getattr(row, name) for name in NAME_FIELDS}
    if row.year_of_study is not None:
        values["year_of_study"] = row.year_of_study
    if row.track in Track.values:
        values["track"] = row.track
    elif student is None and len(school.tracks) == 1 and school.tracks[0] in Track.values:
        values["track"] = school.tracks[0]
    if location is not None:
        values["location_id"] = location.pk
    if row.eck_id:
        values["eck_id"] = row.eck_id
    return values


def set_values(obj, values: Mapping[str, object]) -> bool:
    """Set what differs; True when something did."""
    differing = {name: value for name, value in values.items() if getattr(obj, name) != value}
    for name, value in differing.items():
        setattr(obj, name, value)
    return bool(differing)
