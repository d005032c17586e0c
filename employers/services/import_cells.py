"""One cell of a list of employers: what it means, or what is wrong with it."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.models import Employer
from portal.imports.problems import register

MOST_WORDS = 5_000
KVK_DIGITS = 8
LONGEST_ADDRESS = 200
TEXT_LENGTHS = {"name": 200, "place": 80}
SBI_VERSIONS = set(Employer.SbiVersion.values)
# What is wrong in these columns is left out; the row itself goes in.
REMARKS = {"size": "employer_size", "website": "employer_url"}
SMALL_MOST, MEDIUM_MOST = 10, 100
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
PROBLEMS: dict[str, Promise] = {
    "employer_cell_missing": _("Column “%(column)s” is empty. Fill it in."),
    "employer_kvk": _(
        "Column “%(column)s”: a KvK number has 8 digits. This one has %(number)s. "
        "Did Excel drop the zero at the start? Put it back."
    ),
    "employer_kvk_letters": _("Column “%(column)s”: a KvK number has digits only, 8 of them."),
    "employer_establishment": _("Column “%(column)s”: an establishment number has 12 digits."),
    "employer_sbi": _("Column “%(column)s”: an SBI code has 2 to 6 digits."),
    "employer_sbi_version": _(
        "Column “%(column)s”: write 2008 or 2025, or add a column with the version of SBI."
    ),
    "employer_sector": _("Column “%(column)s”: we do not know this sector. Use one of our names."),
    "employer_size": _("Column “%(column)s”: write a number of people. The size stays small."),
    "employer_day": _("Column “%(column)s”: write the date like 31-12-2025."),
    "employer_url": _("Column “%(column)s”: this is no web address. It is left out."),
    "employer_email": _("Column “%(column)s”: this is no e-mail address. It is left out."),
    "employer_too_long": _("Column “%(column)s”: the text is too long, at most %(most)s."),
    "employer_twice": _("The same KvK and establishment number was already on line %(first)s."),
    "employer_ambiguous": _(
        "Several branches with this KvK number are here. Add the establishment number."
    ),
    "employer_near": _("The name is much like “%(other)s”. Is it the same company?"),
}
register(PROBLEMS)


class Faulty(Exception):
    """A cell that keeps the whole row out."""

    def __init__(self, code: str, name: str, **context: str):
        super().__init__(code)
        self.code, self.name, self.context = code, name, context


def _digits(text: str) -> str:
    return "".join(character for character in text if character not in " .-\u00a0")


def _text(name: str, text: str) -> str:
    most = TEXT_LENGTHS.get(name, MOST_WORDS)
    if len(text) > most:
        raise Faulty("employer_too_long", name, most=f"{most}")
    return text


def _kvk(name: str, text: str) -> str:
    digits = _digits(text)
    if not (digits.isascii() and digits.isdigit()):
        raise Faulty("employer_kvk_letters", name)
    if len(digits) != KVK_DIGITS:
        raise Faulty("employer_kvk", name, number=f"{len(digits)}")
    return digits


def _of_length(code: str, least: int, most: int):
    def clean(name: str, text: str) -> str:
        digits = _digits(text)
        if not (digits.isascii() and digits.isdigit() and least <= len(digits) <= most):
            raise Faulty(code, name)
        return digits

    return clean


def _size(_name: str, text: str) -> str | None:
    if text.casefold() in Employer.Size.values:
        return text.casefold()
    for value, label in Employer.Size.choices:
        if text.casefold() == str(label).casefold():
            return value
    if not text.isdecimal():
        return None
    people = int(text[:9])
    if people <= SMALL_MOST:
        return Employer.Size.SMALL.value
    return Employer.Size.MEDIUM.value if people <= MEDIUM_MOST else Employer.Size.LARGE.value


def _day(name: str, text: str) -> datetime.date:
    for form in DAYS:
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Faulty("employer_day", name)


def _website(_name: str, text: str) -> str | None:
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return None
    return address if len(address) <= LONGEST_ADDRESS else None


def _sbi_version(_name: str, text: str) -> str:
    return "2025" if "2025" in text else "2008" if "2008" in text else text


CLEANERS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(("name", "place", "about"), _text),
    "kvk_number": _kvk,
    "establishment_number": _of_length("employer_establishment", 12, 12),
    "sbi_code": _of_length("employer_sbi", 2, 6),
    "sbi_version": _sbi_version,
    "size": _size,
    "sbb_recognised_on": _day,
    "website": _website,
}


def cleaned(name: str, text: str) -> Any:
    """The value of a cell that is not empty; None when it is left out. Raises Faulty."""
    clean = CLEANERS.get(name)
    return clean(name, text) if clean else text
