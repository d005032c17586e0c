"""Made-up pupils for the roster benchmark: the same rows as EDEXML and as a dataset."""

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

BRIN, YEAR = "99XY", "2026-2027"
GROUP_SIZE, YEARS = 24, 4
COLUMNS = ("source_key", "given_name", "name_prefix", "family_name", "year_of_study", "base_group")
GIVEN = ("Noor", "Daan", "Ayşe", "Sem", "Zoë", "Yusuf", "Lotte", "Jayden", "Fenna", "Bram")
FAMILY = ("Jansen", "Berg", "Visser", "Yılmaz", "Hof", "Smits", "Bakker", "Dijk", "Boer", "Peeters")
PREFIXES = ("", "", "", "van den", "de", "van 't")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<EDEX>
<school><schooljaar>{year}</schooljaar><peildatum>2026-10-01</peildatum>
<brincode>{brin}</brincode><dependancecode>00</dependancecode>
<aanmaakdatum>2026-10-02T10:00:00</aanmaakdatum><auteur>Meting</auteur>
<xsdversie>2.1</xsdversie></school>
"""


def group_of(number: int) -> tuple[str, int]:
    """(key, year of study) of this pupil's base group."""
    group = number // GROUP_SIZE
    return f"g{group}", group % YEARS + 1


def pupils(size: int) -> Iterator[tuple]:
    """One tuple of COLUMNS for each pupil, the same for the same size."""
    draw = random.Random(11)
    for number in range(size):
        group, year = group_of(number)
        family = f"{draw.choice(FAMILY)}{number % 997}"
        yield f"L{number:06}", draw.choice(GIVEN), draw.choice(PREFIXES), family, year, group


def write_edexml(path: Path, size: int) -> None:
    """As exports are: with much that is not kept, and for each pupil a composite group as well."""
    groups = (size + GROUP_SIZE - 1) // GROUP_SIZE
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(year=YEAR, brin=BRIN) + "<groepen>\n")
        for number in range(groups):
            year = 10 + number % YEARS + 1
            file.write(f'<groep key="g{number}"><naam>{year}-{number}</naam>')
            file.write(f"<jaargroep>{year}</jaargroep></groep>\n")
            file.write(f'<samengestelde_groep key="s{number}"><naam>Koken {number}</naam>')
            file.write("</samengestelde_groep>\n")
        file.write("</groepen>\n<leerlingen>\n")
        file.writelines(map(_pupil_xml, pupils(size)))
        file.write("</leerlingen>\n</EDEX>\n")


def _pupil_xml(row: tuple) -> str:
    key, given, prefix, family, year, group = row
    return (
        f'<leerling key="{key}" eckid="https://ketenid.example/{key}">'
        f"<achternaam>{escape(family)}</achternaam>"
        f"{f'<voorvoegsel>{escape(prefix)}</voorvoegsel>' if prefix else ''}"
        f"<voorletters-1>{given[0]}</voorletters-1><roepnaam>{given}</roepnaam>"
        "<geboortedatum>2012-03-04</geboortedatum><geslacht>0</geslacht>"
        f'<jaargroep>1{year}</jaargroep><groep key="{group}"/><samengestelde_groepen>'
        f'<samengestelde_groep key="s{group[1:]}"/></samengestelde_groepen>'
        f"<emailadres>{key.lower()}@school.example</emailadres><land>6030</land>"
        "<bsn>133456785</bsn><postcodenl>9999ZZ</postcodenl>"
        "<instroomdatum>2024-08-01</instroomdatum></leerling>\n"
    )


def write_groups(school, size: int) -> None:
    """For who does not make groups from the file."""
    from schools.models import Group

    Group.objects.bulk_create(
        Group(
            school=school,
            source_key=f"g{number}",
            name=f"1{number % YEARS + 1}-{number}",
            year_of_study=number % YEARS + 1,
            school_year=YEAR,
        )
        for number in range((size + GROUP_SIZE - 1) // GROUP_SIZE)
    )
