"""classes.csv, courses.csv and enrollments.csv: the groups, and who is in them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.imports.problems import shown
from portal.imports.rows import Findings, RosterGroup
from schools.imports.edexml_first_look import GROUP_NAME_LENGTH, KEY_LENGTH
from schools.imports.oneroster_columns import CLASSES, COURSES, ENROLLMENTS, USERS
from schools.imports.oneroster_csv import RosterFiles, Row
from schools.imports.oneroster_school import SchoolOfFile, SchoolYears, word_of

HOMEROOM, SCHEDULED = "homeroom", "scheduled"
STUDENT, TEACHER = "student", "teacher"
ROLES_IN_CLASS = (STUDENT, TEACHER, "administrator", "proctor")
YEARS = {str(year): year for year in range(1, 7)}
GONE = frozenset(["inactive", "tobedeleted"])
INACTIVE = "inactive"


@dataclass
class Classes:
    """The groups of this school and this school year; ``elsewhere`` are ids of other classes."""

    groups: dict[str, RosterGroup] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)

    @property
    def has_homerooms(self) -> bool:
        return not all(group.composite for group in self.groups.values())


@dataclass
class Places:
    """The groups of one person. ``coming``: those that begin later, with their first day."""

    now: list[str] = field(default_factory=list)
    coming: list[tuple[datetime.date, str]] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The present groups; who has none gets the ones that begin first."""
        if self.now or not self.coming:
            return self.now
        first = min(day for day, _key in self.coming)
        return [key for day, key in self.coming if day == first]


@dataclass
class Enrollments:
    pupils: dict[str, Places] = field(default_factory=dict)
    staff: dict[str, Places] = field(default_factory=dict)


def year_of(row: Row, findings: Findings) -> int | None:
    """The year of study, from a list of grades that names one."""
    grades = row.list_of("grades")
    years = {YEARS.get(grade.lstrip("0")) for grade in grades}
    if len(years) == 1 and None not in years:
        return years.pop()
    if None in years or (years and row.file == USERS.file):
        value = shown(", ".join(grades))
        findings.remark(row.line, "oneroster_grade", **row.about("grades", value=value))
    return None


def is_used(row: Row, findings: Findings) -> bool:
    """Whether a row speaks of something that is there; one that does not is told."""
    status = row["status"].casefold()
    if status not in GONE:
        return True
    code = "oneroster_inactive" if status == INACTIVE else "oneroster_deleted"
    findings.skip(row.line, code, **row.about("status"))
    return False


class ClassReader:
    """Reads the classes, chooses the school year, and keeps what is of that year."""

    def __init__(self, files: RosterFiles, school: SchoolOfFile, years: SchoolYears):
        self.files = files
        self.findings = files.findings
        self.school = school
        self.years = years
        self.courses = self._course_ids()
        self._lines: dict[str, int] = {}
        self._unknown_terms = False

    def read(self, today: datetime.date) -> tuple[str, Classes]:
        """The school year, and the classes of it."""
        found = [entry for row in self.files.rows(CLASSES) if (entry := self._read(row))]
        school_year = self.years.choose((year for year, _group in found if year), today)
        classes = Classes()
        others: set[str] = set()
        for year, group in found:
            if year and year != school_year:
                classes.elsewhere.add(group.key)
                others.add(year)
            else:
                classes.groups[group.key] = group
        classes.elsewhere |= self._lines.keys() - classes.groups.keys()
        self._report(classes, others, school_year)
        return school_year, classes

    def _read(self, row: Row) -> tuple[str, RosterGroup] | None:
        """The school year of a class and its group; None when it stays out."""
        key, name = row["sourcedId"], row["title"]
        if not self._is_usable(row, key, name):
            return None
        self._lines[key] = row.line
        if not is_used(row, self.findings) or not self._is_ours(row):
            return None
        self._check_course(row)
        kind = word_of(row, "classType", (HOMEROOM, SCHEDULED), self.findings)
        group = RosterGroup(key, name, kind != HOMEROOM, year_of(row, self.findings), row.line)
        return self._year(row), group

    def _is_usable(self, row: Row, key: str, name: str) -> bool:
        if not key:
            self.findings.skip(row.line, "oneroster_without_id", **row.about("sourcedId"))
        elif len(key) > KEY_LENGTH:
            self.findings.skip(row.line, "oneroster_too_long", **row.about("sourcedId"))
        elif key in self._lines:
            first = str(self._lines[key])
            self.findings.skip(row.line, "oneroster_twice", **row.about("sourcedId", first=first))
        elif not name:
            self.findings.skip(row.line, "oneroster_without_name", **row.about("title"))
        elif len(name) > GROUP_NAME_LENGTH:
            self.findings.skip(row.line, "oneroster_too_long", **row.about("title"))
        else:
            return True
        return False

    def _is_ours(self, row: Row) -> bool:
        org = row["schoolSourcedId"]
        if org in self.school.locations:
            return True
        if org in self.school.others:
            return False
        about = row.about("schoolSourcedId")
        if self.school.is_alone:
            if self.school.locations and row.has("schoolSourcedId"):
                self.findings.remark(row.line, "oneroster_unknown_school", **about)
            return True
        self.findings.skip(row.line, "oneroster_unknown_school_out", **about)
        return False

    def _year(self, row: Row) -> str:
        """The latest school year of its periods; empty when none of them is known."""
        terms = row.list_of("termSourcedIds")
        unknown = [term for term in terms if term not in self.years]
        if unknown:
            context = row.about("termSourcedIds", value=shown(unknown[0]))
            self.findings.remark(row.line, "oneroster_unknown_term", **context)
        return max((self.years.of(term) for term in terms), default="")

    def _course_ids(self) -> set[str] | None:
        if not self.files.has(COURSES.file):
            return None
        return {row["sourcedId"] for row in self.files.rows(COURSES)}

    def _check_course(self, row: Row) -> None:
        course = row["courseSourcedId"]
        if self.courses is None:
            if course:
                self.findings.remark(None, "oneroster_no_courses", file=COURSES.file)
                self.courses = set()
        elif self.courses and course and course not in self.courses:
            context = row.about("courseSourcedId", value=shown(course))
            self.findings.remark(row.line, "oneroster_unknown_course", **context)

    def _report(self, classes: Classes, others: Iterable[str], school_year: str) -> None:
        if years := sorted(others):
            context = {"file": CLASSES.file, "years": ", ".join(years), "year": school_year}
            self.findings.remark(None, "oneroster_other_years", **context)
        if classes.groups and not classes.has_homerooms:
            self.findings.remark(None, "oneroster_no_homerooms", file=CLASSES.file)


class EnrollmentReader:
    """Reads who is in which class, one row at a time; only ids are held."""

    def __init__(self, files: RosterFiles, classes: Classes, day: datetime.date):
        self.files = files
        self.findings = files.findings
        self.classes = classes
        self.day = day

    def read(self, pupils: Iterable[str], staff: Iterable[str], others: set[str]) -> Enrollments:
        """``pupils`` and ``staff`` are ids of users of this school, ``others`` of all the rest."""
        found = Enrollments({key: Places() for key in pupils}, {key: Places() for key in staff})
        for row in self.files.rows(ENROLLMENTS):
            self._read(row, found, others)
        return found

    def _read(self, row: Row, found: Enrollments, others: set[str]) -> None:
        group, user = row["classSourcedId"], row["userSourcedId"]
        if group in self.classes.elsewhere:
            return
        if group not in self.classes.groups:
            context = row.about("classSourcedId", value=shown(group))
            self.findings.skip(row.line, "oneroster_unknown_class", **context)
            return
        places = self._places(row, user, found, others)
        if places is None or not is_used(row, self.findings):
            return
        begins = row.day("beginDate", self.findings)
        ends = row.day("endDate", self.findings)
        if ends and ends <= self.day:  # the day of the end is the first one not there
            return
        group = self.classes.groups[group].key  # one text for all who are in it
        if begins and begins > self.day:
            places.coming.append((begins, group))
        elif group not in places.now:
            places.now.append(group)

    def _places(self, row: Row, user: str, found: Enrollments, others: set[str]) -> Places | None:
        """Where the group has to be noted; None when it says nothing of use."""
        role = word_of(row, "role", ROLES_IN_CLASS, self.findings)
        if not role:
            return None
        if user in found.pupils:
            if role == STUDENT:
                return found.pupils[user]
            code = "oneroster_pupil_as_staff"
        elif user in found.staff:
            if role != STUDENT:
                return found.staff[user]
            code = "oneroster_staff_as_pupil"
        elif user in others:
            return None
        else:
            code = "oneroster_unknown_user"
        self.findings.skip(row.line, code, **row.about("userSourcedId"))
        return None
