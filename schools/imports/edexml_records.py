"""From EDEXML records to rows: what is faulty is reported with its line, the rest goes in."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from lxml import etree

from portal.imports.problems import shown
from portal.imports.rows import Findings, RosterRow, RosterStaff
from schools.imports.edexml_fields import (
    FORMER_PUPIL,
    NEVER_READ,
    ROLES,
    SECONDARY_YEARS,
    SPECIAL_SECONDARY,
    clean,
    date_of,
    key_of,
    keys_of,
)
from schools.imports.edexml_first_look import KEY_LENGTH, FirstLook, year_code

# The standard's dummy keys: another pupil may carry the same one in the next file.
DUMMY = "#"
# What validate_email says yes to, for nearly every address in a file and in less time.
PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9]{1,40}(?:[._-][A-Za-z0-9]{1,40}){0,5}@(?:[A-Za-z0-9]{1,40}\.){1,3}[a-z]{2,10}"
)
READ = frozenset(
    "roepnaam voornamen voorvoegsel achternaam voorletters-1 uitstroomdatum emailadres "  # noqa: SIM905
    "jaargroep groep samengestelde_groepen vestiging".split()
)
Parts = Mapping[str, etree._Element]  # noqa: SLF001
NAME_LENGTHS = {"given_name": 100, "name_prefix": 20, "family_name": 200, "initials": 20}


class RecordReader:
    """Makes the rows of one walk through the file, with what the first look found."""

    def __init__(self, first: FirstLook, findings: Findings):
        self.first = first
        self.findings = findings
        self.primary = first.primary.copy()
        self.today = first.school.reference_date or timezone.localdate()
        # Line of the first accepted row, only for keys that are known to come again.
        self._lines: dict[tuple[str, str], int] = {}

    def pupil(self, element: etree._Element) -> RosterRow | None:
        key, line = key_of(element), element.sourceline
        parts = self._parts(element)
        if key.startswith(DUMMY):
            self.findings.skip(line, "unstable_key")
            return None
        names = self._usable_key("pupil", key, line) and self._names("pupil", line, parts)
        if not names:
            return None
        self._accept("pupil", key, line)
        code = year_code(parts.get("jaargroep"), self.findings, self.primary)
        left_on = self._left_on(parts)
        email, eck_id = self._email(parts), self._eck_id(element)
        group_key = next(iter(self._groups((key_of(parts.get("groep")),), line)), "")
        composite = keys_of(
            child
            for child in parts.get("samengestelde_groepen", ())
            if child.tag == "samengestelde_groep"
        )
        code = code or self.first.group_years.get(group_key, "")
        if not code:
            self.findings.remark(line, "missing_year")
        return RosterRow(
            source_key=key,
            **names,
            email=email,
            eck_id=eck_id,
            group_key=group_key,
            composite_keys=self._groups(composite, line),
            year_of_study=SECONDARY_YEARS.get(code),
            track="vso" if code == SPECIAL_SECONDARY else "",
            location_name=self._location(parts, line),
            left=code == FORMER_PUPIL or (left_on is not None and left_on < self.today),
            left_on=left_on,
            line=line,
        )

    def staff(self, element: etree._Element) -> RosterStaff | None:
        key, line = key_of(element), element.sourceline
        parts = self._parts(element)
        names = self._usable_key("staff", key, line) and self._names("staff", line, parts)
        if not names:
            return None
        self._accept("staff", key, line)
        roles = {(role.text or "").strip() for role in element.iter("rol")}
        return RosterStaff(
            source_key=key,
            **names,
            email=self._email(parts),
            roles=tuple(sorted(roles & ROLES)),
            group_keys=self._groups(keys_of(element.iterfind("groepen/*")), line),
            line=line,
        )

    def finish(self) -> None:
        """What can be said only when everything has been read."""
        if self.primary.rows:
            rows = str(self.primary.rows)
            self.findings.remark(self.primary.line, "primary_years", rows=rows)

    def _usable_key(self, kind: str, key: str, line: int) -> bool:
        if not key:
            self.findings.skip(line, f"{kind}_without_key")
        elif len(key) > KEY_LENGTH:
            self.findings.skip(line, f"{kind}_key_too_long")
        elif first := self._line_of(kind, key):
            self.findings.skip(line, f"duplicate_{kind}", first=str(first))
        else:
            return True
        return False

    def _line_of(self, kind: str, key: str) -> int | None:
        """Where this key was before, if anywhere."""
        return self._lines.get((kind, key)) if self._lines else None

    def _accept(self, kind: str, key: str, line: int) -> None:
        if hash(key) in self.first.repeated[kind]:
            self._lines[kind, key] = line

    def _parts(self, element: etree._Element) -> Parts:
        """The parts we read, each the first of its kind; the others are counted at most."""
        parts: dict[str, etree._Element] = {}
        for child in element:
            tag = child.tag
            if tag in READ:
                parts.setdefault(tag, child)
            elif tag in NEVER_READ:
                self.findings.left_out[NEVER_READ[tag]] += 1
        return parts

    def _names(self, kind: str, line: int, parts: Parts) -> dict[str, Any] | None:
        """The parts of the name; a given name alone will do. None when the row has to stay out."""
        names = {
            "given_name": _text(parts, "roepnaam") or _text(parts, "voornamen"),
            "name_prefix": _text(parts, "voorvoegsel"),
            "family_name": _text(parts, "achternaam"),
            "initials": _text(parts, "voorletters-1"),
        }
        if not names["given_name"] and not names["family_name"]:
            self.findings.skip(line, f"{kind}_without_name")
            return None
        for part, length in NAME_LENGTHS.items():
            if len(names[part]) > length:
                self.findings.skip(line, f"{kind}_name_too_long")
                return None
        return names

    def _left_on(self, parts: Parts) -> datetime.date | None:
        try:
            return date_of(_text(parts, "uitstroomdatum"))
        except ValueError:
            self.findings.remark(parts["uitstroomdatum"].sourceline, "bad_date")
            return None

    def _email(self, parts: Parts) -> str:
        address = _text(parts, "emailadres")
        if not address or PLAIN_ADDRESS.fullmatch(address):
            return address
        try:
            validate_email(address)
        except ValidationError:
            self.findings.remark(parts["emailadres"].sourceline, "bad_email")
            return ""
        return address

    def _eck_id(self, element: etree._Element) -> str:
        eck_id, line = clean(element.get("eckid") or ""), element.sourceline
        if not eck_id or len(eck_id) > KEY_LENGTH:  # no chain id is as long as that
            return ""
        if first := self._line_of("eck_id", eck_id):
            self.findings.remark(line, "duplicate_eck_id", first=str(first))
            return ""
        self._accept("eck_id", eck_id, line)
        return eck_id

    def _groups(self, keys: tuple[str, ...], line: int) -> tuple[str, ...]:
        """The ones that are in the file; the others are told."""
        known = tuple([key for key in keys if key in self.first.groups])
        if len(known) < len(keys):
            for key in keys:
                if key and key not in self.first.groups:
                    self.findings.remark(line, "unknown_group", group=shown(key))
        return known

    def _location(self, parts: Parts, line: int) -> str:
        key = key_of(parts.get("vestiging"))
        if key and key not in self.first.locations:
            self.findings.remark(line, "unknown_location", location=shown(key))
        return self.first.locations.get(key, "")


def _text(parts: Parts, tag: str) -> str:
    """The text of this part, on one line."""
    child = parts.get(tag)
    return "" if child is None else clean(child.text or "")
