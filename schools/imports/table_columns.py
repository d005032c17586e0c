"""The columns of a school's own table: which may be which of our fields, and which we never keep.

Headers are compared in their plain form, so "Leerfase.Leerjaar" is "leerfaseleerjaar".
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.imports.columns import guess_columns, plain_header
from portal.imports.problems import ImportRefused

# Field -> its name, and the headers it goes by at Magister, Somtoday, Presentis and others.
FIELDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "source_key": (
        _("Pupil number"),
        (
            *("leerlingnummer", "stamnr", "stamnr_str", "stamnummer", "leerlingnr", "leerlingid"),
            *("leerling nummer", "nummer", "llnr", "studentnumber", "student id", "pupil number"),
        ),
    ),
    "given_name": (
        _("Given name"),
        (
            *("roepnaam", "voornaam", "firstname", "givenname", "leerlingroepnaam"),
            *("leerlingvoornaam", "given name"),
        ),
    ),
    "name_prefix": (
        _("Prefix of the family name"),
        (
            *("tussenvoegsel", "tussenv", "tussenvoegsels", "voorvoegsel", "voorvoegsels"),
            *("prefix", "leerlingvoorvoegsel", "leerlingtussenvoegsel"),
        ),
    ),
    "family_name": (
        _("Family name"),
        ("achternaam", "geslachtsnaam", "lastname", "familyname", "leerlingachternaam", "surname"),
    ),
    "initials": (_("Initials"), ("voorletters", "initials", "leerlingvoorletters")),
    "group": (
        _("Group (class)"),
        (
            *("klas", "klasnaam", "stamgroep", "class", "mentorgroep", "basisgroep", "stamklas"),
            *("leerlingstamgroep", "groep", "group"),
        ),
    ),
    "year": (
        _("Year"),
        ("leerjaar", "leerfase.leerjaar", "studyyear", "leerlingleerjaar", "jaarlaag", "year"),
    ),
    "track": (
        _("Track"),
        (
            *("studie", "opleiding", "niveau", "leerweg", "study", "leerlingopleidingcode"),
            *("opleidingcode", "schoolsoort", "onderwijssoort", "track"),
        ),
    ),
    "location": (
        _("Location"),
        (
            *("locatie", "vestiging", "administratieve_eenheid.omschrijving", "location"),
            *("leerlingvestigingnaam", "vestigingnaam", "schoollocatie"),
        ),
    ),
    "mentor": (
        _("Mentor (only a hint)"),
        (
            *("mentor", "personeelslid.volledige_naam", "leerlingmentoren", "mentoren"),
            *("klassenmentor", "pmentorname", "mentornaam", "coach"),
        ),
    ),
    "left_on": (
        _("Day of leaving"),
        ("uitschrijfdatum", "uitstroomdatum", "vertrekdatum", "datum uit", "leaving date"),
    ),
    "eck_id": (_("ECK iD"), ("eckid", "leerlingeckid", "ketenid")),
}
REQUIRED = ("source_key",)
# One of these will do.
NAMES = ("given_name", "family_name")

# What a column holds that we never keep, by its header. Its cells are never shown nor read.
FORBIDDEN: dict[str, re.Pattern[str]] = {
    kind: re.compile(words)
    for kind, words in {
        "citizen_number": "bsn|burgerservice|sofi|onderwijsn(umme)?r|ondwnr|persoonsgebonden|^pgn",
        "parents": "ouder|verzorger|vader|moeder|voogd|parent|guardian|noodnummer",
        "birth_date": "geb(oorte)?(dat|dtm|dt$|jaar|plaats)|geboren|birth|^dob$|leeftijd|^age$",
        "gender": "geslacht(?!snaam)|gender|^sexe?$|^mv$|pronoun|aanhef",
        "country": "geboorteland|nationali|^land|country|herkomst",
        "ethnicity": "etnici|ethnic",
        "religion": "religi|godsdienst|geloof|denominatie",
        "photo": "foto|photo",
        "postcode": "postcode|postalcode|zipcode",
        "address": "(?<!mail)adres(?!.*mail)|^address|^straat|street|huisn(umme)?r"
        "|woonplaats|^plaats",
        "phone": "telefoon|^tel|mobiel|^gsm|phone|^mobile|^sms|^06",
        "care": "lgf|indicatie|handicap|beperking|medisch|allergi|^zorg|diagnos|^iq|^tlv|lwoo"
        "|ondersteun|dyslex|autis|^opp",
        "password": "wachtwoord|password|^pin",
        "bank": "iban|bankrek",
    }.items()
}
# A header such as "022001" or "noor@school.nl" is a pupil: the first line was left out.
LOOKS_LIKE_A_ROW = re.compile(r"\d{3,}|\d+[-/.]\d+[-/.]\d+|\S+@\S+\.\S+")


def header_keys(headers: Sequence[str]) -> list[str]:
    """One name for each column, the same in another case, spacing or order."""
    keys: list[str] = []
    for number, header in enumerate(headers, start=1):
        key = plain_header(header)
        keys.append(key if key and key not in keys else f"{key}({number})")
    return keys


def check_headers(headers: Sequence[str]) -> None:
    """Raises ImportRefused when the first line is a pupil instead of names of columns."""
    if any(LOOKS_LIKE_A_ROW.fullmatch(header) for header in headers):
        raise ImportRefused("no_header")


def forbidden_columns(headers: Sequence[str]) -> dict[int, str]:
    """Number of the column -> what is in it that we never keep."""
    ours = {plain_header(name) for _label, names in FIELDS.values() for name in names}
    found = {}
    for number, header in enumerate(headers):
        plain = plain_header(header)
        kind = next((kind for kind, words in FORBIDDEN.items() if words.search(plain)), None)
        if kind and plain not in ours:
            found[number] = kind
    return found


def guess_fields(headers: Sequence[str]) -> dict[str, str]:
    """Key of the header -> field, by the names we know. Never a forbidden column."""
    forbidden = forbidden_columns(headers)
    free = ["" if number in forbidden else header for number, header in enumerate(headers)]
    keys = header_keys(headers)
    words = {name: names for name, (_label, names) in FIELDS.items()}
    return {keys[int(number)]: field for number, field in guess_columns(free, words).items()}


def missing_fields(columns: Mapping[str, str]) -> list[str]:
    """The names of what we cannot do without and no column was chosen for."""
    chosen = set(columns.values())
    missing = [str(FIELDS[name][0]) for name in REQUIRED if name not in chosen]
    if not chosen & set(NAMES):
        missing.append(str(FIELDS["given_name"][0]))
    return missing


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises ImportRefused with what to do when the table cannot be used in this way."""
    chosen = set(columns.values())
    if "source_key" not in chosen:
        raise ImportRefused("no_pupil_number")
    if not chosen & set(NAMES):
        raise ImportRefused("no_names")


def numbers_of(headers: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Field -> number of its column in this file. A forbidden column is never one."""
    forbidden = forbidden_columns(headers)
    found: dict[str, int] = {}
    for number, key in enumerate(header_keys(headers)):
        field = columns.get(key, "")
        if field in FIELDS and number not in forbidden:
            found.setdefault(field, number)
    return found
