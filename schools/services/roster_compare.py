"""Compares the rows of a roster with the pupils who are known, a chunk at a time. Writes nothing.

A pupil is recognised by the school's own number, never by name. Each chunk takes the same few
queries; of what has gone by only a compact set of ids is remembered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Count, Model

from portal.imports.compact import CompactSet
from portal.imports.rows import Roster, RosterGroup, RosterRow
from portal.reference.models import Track
from schools.models import Group, GroupEnrolment, Location, School, Student
from schools.models.student import BY_HAND

DUMMY = "#"
CHUNK = 1000
NOT_MADE_YET = -1
Status = Student.Status


@dataclass(frozen=True, slots=True)
class Place:
    """An open enrolment. A file may end it unless it is in a group that people made."""

    pk: int
    may_end: bool


@dataclass(frozen=True, slots=True)
class PupilChange:
    """What one row does to a known pupil. ``fields`` holds new values, without the base group."""

    student: Student
    row: RosterRow = field(repr=False)
    fields: Mapping[str, object] = field(repr=False)
    places: Mapping[int, Place] = field(repr=False)
    moves: bool
    returns: bool
    regroups: bool

    @property
    def nothing(self) -> bool:
        return not (self.fields or self.moves or self.returns or self.regroups)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What some rows would do. The lists do not overlap."""

    rows: list[RosterRow] = field(repr=False)
    new: list[RosterRow] = field(repr=False)
    changes: list[PupilChange] = field(repr=False)
    leavers: list[tuple[Student, RosterRow]] = field(repr=False)
    unchanged: int
    gone_unknown: int
    unclear: int


class Comparer:
    """One roster beside one school. Walk through ``chunks``, then ask who is ``missing``.

    With ``lock`` the pupils of a chunk are locked until the transaction ends, for who writes.
    """

    def __init__(self, school: School, roster: Roster, *, lock: bool = False):
        self.school = school
        self.roster = roster
        self.lock = lock
        locations = list(Location.objects.filter(school=school))
        self.several_locations = len(locations) > 1
        # A row names its place in words, or by BRIN and two digits.
        self.places = {place.brin6.casefold(): place for place in locations}
        self.places |= {place.name.casefold(): place for place in locations}
        self.location = next((p for p in locations if p.brin6 == roster.brin6), None)
        self.of_year: set[int] = set()
        self.groups: dict[str, int] = {}  # key in the file -> id
        self.new_groups: list[RosterGroup] = []
        self.renamed: list[Group] = []
        self.renamed_fields: dict[int, dict[str, list]] = {}  # id -> field -> [before, now]
        self._match_groups()
        self.enrolled_before = dict(
            self._enrolled().order_by().values_list("location_id").annotate(Count("pk"))
        )
        self._spoken_of: set[int | None] = set()
        self._present = CompactSet()

    def chunks(self) -> Iterator[Chunk]:
        rows = iter(self.roster.rows)
        while chunk := list(islice(rows, CHUNK)):
            yield self._compare(chunk)

    def missing(self) -> Iterator[list[tuple]]:
        """(id, day of leaving) of pupils of whom the file should speak and does not, in chunks."""
        if not self.roster.complete:
            return
        last = 0
        enrolled = self._enrolled().order_by("pk").values_list("pk", "location_id", "left_on")
        while found := list(enrolled.filter(pk__gt=last)[:CHUNK]):
            last = found[-1][0]
            gone = [
                (pk, left_on)
                for pk, location_id, left_on in found
                if pk not in self._present and self._in_scope(location_id)
            ]
            if gone:
                yield gone

    @property
    def known(self) -> int:
        """Of how many enrolled pupils the file should speak; after the walk."""
        before = self.enrolled_before.items()
        return sum(number for location_id, number in before if self._in_scope(location_id))

    def made(self, students: Iterable[Student]) -> None:
        """These were new and are in the file: nobody misses them."""
        self._present.update([student.pk for student in students])

    def location_of(self, row: RosterRow) -> Location | None:
        """The place the row names, else the one of the whole file."""
        if not row.location_name:
            return self.location
        return self.places.get(row.location_name.casefold()) or self.location

    def _groups_of_year(self):
        return Group.objects.filter(school=self.school, school_year=self.roster.school_year)

    def _enrolled(self):
        """Who was typed in by hand is in no file."""
        students = Student.objects.filter(school=self.school, status=Status.ENROLLED)
        return students.exclude(source_key__startswith=BY_HAND)

    def _match_groups(self) -> None:
        """Groups of the file that exist (by key, else a keyless one of that name), and new ones.

        A file of a whole region has thousands, so only ids are remembered. A table has no keys of
        groups: it means the one of that name, whatever its key.
        """
        by_name = self.roster.groups_by_name
        existing = list(self._groups_of_year())
        named = {(group.name.casefold(), group.kind): group for group in existing}
        self.of_year.update([group.pk for group in existing])
        keyed = {group.source_key: group for group in existing if group.source_key}
        keyless = {(group.name, group.kind): group for group in existing if not group.source_key}
        for wanted in self.roster.groups:
            kind = Group.Kind.COMPOSITE if wanted.composite else Group.Kind.BASE
            if by_name:
                group = named.get((wanted.name.casefold(), kind))
            else:
                group = keyed.get(wanted.key) or keyless.pop((wanted.name, kind), None)
            if group is None:
                self.new_groups.append(wanted)
                continue
            self.groups[wanted.key] = group.pk
            values: dict[str, Any] = {"archived_at": None}
            if not by_name:
                values |= {"source_key": wanted.key, "name": wanted.name, "kind": kind}
            if wanted.year_of_study is not None:
                values["year_of_study"] = wanted.year_of_study
            if changed := set_values(group, values):
                self.renamed.append(group)
                self.renamed_fields[group.pk] = changed

    def _compare(self, rows: list[RosterRow]) -> Chunk:
        usable = {row.source_key: row for row in rows if not row.source_key.startswith(DUMMY)}
        students = self._students(usable)
        places = self._places(students.values())
        new, changes, leavers, gone_unknown = [], [], [], 0
        for key, row in usable.items():
            if self.several_locations:
                self._spoken_of.add(getattr(self.location_of(row), "pk", None))
            student = students.get(key)
            if student is None:
                gone_unknown += row.left
                new += [] if row.left else [row]
            elif row.left:
                leavers += [(student, row)] if student.status == Status.ENROLLED else []
            else:
                changes.append(self._change(student, row, places.get(student.pk, {})))
        self._present.update([student.pk for student in students.values()])
        real = [change for change in changes if not change.nothing]
        return Chunk(
            rows=rows,
            new=new,
            changes=real,
            leavers=leavers,
            unchanged=len(changes) - len(real),
            gone_unknown=gone_unknown,
            unclear=len(rows) - len(usable),
        )

    def _students(self, keys: Iterable[str]) -> dict[str, Student]:
        found = Student.objects.filter(school=self.school, source_key__in=list(keys))
        if self.lock:
            found = found.select_for_update(no_key=True).order_by("pk")
        return {student.source_key: student for student in found}

    def _places(self, students: Iterable[Student]) -> dict[int, dict[int, Place]]:
        """Per pupil the open enrolments, by group."""
        ids = [student.pk for student in students]
        if not ids:
            return {}
        rows = GroupEnrolment.objects.filter(student__in=ids, until=None).values_list(
            "student_id", "group_id", "pk", "group__source_key", "group__kind"
        )
        found: dict[int, dict[int, Place]] = {}
        for student_id, group_id, pk, key, kind in rows:
            # A file of changes does not name the composite groups that stay.
            may_end = kind == Group.Kind.BASE or bool(key and self.roster.complete)
            place = Place(pk, may_end)
            found.setdefault(student_id, {})[group_id] = place
        return found

    def _change(self, student: Student, row: RosterRow, places: dict[int, Place]) -> PupilChange:
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
            places=places,
            moves=base != student.base_group_id or base == NOT_MADE_YET,
            returns=student.status != Status.ENROLLED,
            regroups=bool(groups - places.keys())
            or any(place.may_end and group not in groups for group, place in places.items()),
        )

    def _existing(self, key: str) -> int:
        return self.groups.get(key, NOT_MADE_YET)

    def _kept_base(self, student: Student) -> int | None:
        """The file names no group for this pupil: the one of this year stays, an older one ends."""
        return student.base_group_id if student.base_group_id in self.of_year else None

    def _in_scope(self, location_id: int | None) -> bool:
        """Does this file speak of pupils here? At a school of several locations, of its own."""
        return not self.several_locations or location_id in self._spoken_of


def wanted_values(
    school: School, row: RosterRow, location: Location | None, student: Student | None = None
) -> dict[str, object]:
    """The fields a row gives a pupil. What the file does not say stays as it is."""
    values: dict[str, object] = {
        "given_name": row.given_name,
        "name_prefix": row.name_prefix,
        "family_name": row.family_name,
    }
    if row.eck_id:
        values["eck_id"] = row.eck_id
    if row.year_of_study is not None:
        values["year_of_study"] = row.year_of_study
    if row.track:
        if row.track in Track.values:
            values["track"] = row.track
    elif student is None and len(school.tracks) == 1 and school.tracks[0] in Track.values:
        values["track"] = school.tracks[0]
    if location is not None:
        values["location_id"] = location.pk
    return values


def set_values(obj, values: Mapping[str, object]) -> dict[str, list]:
    """Set what differs; gives for each field that did [before, now]."""
    changed = {}
    for name, value in values.items():
        before = getattr(obj, name)
        if before != value:
            setattr(obj, name, value)
            changed[name] = [before, value]
    return changed


def field_names(model: type[Model], names: Iterable[str]) -> list[str]:
    """Of attributes such as base_group_id the fields they belong to, each once."""
    return sorted({model._meta.get_field(name).name for name in names})
