"""Rosters as a reader makes them, and the same as an EDEXML file."""

import datetime
from io import BytesIO
from xml.sax.saxutils import quoteattr

from portal.core.school_year import current_school_year
from portal.imports.rows import Roster, RosterGroup, RosterRow

GROUPS = (RosterGroup("g1", "2P1", year_of_study=2), RosterGroup("g2", "2P2", year_of_study=2))


def make_row(key: str, **fields) -> RosterRow:
    defaults = {"given_name": f"Naam{key}", "family_name": "Tester", "group_key": "g1"}
    return RosterRow(source_key=key, **{**defaults, "year_of_study": 2, **fields})


def make_roster(school, *rows, groups=GROUPS, **fields) -> Roster:
    defaults = {
        "source": "edexml",
        "school_year": current_school_year(),
        "brin": school.brin,
        "brin6": f"{school.brin}00",
        "reference_date": datetime.date(int(current_school_year()[:4]), 10, 1),
    }
    return Roster(groups=tuple(groups), rows=tuple(rows), **{**defaults, **fields})


def edexml(school, *keys, year=None) -> bytes:
    """A small file with a pupil of group g1 for each key."""
    pupils = "".join(
        f"<leerling key={quoteattr(key)}><achternaam>Tester</achternaam>"
        f"<roepnaam>Naam{number}</roepnaam><geslacht>0</geslacht><jaargroep>12</jaargroep>"
        f"<groep key='g1'/><bsn>133456785</bsn><land>6030</land></leerling>"
        for number, key in enumerate(keys)
    )
    year = year or current_school_year()
    return (
        "<?xml version='1.0' encoding='UTF-8'?><EDEX><school>"
        f"<schooljaar>{year}</schooljaar><brincode>{school.brin}</brincode>"
        "<dependancecode>00</dependancecode><aanmaakdatum>2026-10-01T10:00:00</aanmaakdatum>"
        "<auteur>Proef</auteur><xsdversie>2.1</xsdversie></school><groepen><groep key='g1'>"
        "<naam>2P1</naam><jaargroep>12</jaargroep></groep></groepen>"
        f"<leerlingen>{pupils}</leerlingen></EDEX>"
    ).encode()


def edexml_file(school, *keys, name="leerlingen.xml", **fields) -> BytesIO:
    file = BytesIO(edexml(school, *keys, **fields))
    file.name = name
    return file
