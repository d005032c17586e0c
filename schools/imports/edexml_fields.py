"""The fields of EDEXML one by one: what a text in the file means."""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portal.core.school_year import bounds
from portal.imports.problems import ImportRefused

BRIN = re.compile(r"([0-9]{2}[A-Z]{2})([0-9]{2})?")
LOCATION_DIGITS = re.compile(r"[0-9]{2}")
MAIN_LOCATION = "00"

# jaargroep: "11" is the first year of secondary education.
SECONDARY_YEARS = {str(10 + year): year for year in range(1, 7)}
PRIMARY_YEARS = frozenset([*map(str, range(9)), "S", "B", "D"])
SPECIAL_SECONDARY = "V"
FORMER_PUPIL = "H"
WITHOUT_YEAR = frozenset([SPECIAL_SECONDARY, FORMER_PUPIL, "C", "N"])
UNKNOWN_YEAR = "?"
YEAR_CODES = PRIMARY_YEARS | WITHOUT_YEAR | frozenset(SECONDARY_YEARS)

ROLES = frozenset(
    "ADJ ADM CON DIR ICT IB KLA LRK LOS LOC OWA OUD RT SMW STA TAL VAK".split()  # noqa: SIM905
)

# Counted for the report by their tag alone; their text is never looked at.
NEVER_READ = {
    "bsn": "citizen_number",
    "onderwijsnummer": "citizen_number",
    "sofinummer": "citizen_number",
    "bsn_ondwnr-4": "citizen_number",
    "geboortedatum": "birth_date",
    "geslacht": "gender",
    "land": "country",
    "land_vader": "country",
    "land_moeder": "country",
    "etniciteit": "ethnicity",
    "gewicht": "weight",
    "gewicht_nieuw": "weight",
    "fotourl": "photo",
    "postcodenl": "postcode",
    "postcode": "postcode",
    "toevoegingen": "extension",
}


def text_of(element: etree._Element, tag: str) -> str:
    """The text of the first child called ``tag``, on one line."""
    return clean(element.findtext(tag) or "")


def key_of(element: etree._Element | None) -> str:
    return "" if element is None else clean(element.get("key") or "")


def keys_of(elements: Iterator[etree._Element]) -> tuple[str, ...]:
    """Keys without the empty ones and without repeats, in order."""
    return tuple(dict.fromkeys(key for key in map(key_of, elements) if key))


def clean(text: str) -> str:
    """One spelling for one name: composed letters, single spaces, nothing invisible."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if " " in text else text
    text = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in unicodedata.normalize("NFC", text)
    )
    return " ".join(text.split())


def date_of(text: str) -> datetime.date | None:
    """A date or the date in a moment, None when empty. Raises ValueError."""
    return datetime.date.fromisoformat(text[:10]) if text else None


@dataclass(frozen=True, slots=True)
class School:
    """The heading of the file."""

    brin: str
    brin6: str
    school_year: str
    reference_date: datetime.date | None

    @classmethod
    def read(cls, element: etree._Element) -> "School":
        """Raises ImportRefused when it is no Dutch school, or the year is not clear."""
        if element.find("instellingsnummer") is not None:
            raise ImportRefused("flemish")
        brin, brin6 = _brin_of(element)
        year = text_of(element, "schooljaar")
        try:
            bounds(year)
        except ValueError:
            # The line of the heading: the faulty text itself stays out of the message.
            raise ImportRefused("bad_school_year") from None
        return cls(brin, brin6, year, _reference_date(element))


def _brin_of(element: etree._Element) -> tuple[str, str]:
    text = text_of(element, "brincode").upper()
    if not text:
        raise ImportRefused("no_school")
    found = BRIN.fullmatch(text)
    location = text_of(element, "dependancecode") or (found and found[2]) or MAIN_LOCATION
    if not found or not LOCATION_DIGITS.fullmatch(location):
        raise ImportRefused("bad_brin")
    return found[1], found[1] + location


def _reference_date(element: etree._Element) -> datetime.date | None:
    """The day the file speaks of: peildatum, else the day it was made."""
    for tag in ("peildatum", "aanmaakdatum"):
        try:
            if day := date_of(text_of(element, tag)):
                return day
        except ValueError:
            continue
    return None
