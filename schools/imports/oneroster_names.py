"""Names and addresses in OneRoster. It has no field for a prefix ("van der"): nothing is guessed
from spaces; what looks like a prefix is told, for a person to look at."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.imports.rows import Findings
from portal.imports.tables import MISREAD
from schools.imports.edexml_records import NAME_LENGTHS
from schools.imports.oneroster_csv import Row

# Dutch ones, and the usual ones of pupils whose family came from elsewhere.
KNOWN = (
    "aan,aan de,aan den,aan der,aan het,aan 't,al,bij,bij de,bin,d',da,dal,dalla,das,de,de la,"
    "de las,de los,de van der,del,della,den,der,des,di,do,dos,du,el,ibn,in,in de,in den,"
    "in der,in het,in 't,la,las,le,les,lo,los,onder,onder de,onder den,op,op de,op den,"
    "op der,op het,op 't,op ten,over,over de,'s,'t,te,ten,ter,tot,uit,uit de,uit den,uit het,"
    "uit 't,van,van de,van den,van der,van het,van la,van 't,van ter,van van de,ver,"
    "vom,von,von den,von der,voor,voor de,voor den,voor 't,v.,v. d.,v.d.,v d,vd,v/d,zu,zum,zur"
)
PREFIXES = frozenset(KNOWN.split(","))
MOST_WORDS = 3
ECK_ID = "eckid"
ECK_START = "https://ketenid.nl/"
COLUMN_OF = {"given_name": "givenName", "name_prefix": "middleName", "family_name": "familyName"}


def names_of(row: Row, findings: Findings) -> dict[str, Any] | None:
    """The parts of a name; a given name alone will do. None when the row has to stay out."""
    middle = row["preferredMiddleName"] or row["middleName"]
    is_prefix = middle.casefold() in PREFIXES
    names = {
        "given_name": row["preferredGivenName"] or row["givenName"],
        "name_prefix": middle if is_prefix else "",
        "family_name": row["preferredFamilyName"] or row["familyName"],
    }
    if not names["given_name"] and not names["family_name"]:
        findings.skip(row.line, "oneroster_without_name", **row.about("givenName"))
        return None
    for part, text in names.items():
        about = row.about(COLUMN_OF[part])
        if len(text) > NAME_LENGTHS[part]:
            findings.skip(row.line, "oneroster_too_long", **about)
            return None
        if MISREAD.search(text):
            findings.remark(row.line, "oneroster_damaged_letters", **about)
    if middle and not is_prefix:
        findings.left_out["middle_name"] += 1
    return names


def remark_prefix(row: Row, names: dict[str, str], findings: Findings) -> None:
    """Flag for a person to look at; nothing is changed."""
    if names["name_prefix"]:
        findings.remark(row.line, "oneroster_prefix_moved", **row.about("middleName"))
    elif begins_with_prefix(names["family_name"]):
        findings.remark(row.line, "oneroster_prefix_inside", **row.about("familyName"))


def begins_with_prefix(family_name: str) -> bool:
    words = family_name.casefold().split(" ")
    most = min(MOST_WORDS, len(words) - 1)
    return any(" ".join(words[:count]) in PREFIXES for count in range(1, most + 1))


def email_of(row: Row, findings: Findings) -> str:
    address = row["email"]
    try:
        if address:
            validate_email(address)
    except ValidationError:
        findings.remark(row.line, "oneroster_email", **row.about("email"))
        return ""
    return address


def eck_id_of(row: Row) -> str:
    """The chain id, from the two places where suppliers put it. Other ids are never looked at."""
    master = row["userMasterIdentifier"]
    if master.startswith(ECK_START):
        return master
    for entry in row.list_of("userIds"):
        kind, _colon, value = entry.strip("{} ").partition(":")
        if kind.strip().casefold() == ECK_ID:
            return value.strip()
    return ""
