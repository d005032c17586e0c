"""The columns of OneRoster 1.1 and 1.2: which we need, which we know, which we never keep.

Names are matched exactly first; then whatever their case, and as suppliers misspell them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Findings

NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
EXTENSION = re.compile(r"(metadata|ext)[._]", re.IGNORECASE)
MOST_COLUMNS = 300
# Seen in exports. Only where the right name is not there as well.
MISSPELT = {
    "grade": "grades",
    "sourceid": "sourcedId",
    "datalastmodified": "dateLastModified",
    "prefferedgivenname": "preferredGivenName",
    "prefferedmiddlename": "preferredMiddleName",
    "prefferedfamilyname": "preferredFamilyName",
    "preferedgivenname": "preferredGivenName",
    "preferedmiddlename": "preferredMiddleName",
    "preferedfamilyname": "preferredFamilyName",
    "orgsourcedid": "orgSourcedIds",
    "termsourcedid": "termSourcedIds",
    "schoolsourcedids": "schoolSourcedId",
}


@dataclass(frozen=True)
class Columns:
    """``needed``: without these the file is of no use. ``required``: we can do without, and say so.

    ``never``: column -> kind of data that we count and do not keep.
    """

    file: str
    needed: tuple[str, ...]
    required: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    never: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> tuple[str, ...]:
        always = ("sourcedId", "status", "dateLastModified")
        return (*self.needed, *self.required, *self.known, *self.never, *always)


MANIFEST = Columns("manifest.csv", needed=("propertyName", "value"))
ORGS = Columns(
    "orgs.csv",
    needed=("sourcedId", "type"),
    known=("name", "identifier", "parentSourcedId"),
)
SESSIONS = Columns(
    "academicSessions.csv",
    needed=("sourcedId", "startDate"),
    required=("type", "schoolYear"),
    known=("title", "endDate", "parentSourcedId"),
)
COURSES = Columns(
    "courses.csv",
    needed=("sourcedId",),
    known=(
        *("title", "orgSourcedId", "schoolYearSourcedId", "courseCode"),
        *("grades", "subjects", "subjectCodes"),
    ),
)
CLASSES = Columns(
    "classes.csv",
    needed=("sourcedId", "title"),
    required=("classType", "schoolSourcedId", "termSourcedIds"),
    known=(
        *("courseSourcedId", "grades", "classCode", "location"),
        *("subjects", "subjectCodes", "periods"),
    ),
)
ENROLLMENTS = Columns(
    "enrollments.csv",
    needed=("classSourcedId", "userSourcedId", "role"),
    known=("schoolSourcedId", "primary", "beginDate", "endDate"),
)
ROLES = Columns(
    "roles.csv",
    needed=("userSourcedId", "role"),
    required=("orgSourcedId", "roleType"),
    known=("beginDate", "endDate", "userProfileSourcedId"),
)
USERS = Columns(
    "users.csv",
    needed=("sourcedId", "givenName", "familyName"),
    known=(
        *("username", "enabledUser"),
        *("role", "orgSourcedIds", "primaryOrgSourcedId", "grades"),
        *("identifier", "email", "userIds", "userMasterIdentifier"),
        *("preferredGivenName", "preferredMiddleName", "preferredFamilyName", "middleName"),
    ),
    never={
        "sms": "phone",
        "phone": "phone",
        "password": "password",
        "agentSourcedIds": "parents",
        "resourceSourcedIds": "resources",
        "pronouns": "gender",
    },
)
# Files of the standard that are never opened, and what is in them.
NEVER_OPENED = {
    "demographics.csv": "demographics",
    "userprofiles.csv": "user_profiles",
    "resources.csv": "resources",
    "userresources.csv": "resources",
    "classresources.csv": "resources",
    "courseresources.csv": "resources",
    "results.csv": "results",
    "scorescales.csv": "results",
    "lineitems.csv": "results",
    "categories.csv": "results",
    "lineitemscorescales.csv": "results",
    "lineitemlearningobjectiveids.csv": "results",
    "resultscorescales.csv": "results",
    "resultlearningobjectiveids.csv": "results",
}


@dataclass(frozen=True, slots=True)
class Header:
    """``places``: column -> its number. ``counted``: number -> what we count and do not keep."""

    places: dict[str, int]
    counted: dict[int, str]
    width: int


def read_header(cells: Sequence[str], columns: Columns, findings: Findings, file: str) -> Header:
    """Raises ImportRefused when a column that we need is not in ``file``."""
    if len(cells) > MOST_COLUMNS:
        raise ImportRefused("oneroster_columns", file=file, most=str(MOST_COLUMNS))
    names = [cell.strip() for cell in cells]
    places: dict[str, int] = {}
    for number, name in enumerate(names):
        column = _meant(name, names, columns)
        if code := _remark_on(name, column, places):
            context = {"file": file, "column": shown(name), "expected": column or ""}
            findings.remark(1, code, **context)
        if column:
            places.setdefault(column, number)
    _check_missing(places, columns, findings, file)
    counted = {number: "extension" for number, name in enumerate(names) if EXTENSION.match(name)}
    counted |= {n: columns.never[column] for column, n in places.items() if column in columns.never}
    return Header(places, counted, len(cells))


def _remark_on(name: str, column: str | None, places: dict[str, int]) -> str:
    """What there is to say of a header; nothing when it is as it should be."""
    if not name or EXTENSION.match(name):
        return ""
    if column is None:
        return "oneroster_unknown_column"
    if column in places:
        return "oneroster_double_column"
    return "" if column == name else "oneroster_spelling"


def _check_missing(places: dict[str, int], columns: Columns, findings: Findings, file: str) -> None:
    for column in columns.needed:
        if column not in places:
            raise ImportRefused("oneroster_missing_column", line=1, file=file, column=column)
    for column in columns.required:
        if column not in places:
            findings.remark(1, "oneroster_without_column", file=file, column=column)


def _meant(name: str, names: list[str], columns: Columns) -> str | None:
    """The column that goes by this name, if any."""
    if name in columns.all:
        return name
    plain = _plain(name)
    for column in columns.all:
        if plain == _plain(column) and column not in names:
            return column
    column = MISSPELT.get(plain, "")
    return column if column in columns.all and column not in names else None


def _plain(name: str) -> str:
    return NOT_A_LETTER.sub("", name.casefold())
