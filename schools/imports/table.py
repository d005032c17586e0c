"""Reads a school's own table (CSV or Excel) into plain rows, by the columns that were chosen.

Cells of other columns are emptied while they are read. A pupil is known by the number in the
table, never by name; a full name is never taken apart. No database here.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.utils import timezone

from portal.core.school_year import bounds
from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster, RosterGroup, RosterRow, RosterStaff, RowProblem
from portal.imports.tables import Table, TableRow, read_table
from portal.imports.upload import head_of
from schools.imports.citizen_numbers import refuse_citizen_numbers
from schools.imports.edexml_fields import clean
from schools.imports.edexml_first_look import GROUP_NAME_LENGTH, KEY_LENGTH
from schools.imports.edexml_records import DUMMY, NAME_LENGTHS
from schools.imports.table_columns import (
    check_columns,
    check_headers,
    forbidden_columns,
    numbers_of,
)
from schools.imports.table_meanings import Meanings
from schools.imports.table_values import date_of

ZIP = b"PK\x03\x04"
CITIZEN_NUMBER_LENGTH = 9


def read_table_roster(
    file: BinaryIO,
    *,
    columns: Mapping[str, str],
    school_year: str,
    brin: str,
    brin6: str = "",
    meanings: Mapping[str, Any] | None = None,
) -> Roster:
    """The roster in ``file``, with a problem for each row that is not right.

    ``columns``: key of the header (see header_keys) -> field. ``meanings``: what Meanings is told.
    Raises ImportRefused when the file as a whole cannot be used.
    """
    check_columns(columns)
    _check_school_year(school_year)
    table = read_table(
        file, name=name_of(file), only=lambda headers: numbers_of(headers, columns).values()
    )
    check_headers(table.headers)
    numbers = numbers_of(table.headers, columns)
    check_columns(dict.fromkeys(columns, "") | {str(n): field for field, n in numbers.items()})
    reader = _Reader(table, numbers, Meanings(**(meanings or {})))
    rows = tuple(row for line in table.rows if (row := reader.read(line)))
    if not rows and not reader.problems:
        raise ImportRefused("no_pupils")
    refuse_citizen_numbers(
        row.source_key.zfill(CITIZEN_NUMBER_LENGTH)
        if len(row.source_key) == CITIZEN_NUMBER_LENGTH - 1  # Excel drops the zero in front
        else row.source_key
        for row in rows
    )
    return Roster(
        source="table",
        school_year=school_year,
        brin=brin,
        brin6=brin6,
        reference_date=None,
        groups=reader.groups_of(rows),
        rows=rows,
        staff=tuple(reader.mentors.values()),
        problems=tuple(sorted(reader.all_problems(), key=lambda problem: problem.line or 0)),
        left_out=left_out_of(table),
        groups_by_name=True,
    )


def name_of(file: BinaryIO) -> str:
    """A name by what the file is; the one that it came with says nothing."""
    return "table.xlsx" if head_of(file).startswith(ZIP) else "table.csv"


def left_out_of(table: Table) -> dict[str, int]:
    """How many cells were in columns that we never keep, per kind."""
    found: dict[str, int] = {}
    for number, kind in forbidden_columns(table.headers).items():
        found[kind] = found.get(kind, 0) + table.filled[number]
    return {kind: count for kind, count in sorted(found.items()) if count}


def _check_school_year(school_year: str) -> None:
    try:
        bounds(school_year)
    except ValueError:
        raise ImportRefused("bad_school_year") from None


class _Reader:
    """Makes pupils of lines, and gathers what was wrong."""

    def __init__(self, table: Table, numbers: Mapping[str, int], meanings: Meanings):
        self.numbers = numbers
        self.meanings = meanings
        self.headers = table.headers
        self.problems: list[RowProblem] = list(table.problems)
        self.mentors: dict[tuple[str, str], RosterStaff] = {}
        self.group_names: dict[str, str] = {}
        self.today = timezone.localdate()
        self._lines: dict[str, int] = {}
        self._eck_lines: dict[str, int] = {}
        self._groupless: list[int] = []

    def read(self, line: TableRow) -> RosterRow | None:
        """None when the row has to stay out."""
        key = self._cell(line, "source_key")
        names = self._usable_key(key, line.line) and self._names(line)
        if not names:
            return None
        self._lines[key] = line.line
        left_on = self._left_on(line)
        group = self._group(line)
        self._mentor(line, group)
        year, track = self._year_and_track(line)
        return RosterRow(
            source_key=key,
            **names,
            eck_id=self._eck_id(line),
            group_key=group,
            year_of_study=year,
            track=track,
            location_name=self.meanings.location(self._cell(line, "location"), line.line),
            left=left_on is not None and left_on < self.today,
            left_on=left_on,
            line=line.line,
        )

    def groups_of(self, rows: Iterable[RosterRow]) -> tuple[RosterGroup, ...]:
        """Each group of which there are pupils, with its year when they all have the same."""
        years: dict[str, set[int | None]] = {}
        for row in rows:
            years.setdefault(row.group_key, set()).add(row.year_of_study)
        return tuple(
            RosterGroup(key, name, year_of_study=only(years[key]))
            for key, name in self.group_names.items()
            if key in years
        )

    def all_problems(self) -> list[RowProblem]:
        """With one remark for all pupils without a group, and one for each text not understood."""
        found = [*self.problems, *self.meanings.problems(self.headers, self.numbers)]
        if lines := self._groupless:
            found.append(RowProblem(lines[0], "without_group", {"rows": str(len(lines))}))
        return found

    def _cell(self, line: TableRow, field: str) -> str:
        number = self.numbers.get(field)
        return "" if number is None else clean(line.cells[number])

    def _usable_key(self, key: str, line: int) -> bool:
        if not key:
            self._skip(line, "pupil_without_key")
        elif key.startswith(DUMMY):
            self._skip(line, "unstable_key")
        elif len(key) > KEY_LENGTH:
            self._skip(line, "pupil_key_too_long")
        elif key in self._lines:
            self._skip(line, "duplicate_pupil", first=str(self._lines[key]))
        else:
            return True
        return False

    def _names(self, line: TableRow) -> dict[str, Any] | None:
        names = {part: self._cell(line, part) for part in NAME_LENGTHS}
        if not names["given_name"] and not names["family_name"]:
            self._skip(line.line, "pupil_without_name")
            return None
        names["initials"] = names["initials"][: NAME_LENGTHS["initials"]]
        if any(len(names[part]) > length for part, length in NAME_LENGTHS.items()):
            self._skip(line.line, "pupil_name_too_long")
            return None
        return names

    def _group(self, line: TableRow) -> str:
        name = self._cell(line, "group")
        if len(name) > GROUP_NAME_LENGTH:
            self.problems.append(RowProblem(line.line, "group_name_too_long"))
            return ""
        if not name:
            self._groupless.append(line.line)
            return ""
        key = name.casefold()
        self.group_names.setdefault(key, name)
        return key

    def _mentor(self, line: TableRow, group: str) -> None:
        """The mentor's name as a hint with the group. It gives no rights."""
        name = self._cell(line, "mentor")
        if name and group and len(name) <= NAME_LENGTHS["family_name"]:
            self.mentors.setdefault(
                (group, name), RosterStaff(source_key="", family_name=name, group_keys=(group,))
            )

    def _year_and_track(self, line: TableRow) -> tuple[int | None, str]:
        """Some write both in one column: "1VMBO", "3 bbl"."""
        year_text, track_text = self._cell(line, "year"), self._cell(line, "track")
        year = self.meanings.year(year_text, line.line, also=track_text)
        return year, self.meanings.track(track_text, line.line, also=year_text)

    def _left_on(self, line: TableRow) -> datetime.date | None:
        try:
            return date_of(self._cell(line, "left_on"))
        except ValueError:
            self.problems.append(RowProblem(line.line, "bad_date"))
            return None

    def _eck_id(self, line: TableRow) -> str:
        eck_id = self._cell(line, "eck_id")
        if eck_id in self._eck_lines:
            first = str(self._eck_lines[eck_id])
            self.problems.append(RowProblem(line.line, "duplicate_eck_id", {"first": first}))
            return ""
        if eck_id:
            self._eck_lines[eck_id] = line.line
        return eck_id[:KEY_LENGTH]

    def _skip(self, line: int, code: str, **context: str) -> None:
        self.problems.append(RowProblem(line, code, context, skipped=True))


def only(values: set[int | None]) -> int | None:
    """The one value that is there, or None."""
    return next(iter(values)) if len(values) == 1 else None
