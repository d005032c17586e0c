"""What can be wrong with a file or a row, in plain words. Reports store codes, not sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.imports.table_problems import CELL_PROBLEMS, TABLE_PROBLEMS
from portal.imports.zip_problems import ZIP_PROBLEMS

FILE_PROBLEMS: dict[str, Promise] = {
    "empty": gettext_lazy("This file is empty. Make the export again and choose that file."),
    "too_large": gettext_lazy("This file is too large: at most %(megabytes)s MB."),
    "wrong_extension": gettext_lazy(
        "This file ends in “.%(found)s”. Choose one that ends in “.%(expected)s”."
    ),
    "archive": gettext_lazy(
        "This file is packed (zip). Unpack it first and choose the file inside."
    ),
    "pdf": gettext_lazy("This is a PDF. Choose the export of your pupil administration itself."),
    "spreadsheet": gettext_lazy(
        "This is a spreadsheet. Choose the XML export of your pupil administration."
    ),
    "picture": gettext_lazy("This is a picture. Choose the export of your pupil administration."),
    "web_page": gettext_lazy("This is a web page, perhaps a sign-in page. Make the export again."),
    "not_xml": gettext_lazy(
        "This is not an XML file. Choose the EDEXML export of your pupil administration."
    ),
    "broken_xml": gettext_lazy(
        "The file breaks off or is damaged at line %(line)s. Nothing was imported. "
        "Make the export again."
    ),
    "xml_declarations": gettext_lazy(
        "This XML file holds declarations (DTD) that a pupil export never has. "
        "For safety we do not read it."
    ),
    "too_deep": gettext_lazy(
        "This XML file is built in a way that a pupil export never is. "
        "For safety we do not read it."
    ),
    "not_edexml": gettext_lazy(
        "This is XML, but not EDEXML: it starts with <%(root)s>. Choose the EDEXML export."
    ),
    "no_school": gettext_lazy("The file does not say of which school it is (BRIN)."),
    "bad_brin": gettext_lazy("The school code in the file is not a BRIN, such as 12AB."),
    "wrong_school": gettext_lazy(
        "This file is of the school with BRIN %(found)s. You are importing for %(expected)s. "
        "Nothing was imported."
    ),
    "flemish": gettext_lazy(
        "This is a file of a Flemish school. This portal reads files of Dutch schools only."
    ),
    "bad_school_year": gettext_lazy("The file does not name a school year, such as 2026-2027."),
    "no_pupils": gettext_lazy("There are no pupils in this file."),
    "citizen_numbers_as_keys": gettext_lazy(
        "This file uses citizen numbers (BSN) as pupil numbers. We may not keep those. "
        "Ask your supplier for an export with pupil numbers."
    ),
}

ROW_PROBLEMS: dict[str, Promise] = {
    "pupil_without_key": gettext_lazy(
        "This pupil has no number, so we would not know the pupil next time."
    ),
    "unstable_key": gettext_lazy(
        "The number of this pupil changes with each export, so we would not know "
        "the pupil next time."
    ),
    "pupil_key_too_long": gettext_lazy("The number of this pupil is too long."),
    "pupil_without_name": gettext_lazy("This pupil has no name."),
    "pupil_name_too_long": gettext_lazy("The name of this pupil is too long."),
    "duplicate_pupil": gettext_lazy("The same pupil number was already on line %(first)s."),
    "duplicate_eck_id": gettext_lazy(
        "The ECK iD of this pupil was already on line %(first)s. It is left out here."
    ),
    "unknown_year": gettext_lazy("Year “%(year)s” does not exist. The row goes in without a year."),
    "primary_years": gettext_lazy(
        "%(rows)s rows have a year of primary education. They go in without a year."
    ),
    "missing_year": gettext_lazy(
        "The year is not in the file, neither with the pupil nor with the group."
    ),
    "unknown_group": gettext_lazy(
        "Group “%(group)s” is not in the file. The row goes in without this group."
    ),
    "unknown_location": gettext_lazy(
        "Location “%(location)s” is not in the file. The row goes in without a location."
    ),
    "bad_date": gettext_lazy(
        "The leaving date cannot be read. We take it that the pupil is still at school."
    ),
    "bad_email": gettext_lazy("The e-mail address is not right. It is left out."),
    "group_without_key": gettext_lazy("This group has no key."),
    "group_key_too_long": gettext_lazy("The key of this group is too long."),
    "group_without_name": gettext_lazy("This group has no name."),
    "group_name_too_long": gettext_lazy("The name of this group is too long."),
    "duplicate_group": gettext_lazy("The same group key was already on line %(first)s."),
    "staff_without_key": gettext_lazy("This member of staff has no number."),
    "staff_key_too_long": gettext_lazy("The number of this member of staff is too long."),
    "staff_without_name": gettext_lazy("This member of staff has no name."),
    "staff_name_too_long": gettext_lazy("The name of this member of staff is too long."),
    "duplicate_staff": gettext_lazy("The same staff number was already on line %(first)s."),
}

# What a file may hold and we never keep, for the report: "left out: 5 x citizen number".
LEFT_OUT: dict[str, Promise] = {
    "citizen_number": gettext_lazy("citizen number or education number"),
    "birth_date": gettext_lazy("date of birth"),
    "gender": gettext_lazy("gender"),
    "country": gettext_lazy("country of birth of pupil or parents"),
    "ethnicity": gettext_lazy("ethnicity"),
    "weight": gettext_lazy("pupil weight"),
    "photo": gettext_lazy("photo"),
    "postcode": gettext_lazy("postcode"),
    "address": gettext_lazy("address"),
    "phone": gettext_lazy("telephone number"),
    "parents": gettext_lazy("parents or carers"),
    "care": gettext_lazy("health, care or support"),
    "religion": gettext_lazy("religion"),
    "password": gettext_lazy("password"),
    "bank": gettext_lazy("bank account"),
    "middle_name": gettext_lazy("middle name"),
    "demographics": gettext_lazy("file with birth date, gender and origin"),
    "user_profiles": gettext_lazy("file with accounts in other systems"),
    "resources": gettext_lazy("teaching materials"),
    "results": gettext_lazy("file with marks"),
    "extension": gettext_lazy("additions of the supplier"),
}

_vocabularies: list[Mapping[str, Promise]] = [
    FILE_PROBLEMS,
    ROW_PROBLEMS,
    TABLE_PROBLEMS,
    CELL_PROBLEMS,
    ZIP_PROBLEMS,
]
SHOWN_LENGTH = 20
LONG_NUMBER = 7


class ImportRefused(Exception):
    """The file as a whole cannot be used; nothing of it was kept. ``message`` says why."""

    def __init__(self, code: str, *, line: int | None = None, **context: str):
        super().__init__(code)
        self.code = code
        self.line = line
        self.context = context if line is None else {**context, "line": str(line)}

    @property
    def message(self) -> str:
        return wording(self.code, self.context)

    def __str__(self) -> str:
        return self.message


def register(words: Mapping[str, Promise]) -> None:
    """A floor above has problems of its own. Twice is once."""
    if words not in _vocabularies:
        _vocabularies.append(words)


def wording(code: str, context: Mapping[str, str]) -> str:
    """The sentence for a code, in the language of who reads it."""
    sentence = next((words[code] for words in _vocabularies if code in words), None)
    if sentence is None:
        return _("Something is wrong here (%(code)s).") % {"code": code}
    return str(sentence) % context


def shown(value: str) -> str:
    """A value from a file, short and without long numbers, fit for a report or a log."""
    text = "".join(character if character.isprintable() else " " for character in value).strip()
    if sum(character.isdigit() for character in text) > LONG_NUMBER:
        return "…"
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
