"""EDEXML files made by ourselves, small or large, whole or with one thing wrong."""

import io
from xml.sax.saxutils import escape, quoteattr

SCHOOL_FIELDS = {
    "schooljaar": "2026-2027",
    "peildatum": "2026-10-01",
    "brincode": "99XY",
    "dependancecode": "01",
    "aanmaakdatum": "2026-10-02T10:00:00",
    "auteur": "Zelfgemaakt",
    "xsdversie": "2.1",
}
GROUPS = '<groep key="g1"><naam>1P1</naam><jaargroep>11</jaargroep></groep>'
# A citizen number that passes the test of eleven, made up for this test.
CITIZEN_NUMBER = "987654329"


def pupil_xml(key="1001", *, inside="", attributes="", **fields) -> str:
    """One pupil. ``inside`` is XML put in as it is; a field that is None is left out."""
    fields = {"achternaam": "Voorbeeld", "roepnaam": "Noor", "jaargroep": "12", **fields}
    body = "".join(
        f"<{tag}>{escape(value)}</{tag}>" for tag, value in fields.items() if value is not None
    )
    return f"<leerling key={quoteattr(key)} {attributes}>{body}{inside}</leerling>\n"


def edexml_text(
    *pupils: str, groups: str = GROUPS, staff: str = "", locations: str = "", **school
) -> str:
    fields = {**SCHOOL_FIELDS, **school}
    heading = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items() if text is not None)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<EDEX>\n<school>{heading}</school>\n"
        f"<vestigingen>{locations}</vestigingen>\n<groepen>{groups}</groepen>\n"
        f"<leerlingen>\n{''.join(pupils or [pupil_xml()])}</leerlingen>\n"
        f"<leerkrachten>{staff}</leerkrachten>\n</EDEX>\n"
    )


def edexml_file(*pupils: str, **parts) -> io.BytesIO:
    return io.BytesIO(edexml_text(*pupils, **parts).encode())
