"""users.csv and, since 1.2, roles.csv: the pupils and staff of this school, one row at a time."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from portal.imports.problems import ImportRefused
from portal.imports.rows import Findings, RosterRow, RosterStaff
from schools.imports.edexml_first_look import KEY_LENGTH
from schools.imports.edexml_records import DUMMY
from schools.imports.oneroster_classes import STUDENT, is_used, year_of
from schools.imports.oneroster_columns import ROLES, USERS
from schools.imports.oneroster_csv import RosterFiles, Row
from schools.imports.oneroster_names import eck_id_of, email_of, names_of, remark_prefix
from schools.imports.oneroster_school import SchoolOfFile, word_of

RELATIVES = frozenset(["guardian", "parent", "relative"])
STAFF = frozenset(
    [
        *("administrator", "aide", "counselor", "districtAdministrator", "principal"),
        *("proctor", "siteAdministrator", "systemAdministrator", "teacher"),
    ]
)
ROLES_OF_USER = (STUDENT, *sorted(STAFF), *sorted(RELATIVES))
PRIMARY, SECONDARY = "primary", "secondary"
# A file by this name, with the columns of roles.csv in it, has been seen.
ROLES_ELSEWHERE = "userProfiles.csv"
TO_BE_DELETED = "tobedeleted"
ONE_DAY = datetime.timedelta(days=1)


@dataclass
class Standing:
    """What a user is at this school. ``ended``: the last day of a pupil who is no longer one."""

    roles: set[str] = field(default_factory=set)
    primary: set[str] = field(default_factory=set)
    org: str = ""
    ended: datetime.date | None = None
    at_other_school: bool = False

    @property
    def kind(self) -> str:
        """STUDENT, "staff", "relative" or empty; the main role decides."""
        roles = self.primary or self.roles
        if roles & STAFF:
            return "staff"
        if STUDENT in roles or self.ended:
            return STUDENT
        return "relative" if roles & RELATIVES else ""


@dataclass
class People:
    """By the id of the user. ``others`` are ids of users who are not of use here."""

    pupils: dict[str, RosterRow] = field(default_factory=dict)
    staff: dict[str, RosterStaff] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)


def roles_file(files: RosterFiles) -> str:
    """Where the roles are; empty when they are in users.csv."""
    if files.has(ROLES.file):
        return ROLES.file
    if files.has(ROLES_ELSEWHERE):
        try:
            files.header(ROLES, of=ROLES_ELSEWHERE)
        except ImportRefused:
            return ""
        return ROLES_ELSEWHERE
    return ""


class RoleReader:
    """roles.csv: who is what, and where. Only ids and words of the standard are held."""

    def __init__(self, files: RosterFiles, school: SchoolOfFile, day: datetime.date):
        self.files = files
        self.findings = files.findings
        self.school = school
        self.day = day

    def read(self, file: str) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        if file == ROLES_ELSEWHERE:
            self.findings.remark(None, "oneroster_roles_elsewhere", file=file)
        for row in self.files.rows(ROLES, of=file):
            if is_used(row, self.findings):
                self._add(row, found.setdefault(row["userSourcedId"], Standing()))
        return found

    def _add(self, row: Row, standing: Standing) -> None:
        role = word_of(row, "role", ROLES_OF_USER, self.findings)
        org = place_of(row, "orgSourcedId", (row["orgSourcedId"],), self.school, self.findings)
        if org is None:
            standing.at_other_school = True
            return
        ended = row.day("endDate", self.findings)
        if ended and ended <= self.day:  # the day of the end is the first one not there
            if role == STUDENT:
                standing.ended = ended - ONE_DAY
            return
        standing.org = standing.org or org
        standing.roles.add(role)
        if row["roleType"].casefold() != SECONDARY:
            standing.primary.add(role)


def place_of(
    row: Row, column: str, orgs: Iterable[str], school: SchoolOfFile, findings: Findings
) -> str | None:
    """The org of this school among ``orgs``; None when the row is of another school."""
    named = [org for org in orgs if org]
    for org in named:
        if org in school.locations:
            return org
    if any(org in school.others for org in named):
        return None
    if not school.is_alone:
        findings.skip(row.line, "oneroster_unknown_school_out", **row.about(column))
        return None
    # A file of changes need not say again which schools there are.
    if school.locations and row.has(column):
        findings.remark(row.line, "oneroster_unknown_school", **row.about(column))
    return next(iter(school.locations), "")


class UserReader:
    """Makes pupils and staff of the rows of users.csv. Nothing else of a row is kept."""

    def __init__(self, files: RosterFiles, school: SchoolOfFile, roles: dict[str, Standing] | None):
        self.files = files
        self.findings = files.findings
        self.school = school
        self.roles = roles
        self.people = People()
        self._lines: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._eck_ids: dict[str, int] = {}
        self._without_identifier: list[int] = []
        self._at_other_schools = 0

    def read(self) -> People:
        for row in self.files.rows(USERS):
            self._read(row)
        self._report()
        return self.people

    def _read(self, row: Row) -> None:
        user = row["sourcedId"]
        if not self._is_new(row, "sourcedId", user, self._lines):
            return
        standing = self._standing(row, user)
        if standing.kind == "relative":
            self.findings.left_out["parents"] += 1
        elif standing.kind and self._is_present(row, standing):
            self._add(row, user, standing)
        elif standing.at_other_school and not standing.kind:
            self._at_other_schools += 1
        if user not in self.people.pupils and user not in self.people.staff:
            self.people.others.add(user)

    def _is_new(self, row: Row, column: str, key: str, taken: dict[str, int]) -> bool:
        if not key:
            self.findings.skip(row.line, "oneroster_without_id", **row.about(column))
        elif len(key) > KEY_LENGTH:
            self.findings.skip(row.line, "oneroster_too_long", **row.about(column))
        elif key.startswith(DUMMY):
            self.findings.skip(row.line, "oneroster_dummy", **row.about(column))
        elif key in taken:
            first = str(taken[key])
            self.findings.skip(row.line, "oneroster_twice", **row.about(column, first=first))
        else:
            taken[key] = row.line
            return True
        return False

    def _standing(self, row: Row, user: str) -> Standing:
        """From roles.csv where there is one, else from the row itself."""
        if self.roles is not None:
            if user not in self.roles:
                self.findings.skip(row.line, "oneroster_without_role", **row.about("sourcedId"))
            return self.roles.get(user) or Standing()
        role = word_of(row, "role", ROLES_OF_USER, self.findings)
        if not role or role in RELATIVES:  # where a parent belongs does not matter
            return Standing(roles={role})
        orgs = row.list_of("orgSourcedIds")
        org = place_of(row, "orgSourcedIds", orgs, self.school, self.findings)
        return Standing(at_other_school=True) if org is None else Standing(roles={role}, org=org)

    def _is_present(self, row: Row, standing: Standing) -> bool:
        """Pupils who are to be deleted are told as leavers; others who are gone stay out."""
        if row["status"].casefold() == TO_BE_DELETED and standing.kind == STUDENT:
            return True
        return is_used(row, self.findings)

    def _add(self, row: Row, user: str, standing: Standing) -> None:
        # The number at school is what other exports of the same school know a pupil by as well.
        column = "identifier" if row["identifier"] else "sourcedId"
        key = row[column]
        names = self._is_new(row, column, key, self._keys) and self._names(row)
        if not names:
            return
        if standing.kind == STUDENT:
            self.people.pupils[user] = self._pupil(row, key, names, standing)
            if column == "sourcedId":
                self._without_identifier.append(row.line)
        else:
            self.people.staff[user] = RosterStaff(
                source_key=key,
                **names,
                email=email_of(row, self.findings),
                roles=tuple(sorted(filter(None, standing.roles))),
                line=row.line,
            )

    def _names(self, row: Row) -> dict[str, Any] | None:
        """Of who is to be deleted we want no name any more."""
        if row["status"].casefold() == TO_BE_DELETED:
            return {"given_name": ""}
        names = names_of(row, self.findings)
        if names:
            remark_prefix(row, names, self.findings)
        return names

    def _pupil(self, row: Row, key: str, names: dict[str, Any], standing: Standing) -> RosterRow:
        org = standing.org
        if row["primaryOrgSourcedId"] in self.school.locations:
            org = row["primaryOrgSourcedId"]
        deleted = row["status"].casefold() == TO_BE_DELETED
        return RosterRow(
            source_key=key,
            **names,
            email=email_of(row, self.findings),
            eck_id=self._eck_id(row),
            year_of_study=year_of(row, self.findings),
            location_name=self._location(org),
            left=deleted or standing.ended is not None,
            left_on=standing.ended,
            line=row.line,
        )

    def _location(self, org: str) -> str:
        """Only where the file is of several locations; BRIN and two digits."""
        return "" if self.school.brin6 else self.school.locations.get(org, "")

    def _eck_id(self, row: Row) -> str:
        eck_id = eck_id_of(row)
        if not eck_id or len(eck_id) > KEY_LENGTH:  # no chain id is as long as that
            return ""
        if eck_id in self._eck_ids:
            first = str(self._eck_ids[eck_id])
            self.findings.remark(row.line, "oneroster_eck_id", **row.about("userIds", first=first))
            return ""
        self._eck_ids[eck_id] = row.line
        return eck_id

    def _report(self) -> None:
        numberless = self._without_identifier
        if self.people.pupils and len(numberless) == len(self.people.pupils):
            self.findings.remark(None, "oneroster_no_identifiers", file=USERS.file)
        else:
            for line in numberless:
                context = {"file": USERS.file, "column": "identifier"}
                self.findings.remark(line, "oneroster_no_identifier", **context)
        if number := self._at_other_schools:
            context = {"file": USERS.file, "rows": str(number)}
            self.findings.remark(None, "oneroster_other_schools", **context)
