"""The first look at an EDEXML file: heading, groups, locations, and which keys come twice."""

from collections.abc import Callable

from lxml import etree

from portal.imports.compact import CompactSet
from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Findings, RosterGroup
from portal.imports.xml import Path
from schools.imports.citizen_numbers import CitizenNumberJudge
from schools.imports.edexml_fields import (
    PRIMARY_YEARS,
    SECONDARY_YEARS,
    UNKNOWN_YEAR,
    YEAR_CODES,
    School,
    clean,
    key_of,
    text_of,
)

KEY_LENGTH = 256
GROUP_NAME_LENGTH = 100


class FirstLook:
    """What the rows need to know. Of pupils and staff only digests of their keys are kept."""

    def __init__(self) -> None:
        self.heading: School | None = None
        self.findings = Findings()
        self.groups: dict[str, RosterGroup] = {}
        self.group_years: dict[str, str] = {}
        self.locations: dict[str, str] = {}
        self.primary = PrimaryYears()
        self.repeated: dict[str, frozenset[int]] = {}
        self._keys = {kind: CompactSet() for kind in ("pupil", "staff", "eck_id")}
        self._pupils = 0
        self._judge = CitizenNumberJudge()

    @property
    def looks(self) -> dict[Path, Callable[[etree._Element], None]]:
        return {
            ("school",): self._heading,
            ("vestigingen", "vestiging"): self._location,
            ("groepen", "groep"): self._group,
            ("groepen", "samengestelde_groep"): self._group,
            ("leerlingen", "leerling"): self._pupil,
            ("leerkrachten", "leerkracht"): self._staff,
        }

    @property
    def school(self) -> School:
        if self.heading is None:
            raise ImportRefused("no_school")
        return self.heading

    def check(self) -> None:
        """Raises ImportRefused when there is no pupil, or the keys are citizen numbers."""
        if not self._pupils and not self.findings.skipped:
            raise ImportRefused("no_pupils")
        self._judge.check()
        self.repeated = {kind: keys.repeated() for kind, keys in self._keys.items()}
        self._keys.clear()

    def _heading(self, element: etree._Element) -> None:
        self.heading = School.read(element)

    def _location(self, element: etree._Element) -> None:
        if key := key_of(element):
            self.locations.setdefault(key, text_of(element, "naam")[:GROUP_NAME_LENGTH])

    def _group(self, element: etree._Element) -> None:
        key, name, line = key_of(element), text_of(element, "naam"), element.sourceline
        if not key:
            self.findings.skip(line, "group_without_key")
        elif len(key) > KEY_LENGTH:
            self.findings.skip(line, "group_key_too_long")
        elif key in self.groups:
            self.findings.skip(line, "duplicate_group", first=str(self.groups[key].line))
        elif not name or len(name) > GROUP_NAME_LENGTH:
            self.findings.skip(line, "group_name_too_long" if name else "group_without_name")
        else:
            code = year_code(element.find("jaargroep"), self.findings, self.primary)
            composite = element.tag == "samengestelde_groep"
            self.groups[key] = RosterGroup(key, name, composite, SECONDARY_YEARS.get(code), line)
            self.group_years[key] = code

    def _pupil(self, element: etree._Element) -> None:
        self._pupils += 1
        key = key_of(element)
        self._keys["pupil"].add(hash(key))
        if eck_id := clean(element.get("eckid") or ""):
            self._keys["eck_id"].add(hash(eck_id))
        self._judge.look(key)

    def _staff(self, element: etree._Element) -> None:
        self._keys["staff"].add(hash(key_of(element)))


class PrimaryYears:
    """Rows of primary education: one remark for all, since a whole file may be of that kind."""

    def __init__(self, line: int | None = None, rows: int = 0):
        self.line = line
        self.rows = rows

    def add(self, line: int) -> None:
        self.line = self.line or line
        self.rows += 1

    def copy(self) -> "PrimaryYears":
        return PrimaryYears(self.line, self.rows)


def year_code(child: etree._Element | None, findings: Findings, primary: PrimaryYears) -> str:
    """The year code, empty when there is none, UNKNOWN_YEAR when it does not exist."""
    if child is None:
        return ""
    code = clean(child.text or "").upper()
    if code in PRIMARY_YEARS:
        primary.add(child.sourceline)
    elif code and code not in YEAR_CODES:
        findings.remark(child.sourceline, "unknown_year", year=shown(code))
        return UNKNOWN_YEAR
    return code
