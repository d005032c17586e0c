"""From EDEXML records to rows: what is faulty is reported with its line, the rest goes in."""

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from lxml import etree

from portal.imports.problems import shown
from portal.imports.rows import RosterGroup, RosterRow, RosterStaff, RowProblem
from portal.imports.xml import Path
from schools.imports.edexml_fields import (
    FORMER_PUPIL,
    NEVER_READ,
    PRIMARY_YEARS,
    ROLES,
    SECONDARY_YEARS,
    UNKNOWN_YEAR,
    YEAR_CODES,
    clean,
    date_of,
    key_of,
    keys_of,
    text_of,
)

# The standard's dummy keys: another pupil may carry the same one in the next file.
DUMMY = "#"
KEY_LENGTH = 256
GROUP_NAME_LENGTH = 100
NAME_LENGTHS = {"given_name": 100, "name_prefix": 20, "family_name": 200, "initials": 20}


@dataclass(frozen=True, slots=True)
class ReadPupil:
    """A pupil as read, before the references in it are checked."""

    row: RosterRow
    year_code: str
    location_key: str


@dataclass
class Collector:
    """Gathers the records of one file, in whatever order they come."""

    groups: dict[str, RosterGroup] = field(default_factory=dict)
    group_years: dict[str, str] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=dict)
    pupils: dict[str, ReadPupil] = field(default_factory=dict)
    staff: dict[str, RosterStaff] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)
    _eck_ids: dict[str, int] = field(default_factory=dict)
    _primary_lines: list[int] = field(default_factory=list)

    @property
    def readers(self) -> dict[Path, Callable[[etree._Element], None]]:
        return {
            ("vestigingen", "vestiging"): self.add_location,
            ("groepen", "groep"): self.add_group,
            ("groepen", "samengestelde_groep"): self.add_group,
            ("leerlingen", "leerling"): self.add_pupil,
            ("leerkrachten", "leerkracht"): self.add_staff,
        }

    def add_location(self, element: etree._Element) -> None:
        if key := key_of(element):
            self.locations.setdefault(key, text_of(element, "naam")[:GROUP_NAME_LENGTH])

    def add_group(self, element: etree._Element) -> None:
        key, name, line = key_of(element), text_of(element, "naam"), element.sourceline
        if not self._usable_key("group", key, self.groups, line):
            return
        if not name or len(name) > GROUP_NAME_LENGTH:
            self._skip(line, "group_name_too_long" if name else "group_without_name")
            return
        code = self._year_code(element)
        composite = element.tag == "samengestelde_groep"
        self.groups[key] = RosterGroup(key, name, composite, SECONDARY_YEARS.get(code), line)
        self.group_years[key] = code

    def add_pupil(self, element: etree._Element) -> None:
        key, line = key_of(element), element.sourceline
        self.left_out.update(NEVER_READ[child.tag] for child in element if child.tag in NEVER_READ)
        if key.startswith(DUMMY):
            self._skip(line, "unstable_key")
            return
        names = self._usable_key("pupil", key, self.pupils, line) and self._names("pupil", element)
        if not names:
            return
        code = self._year_code(element)
        row = RosterRow(
            source_key=key,
            **names,
            email=self._email(element),
            eck_id=self._eck_id(element),
            group_key=key_of(element.find("groep")),
            composite_keys=keys_of(element.iterfind("samengestelde_groepen/samengestelde_groep")),
            left=code == FORMER_PUPIL,
            left_on=self._left_on(element),
            line=line,
        )
        self.pupils[key] = ReadPupil(row, code, key_of(element.find("vestiging")))

    def add_staff(self, element: etree._Element) -> None:
        key, line = key_of(element), element.sourceline
        names = self._usable_key("staff", key, self.staff, line) and self._names("staff", element)
        if not names:
            return
        roles = {(role.text or "").strip() for role in element.iter("rol")}
        self.staff[key] = RosterStaff(
            source_key=key,
            **names,
            email=self._email(element),
            roles=tuple(sorted(roles & ROLES)),
            group_keys=keys_of(element.iterfind("groepen/*")),
            line=line,
        )

    def remark(self, line: int | None, code: str, **context: str) -> None:
        """The row goes in without the faulty part."""
        self.problems.append(RowProblem(line, code, context))

    def primary_remark(self) -> None:
        """One remark for all rows of primary education: a whole file may be of that kind."""
        if lines := self._primary_lines:
            self.remark(lines[0], "primary_years", rows=str(len(lines)))

    def _skip(self, line: int, code: str, **context: str) -> None:
        self.problems.append(RowProblem(line, code, context, skipped=True))

    def _usable_key(self, kind: str, key: str, taken: dict, line: int) -> bool:
        if not key:
            self._skip(line, f"{kind}_without_key")
        elif len(key) > KEY_LENGTH:
            self._skip(line, f"{kind}_key_too_long")
        elif key in taken:
            first = taken[key].row if kind == "pupil" else taken[key]
            self._skip(line, f"duplicate_{kind}", first=str(first.line))
        else:
            return True
        return False

    def _names(self, kind: str, element: etree._Element) -> dict[str, Any] | None:
        """The parts of the name; a given name alone will do. None when the row has to stay out."""
        names = {
            "given_name": text_of(element, "roepnaam") or text_of(element, "voornamen"),
            "name_prefix": text_of(element, "voorvoegsel"),
            "family_name": text_of(element, "achternaam"),
            "initials": text_of(element, "voorletters-1"),
        }
        if not names["given_name"] and not names["family_name"]:
            self._skip(element.sourceline, f"{kind}_without_name")
            return None
        if any(len(names[part]) > length for part, length in NAME_LENGTHS.items()):
            self._skip(element.sourceline, f"{kind}_name_too_long")
            return None
        return names

    def _year_code(self, element: etree._Element) -> str:
        """The year code, empty when there is none, UNKNOWN_YEAR when it does not exist."""
        child = element.find("jaargroep")
        code = text_of(element, "jaargroep").upper()
        if code in PRIMARY_YEARS:
            self._primary_lines.append(child.sourceline)
        elif code and code not in YEAR_CODES:
            self.remark(child.sourceline, "unknown_year", year=shown(code))
            return UNKNOWN_YEAR
        return code

    def _left_on(self, element: etree._Element) -> datetime.date | None:
        try:
            return date_of(text_of(element, "uitstroomdatum"))
        except ValueError:
            self.remark(element.find("uitstroomdatum").sourceline, "bad_date")
            return None

    def _email(self, element: etree._Element) -> str:
        address = text_of(element, "emailadres")
        try:
            if address:
                validate_email(address)
        except ValidationError:
            self.remark(element.find("emailadres").sourceline, "bad_email")
            return ""
        return address

    def _eck_id(self, element: etree._Element) -> str:
        eck_id = clean(element.get("eckid") or "")
        if eck_id in self._eck_ids:
            first = str(self._eck_ids[eck_id])
            self.remark(element.sourceline, "duplicate_eck_id", first=first)
            return ""
        if eck_id:
            self._eck_ids[eck_id] = element.sourceline
        return eck_id
