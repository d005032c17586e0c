"""Reads EDEXML 1.0-2.1, the Dutch standard for rosters, into plain rows. No database here.

Only the elements named below are ever read. A citizen number, birth date, origin and the like stay
inside the parser: no Python value is made of them.

The file is read twice, so that memory does not grow with it: a first look takes the heading, the
groups and the locations, and finds which numbers come twice; the rows are then made one by one,
each time somebody walks through them. Pupils may come before their groups.
"""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from portal.imports.problems import ImportRefused
from portal.imports.rows import (
    Findings,
    LateCounts,
    LateProblems,
    LazyRows,
    Roster,
    RosterRow,
    RosterStaff,
)
from portal.imports.xml import records
from schools.imports.edexml_first_look import FirstLook
from schools.imports.edexml_records import RecordReader

ROOT = "EDEX"
PUPIL = ("leerlingen", "leerling")
STAFF = ("leerkrachten", "leerkracht")


def read_edexml(file: BinaryIO) -> Roster:
    """The roster in ``file``, with a problem for each row that is not right.

    Raises ImportRefused when the file as a whole cannot be used: broken or unsafe XML, another kind
    of file, a Flemish school, no school or school year, no pupils, citizen numbers as keys.
    """
    first = _first_look(file)
    rows = LazyRows(partial(_rows, file, first), first.findings)
    school = first.school
    return Roster(
        source="edexml",
        school_year=school.school_year,
        brin=school.brin,
        brin6=school.brin6,
        reference_date=school.reference_date,
        groups=tuple(first.groups.values()),
        rows=rows,
        staff=LazyStaff(file, first),
        problems=LateProblems(rows),
        left_out=LateCounts(rows),
    )


class LazyStaff:
    """The staff of the file, read anew for each walk. What is wrong is told with the rows."""

    def __init__(self, file: BinaryIO, first: FirstLook):
        self._file = file
        self._first = first

    def __iter__(self) -> Iterator[RosterStaff]:
        reader = RecordReader(self._first, Findings())
        for _path, element in records(self._file, root=ROOT, paths={STAFF}, refusal="not_edexml"):
            if person := reader.staff(element):
                yield person


def _first_look(file: BinaryIO) -> FirstLook:
    first = FirstLook()
    looks = first.looks
    for path, element in records(file, root=ROOT, paths=set(looks), refusal="not_edexml"):
        looks[path](element)
    if first.heading is None:
        raise ImportRefused("no_school")
    first.check()
    return first


def _rows(file: BinaryIO, first: FirstLook, findings: Findings) -> Iterator[RosterRow]:
    reader = RecordReader(first, findings)
    for path, element in records(file, root=ROOT, paths={PUPIL, STAFF}, refusal="not_edexml"):
        if path == STAFF:
            findings.staff += reader.staff(element) is not None
        elif row := reader.pupil(element):
            yield row
    reader.finish()
