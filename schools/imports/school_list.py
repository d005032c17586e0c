"""Reads DUO's list of school locations (open data, monthly) into rows. No database here.

Their file is cp1252 with ";" and CRLF, an empty cell is one space, and names of columns changed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.imports import problems
from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import RowProblem
from portal.imports.tables import TableRow, read_table
from schools.imports import school_list_values as values

BRIN = re.compile(r"\d{2}[A-Z]{2}")
BRIN6 = re.compile(r"\d{2}[A-Z]{2}\d{2}")
# Field -> the headers it has had, compared without spaces and hyphens.
COLUMNS: dict[str, tuple[str, ...]] = {
    "brin": ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN"),
    "location": ("VESTIGINGSCODE", "VESTIGINGSNUMMER", "VESTIGING NUMMER"),
    "name": ("VESTIGINGSNAAM", "NAAM VESTIGING"),
    "board_number": ("BEVOEGD GEZAG NUMMER", "BEVOEGDGEZAG NUMMER", "BEVOEGD GEZAG CODE"),
    "street": ("STRAATNAAM",),
    "house_number": ("HUISNUMMER-TOEVOEGING", "HUISNUMMER TOEVOEGING", "HUISNUMMER"),
    "postcode": ("POSTCODE",),
    "place": ("PLAATSNAAM",),
    "municipality_code": ("GEMEENTENUMMER", "GEMEENTECODE"),
    "municipality": ("GEMEENTENAAM",),
    "province": ("PROVINCIE",),
    "denomination": ("DENOMINATIE",),
    "telephone": ("TELEFOONNUMMER", "TELEFOON"),
    "website": ("INTERNETADRES", "WEBSITE"),
    "structure": ("ONDERWIJSSTRUCTUUR",),
    "rmc_code": ("RMC-REGIO CODE", "RMC REGIO CODE"),
    "holiday_region": ("VAKANTIEREGIO",),
}
NEEDED = ("location", "name", "structure")
LONGEST = {
    "name": 200,
    "street": 120,
    "house_number": 12,
    "place": 80,
    "municipality": 80,
    "municipality_code": 4,
    "board_number": 5,
    "province": 30,
    "denomination": 80,
    "rmc_code": 2,
}
PROBLEMS: dict[str, Promise] = {
    "not_school_list": gettext_lazy(
        "This is not the list of school locations of DUO: there is no column %(column)s."
    ),
    "listing_without_code": gettext_lazy("“%(code)s” is not a BRIN with location, such as 12AB00."),
    "listing_without_name": gettext_lazy("This location has no name."),
    "listing_twice": gettext_lazy("This location was already on line %(first)s."),
    "listing_postcode": gettext_lazy("“%(text)s” is not a postcode. It is left out."),
    "listing_website": gettext_lazy("“%(text)s” is not a web address. It is left out."),
    "listing_holiday_region": gettext_lazy(
        "“%(text)s” is not a holiday region. The school chooses its own."
    ),
}
problems.register(PROBLEMS)


@dataclass(frozen=True, slots=True)
class ListedLocation:
    """One line of the list: the fields of SchoolListing, but when it ended."""

    line: int
    fields: Mapping[str, Any]

    @property
    def brin6(self) -> str:
        return self.fields["brin6"]


@dataclass(frozen=True)
class SchoolList:
    rows: tuple[ListedLocation, ...]
    problems: tuple[RowProblem, ...]


def read_school_list(file: BinaryIO, *, name: str) -> SchoolList:
    """Each location once, with a problem for what could not be used.

    Raises ImportRefused when this is no table, or not this list.
    """
    table = read_table(file, name=name)
    columns = _columns(table.headers)
    found = list(table.problems)
    rows: dict[str, ListedLocation] = {}
    for row in table.rows:
        listed, faults = _location(row, columns)
        if listed and listed.brin6 in rows:
            context = {"first": f"{rows[listed.brin6].line}"}
            listed, faults = None, [RowProblem(row.line, "listing_twice", context, skipped=True)]
        if listed:
            rows[listed.brin6] = listed
        found += faults
    return SchoolList(tuple(rows.values()), tuple(found))


def _plain(header: str) -> str:
    return re.sub(r"[^a-z]", "", header.casefold())


def _columns(headers: tuple[str, ...]) -> dict[str, int]:
    numbers = {_plain(header): number for number, header in enumerate(headers)}
    found: dict[str, int] = {}
    for field, names in COLUMNS.items():
        number = next((numbers[_plain(n)] for n in names if _plain(n) in numbers), None)
        if number is not None:
            found[field] = number
    missing = next((field for field in NEEDED if field not in found), None)
    if missing:
        raise ImportRefused("not_school_list", column=COLUMNS[missing][0])
    return found


def _location(
    row: TableRow, columns: dict[str, int]
) -> tuple[ListedLocation | None, list[RowProblem]]:
    cells = {field: row.cells[number] for field, number in columns.items()}
    code = _code(cells)
    if not BRIN6.fullmatch(code):
        context = {"code": shown(code)}
        return None, [RowProblem(row.line, "listing_without_code", context, skipped=True)]
    if not cells["name"]:
        return None, [RowProblem(row.line, "listing_without_name", skipped=True)]
    fields: dict[str, Any] = {
        field: " ".join(cells.get(field, "").split())[:most] for field, most in LONGEST.items()
    }
    fields["brin6"] = code
    fields["place"] = values.place_name(fields["place"])
    fields["municipality"] = values.place_name(fields["municipality"])
    fields["structure"] = values.structure(cells["structure"])
    fields["tracks"] = values.tracks(fields["structure"])
    return ListedLocation(row.line, fields), _careful(row.line, cells, fields)


def _code(cells: Mapping[str, str]) -> str:
    """Some versions have the two digits of the location only, beside the BRIN."""
    code = cells["location"].replace(" ", "").upper()
    brin = cells.get("brin", "").replace(" ", "").upper()
    return f"{brin}{code:>02}" if code.isdigit() and BRIN.fullmatch(brin) else code


def _careful(line: int, cells: Mapping[str, str], fields: dict[str, Any]) -> list[RowProblem]:
    """The cells that are often wrong. Adds them to ``fields``; what cannot be used is told."""
    web = cells.get("website", "")
    phone = values.telephone(cells.get("telephone", "")) or values.telephone(web)
    made = {
        "postcode": values.postcode(cells.get("postcode", "")),
        "website": values.website(web),
        "holiday_region": values.holiday_region(cells.get("holiday_region", "")),
    }
    fields.update(made, telephone=phone)
    return [
        RowProblem(line, f"listing_{field}", {"text": shown(cells.get(field, ""))})
        for field, value in made.items()
        if cells.get(field) and not value
    ]
