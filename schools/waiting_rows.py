"""The pupils of a report with their names, for who may see those.

A report holds no names. Of known pupils they are looked up; of new ones, and of what changes, they
are read from the file that still waits. Nothing of it is stored.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from portal.imports import readers
from portal.imports.rows import RosterRow
from portal.reference.models import Track
from schools.models import Location, RosterImport, Student
from schools.services.roster_compare import wanted_values

PER_PAGE = 50
NEW, LEAVERS = "new", "leavers"
KNOWN = ("moved", "changed", "returned", LEAVERS)
NAMES = ("given_name", "name_prefix", "family_name")
# Of these the pages show no value: long, and nobody reads them.
UNREADABLE = ("eck_id",)


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One line of the table on the page."""

    name: str = field(repr=False)
    group: str = ""
    year: int | None = None
    line: int | None = None
    url: str = ""
    changes: tuple[Change, ...] = ()


def page_of_pupils(import_: RosterImport, tab: str, number: str | None, user) -> Page:
    """A page of PupilLine: ``tab`` is "new" or one of KNOWN. Reads the file at most once."""
    stored = import_.report.get("new_rows", []) if tab == NEW else _visible_ids(import_, tab, user)
    page = Paginator(stored, PER_PAGE).get_page(number)
    here = list(page.object_list)
    page.object_list = _new(import_, here) if tab == NEW else _known(import_, tab, here)
    return page


def mentors_of(import_: RosterImport) -> list[tuple[str, list[str]]]:
    """(group, names of mentors) as the waiting file has it: a hint that gives no rights."""
    with import_.file.open("rb") as file:
        roster = readers.read(import_.kind, file, import_.options)
        names = {group.key: group.name for group in roster.groups}
        found: dict[str, list[str]] = {}
        for person in roster.staff:
            for key in person.group_keys:
                found.setdefault(names.get(key, key), []).append(person.family_name)
    return sorted(found.items())


def _visible_ids(import_: RosterImport, tab: str, user) -> list[int]:
    ids = import_.report["pupils"].get(tab, [])
    seen = Student.objects.visible_to(user).filter(pk__in=ids) if ids else Student.objects.none()
    return list(seen.order_by("family_name", "given_name", "pk").values_list("pk", flat=True))


def _new(import_: RosterImport, stored: list[dict]) -> list[PupilLine]:
    lines = {row["line"] for row in stored}
    rows = {row.line: row for row in _rows(import_, lines, lambda row: row.line)}
    return [
        PupilLine(
            name=_sort_name(rows[row["line"]]) if row["line"] in rows else "",
            group=row["group"],
            year=row["year"],
            line=row["line"],
        )
        for row in stored
    ]


def _known(import_: RosterImport, tab: str, ids: list[int]) -> list[PupilLine]:
    students = list(
        Student.objects.filter(pk__in=ids)
        .select_related("school", "base_group")
        .order_by("family_name", "given_name", "pk")
    )
    rows: dict[str, RosterRow] = {}
    if tab != LEAVERS:
        keys = {student.source_key for student in students}
        rows = {r.source_key: r for r in _rows(import_, keys, lambda row: row.source_key)}
    names = _group_names(import_) if rows else {}
    places = list(Location.objects.filter(school=import_.school)) if rows else []
    return [
        PupilLine(
            name=student.sort_name,
            group=student.base_group.name if student.base_group else "",
            year=student.year_of_study,
            url=student.get_absolute_url(),
            changes=tuple(_changes(student, rows.get(student.source_key), names, places)),
        )
        for student in students
    ]


def _rows(
    import_: RosterImport, wanted: Collection, of: Callable[[RosterRow], object]
) -> Iterator[RosterRow]:
    """The rows of the waiting file that are asked for; none when it is gone."""
    if not import_.file or not wanted:
        return
    left = set(wanted)
    with import_.file.open("rb") as file:
        for row in readers.read(import_.kind, file, import_.options).rows:
            if of(row) in left:
                left.discard(of(row))
                yield row
            if not left:
                return


def _group_names(import_: RosterImport) -> dict[str, str]:
    with import_.file.open("rb") as file:
        groups = readers.read(import_.kind, file, import_.options).groups
        return {group.key: group.name for group in groups}


def _changes(
    student: Student, row: RosterRow | None, groups: dict[str, str], places: list[Location]
) -> Iterator[Change]:
    """What the row changes, in words. The name is one thing, however many parts change."""
    if row is None:
        return
    place = next((p for p in places if p.name.casefold() == row.location_name.casefold()), None)
    values = wanted_values(student.school, row, place, student)
    new_name = _sort_name(row)
    if any(values.pop(part) != getattr(student, part) for part in NAMES):
        yield Change(_("Name"), student.sort_name, new_name)
    old_group = student.base_group.name if student.base_group else ""
    new_group = groups.get(row.group_key, "")
    if new_group and new_group != old_group:
        yield Change(_label("base_group"), old_group, new_group)
    for name, value in values.items():
        old = getattr(student, name)
        if value != old and name not in UNREADABLE:
            yield Change(_label(name), _shown(name, old, places), _shown(name, value, places))


def _label(name: str) -> str:
    return str(Student._meta.get_field(name.removesuffix("_id")).verbose_name)


def _shown(name: str, value: object, places: list[Location]) -> str:
    if name == "track" and value:
        return str(Track(value).label)
    if name == "location_id":
        return next((place.name for place in places if place.pk == value), "")
    return "" if value is None else str(value)


def _sort_name(row: RosterRow) -> str:
    rest = " ".join(filter(None, [row.given_name, row.name_prefix]))
    return f"{row.family_name}, {rest}" if row.family_name else row.given_name
