"""orgs.csv and academicSessions.csv: of which school, and of which school year."""

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from portal.core.school_year import school_year_of
from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Findings
from schools.imports.edexml_fields import BRIN, MAIN_LOCATION
from schools.imports.oneroster_columns import ORGS, SESSIONS
from schools.imports.oneroster_csv import RosterFiles, Row

SPACES = re.compile(r"[\s.-]+")
SCHOOL, SCHOOL_YEAR = "school", "schoolYear"
ORG_TYPES = (SCHOOL, "department", "district", "local", "state", "national")
SESSION_TYPES = (SCHOOL_YEAR, "gradingPeriod", "semester", "term")
# A school year that is said to begin in the summer holiday is the one after it.
SUMMER = datetime.timedelta(days=62)
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class SchoolOfFile:
    """``locations``: id of an org of this school -> BRIN and two digits, "" when not known."""

    brin: str
    locations: dict[str, str]
    others: frozenset[str]
    named: bool

    @property
    def brin6(self) -> str:
        """Of the one location that the file is of; empty when it is of several."""
        found = set(self.locations.values())
        return next(iter(found)) if len(found) == 1 else ""

    @property
    def is_alone(self) -> bool:
        return not self.others


@dataclass
class _Orgs:
    """The schools in the file: id -> (BRIN, BRIN with location), and those without a BRIN."""

    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    unnamed: dict[str, int] = field(default_factory=dict)


def read_school(files: RosterFiles, *, brin: str, brin6: str, delta: bool) -> SchoolOfFile:
    """``brin``: of the school that it is imported for, empty when any school will do.
    ``delta``: a file of changes, which need not name the school again.

    Raises ImportRefused for another school, and when it is not clear which school it is.
    """
    orgs = _read_orgs(files)
    if delta and brin and not (orgs.named or orgs.unnamed):
        return SchoolOfFile(brin, {}, frozenset(), named=False)
    found = sorted({school for school, _location in orgs.named.values()})
    if not found:
        return _unnamed(orgs, brin, brin6)
    if not brin and len(found) > 1:
        raise ImportRefused("oneroster_several_schools", brins=", ".join(found[:5]))
    mine = brin or found[0]
    if mine not in found:
        raise ImportRefused("wrong_school", found=found[0], expected=mine)
    for line in orgs.unnamed.values():
        files.findings.skip(line, "oneroster_org_without_brin", file=ORGS.file)
    locations = {key: place for key, (school, place) in orgs.named.items() if school == mine}
    others = frozenset((orgs.named.keys() | orgs.unnamed.keys()) - locations.keys())
    return SchoolOfFile(mine, locations, others, named=True)


def _unnamed(orgs: _Orgs, brin: str, brin6: str) -> SchoolOfFile:
    """No school in the file has a BRIN: only of a single one may a person be asked if it is it."""
    if not orgs.unnamed:
        raise ImportRefused("oneroster_no_school", file=ORGS.file)
    if len(orgs.unnamed) > 1:
        raise ImportRefused("oneroster_schools_unnamed", number=str(len(orgs.unnamed)))
    if not brin:
        raise ImportRefused("no_school")
    return SchoolOfFile(brin, dict.fromkeys(orgs.unnamed, brin6), frozenset(), named=False)


def _read_orgs(files: RosterFiles) -> _Orgs:
    orgs = _Orgs()
    for row in files.rows(ORGS):
        key = row["sourcedId"]
        if not key:
            files.findings.skip(row.line, "oneroster_without_id", **row.about("sourcedId"))
            continue
        remark_status(row, files.findings)
        if word_of(row, "type", ORG_TYPES, files.findings) != SCHOOL:
            continue
        found = _brin_of(row["identifier"]) or _brin_of(key)
        if found:
            orgs.named.setdefault(key, found)
        else:
            orgs.unnamed.setdefault(key, row.line)
    return orgs


def _brin_of(text: str) -> tuple[str, str] | None:
    found = BRIN.fullmatch(SPACES.sub("", text).upper())
    return (found[1], found[1] + (found[2] or MAIN_LOCATION)) if found else None


def word_of(row: Row, column: str, words: Collection[str], findings: Findings) -> str:
    """A word of a closed list; another case is forgiven, another word is told and is empty."""
    text = row[column]
    if text in words or not row.has(column):  # a column that is not there was told once
        return text
    for word in words:
        if text.casefold() == word.casefold():
            findings.remark(row.line, "oneroster_word_case", **row.about(column, value=shown(text)))
            return word
    code = "oneroster_word" if text else "oneroster_blank"
    findings.remark(row.line, code, **row.about(column, value=shown(text)))
    return ""


def remark_status(row: Row, findings: Findings) -> None:
    """A school or a period that is said to be gone still says what the rest is of."""
    if row["status"].casefold() in {"inactive", "tobedeleted"}:
        findings.remark(row.line, "oneroster_status_ignored", **row.about("status"))


@dataclass(frozen=True, slots=True)
class _Session:
    kind: str
    start: datetime.date | None
    parent: str
    line: int


class SchoolYears:
    """The school year of each period, by the day it begins. The column schoolYear is unreliable:
    some write the year it ends, some the year it begins."""

    def __init__(self, files: RosterFiles, *, delta: bool):
        self._sessions: dict[str, _Session] = {}
        findings = files.findings
        for row in files.rows(SESSIONS):
            self._add(row, findings)
        for session in self._sessions.values():
            if session.parent and session.parent not in self._sessions:
                context = {"file": SESSIONS.file, "value": shown(session.parent)}
                findings.remark(session.line, "oneroster_unknown_parent", **context)
        if not self.all and not delta:
            raise ImportRefused("oneroster_no_year", file=SESSIONS.file)

    def __contains__(self, key: str) -> bool:
        return key in self._sessions

    @property
    def all(self) -> set[str]:
        return {year for key in self._sessions if (year := self.of(key))}

    def of(self, key: str) -> str:
        """The school year in which a period lies; empty when that is not known."""
        session = self._sessions.get(key)
        top = session
        for _step in range(MOST_STEPS):
            if top is None or top.kind == SCHOOL_YEAR:
                break
            top = self._sessions.get(top.parent)
        if top is not None and top.kind == SCHOOL_YEAR and top.start:
            return school_year_of(top.start + SUMMER)
        return school_year_of(session.start) if session and session.start else ""

    def choose(self, of_classes: Iterable[str], today: datetime.date) -> str:
        """The present school year when there are classes of it, else the latest one."""
        years = set(of_classes) or self.all
        present = school_year_of(today)
        return present if present in years else max(years, default=present)

    def _add(self, row: Row, findings: Findings) -> None:
        key = row["sourcedId"]
        if not key:
            findings.skip(row.line, "oneroster_without_id", **row.about("sourcedId"))
            return
        remark_status(row, findings)
        kind = word_of(row, "type", SESSION_TYPES, findings)
        start = row.day("startDate", findings)
        session = _Session(kind, start, row["parentSourcedId"], row.line)
        self._sessions.setdefault(key, session)
        ends = row["schoolYear"]
        if kind == SCHOOL_YEAR and ends and start and ends != self.of(key)[-4:]:
            findings.remark(row.line, "oneroster_school_year", **row.about("schoolYear"))
