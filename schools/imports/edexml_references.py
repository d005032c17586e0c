"""The last step of reading EDEXML: years from groups, references checked, one roster made."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from stdnum.nl import bsn

from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Roster, RosterRow, RosterStaff
from schools.imports.edexml_fields import SECONDARY_YEARS, SPECIAL_SECONDARY, School
from schools.imports.edexml_records import Collector, ReadPupil

CITIZEN_NUMBER_LENGTH = 9
ENOUGH_TO_JUDGE = 3


def make_roster(school: School, read: Collector) -> Roster:
    """Raises ImportRefused when there is no pupil, or the keys are citizen numbers."""
    if not read.pupils and not any(problem.skipped for problem in read.problems):
        raise ImportRefused("no_pupils")
    refuse_citizen_numbers(read.pupils)
    today = school.reference_date or timezone.localdate()
    rows = tuple(_resolve_pupil(pupil, read, today) for pupil in read.pupils.values())
    staff = tuple(_resolve_staff(person, read) for person in read.staff.values())
    read.primary_remark()
    return Roster(
        source="edexml",
        school_year=school.school_year,
        brin=school.brin,
        brin6=school.brin6,
        reference_date=school.reference_date,
        groups=tuple(read.groups.values()),
        rows=rows,
        staff=staff,
        problems=tuple(sorted(read.problems, key=lambda problem: problem.line or 0)),
        left_out=dict(sorted(read.left_out.items())),
    )


def refuse_citizen_numbers(keys: Iterable[str]) -> None:
    """One number in eleven passes the test by chance; several in a row are no chance."""
    numbers = [key for key in keys if key.isdecimal() and len(key) == CITIZEN_NUMBER_LENGTH]
    if len(numbers) >= ENOUGH_TO_JUDGE and all(map(bsn.is_valid, numbers)):
        raise ImportRefused("citizen_numbers_as_keys")


def _resolve_pupil(pupil: ReadPupil, read: Collector, today: datetime.date) -> RosterRow:
    row = pupil.row
    group_key = next(iter(_known_groups((row.group_key,), row.line, read)), "")
    code = pupil.year_code or read.group_years.get(group_key, "")
    if not code and not row.left:
        read.remark(row.line, "missing_year")
    return replace(
        row,
        group_key=group_key,
        composite_keys=_known_groups(row.composite_keys, row.line, read),
        year_of_study=SECONDARY_YEARS.get(code),
        track="vso" if code == SPECIAL_SECONDARY else "",
        location_name=_location_name(pupil, read),
        left=row.left or (row.left_on is not None and row.left_on < today),
    )


def _resolve_staff(person: RosterStaff, read: Collector) -> RosterStaff:
    return replace(person, group_keys=_known_groups(person.group_keys, person.line, read))


def _known_groups(keys: tuple[str, ...], line: int | None, read: Collector) -> tuple[str, ...]:
    known = []
    for key in keys:
        if key in read.groups:
            known.append(key)
        elif key:
            read.remark(line, "unknown_group", group=shown(key))
    return tuple(known)


def _location_name(pupil: ReadPupil, read: Collector) -> str:
    key = pupil.location_key
    if key and key not in read.locations:
        read.remark(pupil.row.line, "unknown_location", location=shown(key))
    return read.locations.get(key, "")
