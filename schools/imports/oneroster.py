"""Reads OneRoster 1.1 and 1.2 (CSV files in a zip) into plain rows. No database here.

Users, roles and enrollments are read one row at a time; of those only ids and what a row of the
roster needs are held. Passwords, telephone numbers, parents, demographics and results are counted
and never kept. What is faulty is told with file, line and column.

A pupil is known by ``identifier``, the number at school that other exports carry too, so that a
school may change the kind of its file. Who has none is known by ``sourcedId``.
"""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from django.utils import timezone

from portal.core.school_year import bounds
from portal.imports.problems import ImportRefused
from portal.imports.rows import (
    SCHOOL_NOT_NAMED,
    Findings,
    LateCounts,
    LateProblems,
    LazyRows,
    Roster,
    RosterRow,
    RosterStaff,
)
from portal.imports.zips import opened_zip
from schools.imports.citizen_numbers import refuse_citizen_numbers
from schools.imports.oneroster_classes import (
    Classes,
    ClassReader,
    EnrollmentReader,
    Enrollments,
    Places,
)
from schools.imports.oneroster_columns import NEVER_OPENED, USERS
from schools.imports.oneroster_csv import RosterFiles
from schools.imports.oneroster_manifest import Manifest, read_manifest
from schools.imports.oneroster_people import People, RoleReader, UserReader, roles_file
from schools.imports.oneroster_school import (
    SchoolOfFile,
    SchoolYears,
    read_school,
)


def read_oneroster(file: BinaryIO, *, brin: str = "", brin6: str = "") -> Roster:
    """The roster in ``file``, with a problem for each row that is not right.

    ``brin`` and ``brin6``: the school and the location that it is imported for. With them a file
    of several schools gives the pupils of this one; a file that does not say of which school it
    is, is read with a question. Without them such files are refused.
    Raises ImportRefused when the file as a whole cannot be used.
    """
    findings = Findings()
    today = timezone.localdate()
    with opened_zip(file) as package:
        package.flatten()
        return _read(RosterFiles(package, findings), today, brin=brin.upper(), brin6=brin6.upper())


def _read(files: RosterFiles, today: datetime.date, *, brin: str, brin6: str) -> Roster:
    findings = files.findings
    manifest = read_manifest(files)
    delta = manifest.is_delta
    school = read_school(files, brin=brin, brin6=brin6, delta=delta)
    years = SchoolYears(files, delta=delta)
    school_year, classes = ClassReader(files, school, years).read(today)
    day = _day_in(school_year, today)
    unclear_before = findings.skipped
    people = _read_people(files, manifest, school, day)
    if not people.pupils and findings.skipped == unclear_before:
        raise ImportRefused("oneroster_no_pupils", file=USERS.file)
    enrollments = EnrollmentReader(files, classes, day).read(
        people.pupils, people.staff, people.others
    )
    rows = _Joiner(classes, enrollments, findings, delta=delta).join(people)
    refuse_citizen_numbers(row.source_key for row in rows)
    findings.staff = len(people.staff)
    held = LazyRows(lambda _findings: iter(rows), findings)
    return Roster(
        source="oneroster",
        school_year=school_year,
        brin=school.brin,
        brin6=school.brin6,
        reference_date=day,
        groups=tuple(classes.groups.values()),
        rows=held,
        staff=tuple(_staff(people, enrollments)),
        problems=LateProblems(held),
        left_out=LateCounts(held),
        complete=not delta,
        questions=() if school.named else (SCHOOL_NOT_NAMED,),
    )


def _day_in(school_year: str, today: datetime.date) -> datetime.date:
    """Today, or the day of the school year that is nearest to it."""
    first, last = bounds(school_year)
    return min(max(today, first), last)


def _read_people(
    files: RosterFiles, manifest: Manifest, school: SchoolOfFile, day: datetime.date
) -> People:
    of_roles = roles_file(files)
    _count_never_opened(files, of_roles)
    in_users = "role" in files.header(USERS).places
    if not of_roles and not in_users:
        raise ImportRefused("oneroster_no_roles", file=USERS.file)
    if manifest.version and manifest.version != ("1.2" if of_roles else "1.1"):
        files.findings.remark(None, "oneroster_other_version", version=manifest.version)
    roles = RoleReader(files, school, day).read(of_roles) if of_roles else None
    return UserReader(files, school, roles).read()


def _count_never_opened(files: RosterFiles, of_roles: str) -> None:
    for name in files.names:
        if name in NEVER_OPENED and name != of_roles.casefold():
            files.findings.left_out[NEVER_OPENED[name]] += 1


def _staff(people: People, enrollments: Enrollments) -> Iterator[RosterStaff]:
    for user, person in people.staff.items():
        yield replace(person, group_keys=tuple(enrollments.staff[user].keys))


class _Joiner:
    """Puts pupils and their groups together. A file of changes need not say all of a pupil."""

    def __init__(
        self, classes: Classes, enrollments: Enrollments, findings: Findings, *, delta: bool
    ):
        self.delta = delta
        self.groups = classes.groups
        self.has_homerooms = classes.has_homerooms
        self.enrollments = enrollments
        self.findings = findings

    def join(self, people: People) -> tuple[RosterRow, ...]:
        places = self.enrollments.pupils
        return tuple(self._joined(row, places[user]) for user, row in people.pupils.items())

    def _joined(self, row: RosterRow, places: Places) -> RosterRow:
        keys = places.keys
        homerooms = [key for key in keys if not self.groups[key].composite]
        about = {"file": USERS.file}
        if len(homerooms) > 1:
            self.findings.remark(row.line, "oneroster_two_homerooms", **about)
        asks = not (row.left or self.delta)
        if not homerooms and self.has_homerooms and asks:
            self.findings.remark(row.line, "oneroster_no_homeroom", **about)
        base = homerooms[0] if homerooms else ""
        year = row.year_of_study or (self.groups[base].year_of_study if base else None)
        if year is None and asks:
            self.findings.remark(row.line, "oneroster_no_grade", **about, column="grades")
        return replace(
            row,
            group_key=base,
            composite_keys=tuple(key for key in keys if self.groups[key].composite),
            year_of_study=year,
        )
