"""The school year runs from 1 August to 31 July and is written "2026-2027"."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AUGUST = 8
PATTERN = re.compile(r"^(\d{4})-(\d{4})$")


def school_year_of(day: datetime.date) -> str:
    """The school year in which ``day`` falls."""
    first = day.year if day.month >= AUGUST else day.year - 1
    return f"{first}-{first + 1}"


def current_school_year() -> str:
    return school_year_of(timezone.localdate())


def bounds(school_year: str) -> tuple[datetime.date, datetime.date]:
    """First and last day, both included. Raises ValueError on anything but "2026-2027"."""
    match = PATTERN.match(school_year)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"not a school year: {school_year!r}")
    return datetime.date(int(match[1]), AUGUST, 1), datetime.date(int(match[2]), 7, 31)


def validate_school_year(value: str) -> None:
    try:
        bounds(value)
    except ValueError as error:
        raise ValidationError(_("Write a school year as 2026-2027.")) from error
