"""Which days count: no weekends, no Dutch public holidays, no school holidays of the region.

Everything is kept in the process: asking about a day costs no query.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.models import HolidayRegion, Region, SchoolHoliday

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
SUNDAY = 6

_sources: list[Callable[[], Iterable[str]]] = []


@dataclass(frozen=True)
class DayOff:
    """Why nobody is at school that day. ``everywhere``: all schools of the region are closed."""

    name: str | Promise
    everywhere: bool


@dataclass(frozen=True)
class _Calendar:
    home: str
    regions: tuple[str, ...]
    holidays: dict[str, dict[dt.date, SchoolHoliday]] = field(repr=False)


def register_schools(holiday_regions: Callable[[], Iterable[str]]) -> None:
    """Whoever knows the schools says here which holiday regions they have."""
    _sources.append(holiday_regions)


def home_region() -> str:
    """The holiday region of this installation."""
    return _calendar().home


def is_weekend(day: dt.date) -> bool:
    return day.weekday() >= SATURDAY


def public_holiday(day: dt.date) -> str | Promise:
    """Its name, or nothing. Liberation Day counts in the years in which most people are free."""
    return public_holidays(day.year).get(day, "")


def school_holiday(day: dt.date, holiday_region: str | None = None) -> SchoolHoliday | None:
    """The holiday on ``day`` in ``holiday_region`` (without one: that of this installation)."""
    calendar = _calendar()
    return calendar.holidays.get(holiday_region or calendar.home, {}).get(day)


def is_school_holiday(day: dt.date, holiday_region: str | None = None) -> bool:
    return school_holiday(day, holiday_region) is not None


def is_working_day(day: dt.date, holiday_region: str | None = None) -> bool:
    """A day on which people at schools and companies read their mail."""
    return not (is_weekend(day) or public_holiday(day) or is_school_holiday(day, holiday_region))


def add_working_days(day: dt.date, number: int, holiday_region: str | None = None) -> dt.date:
    """The ``number``-th working day after ``day`` (before it when negative); 0 is ``day``."""
    step = ONE_DAY if number >= 0 else -ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, holiday_region)
    return day


def working_days_between(start: dt.date, end: dt.date, holiday_region: str | None = None) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` comes first.

    So ``working_days_between(day, add_working_days(day, 3)) == 3``.
    """
    days = (start + ONE_DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holiday_region) for day in days)


def day_off(day: dt.date) -> DayOff | None:
    """A public holiday, or a holiday of all or some of the schools in this installation."""
    if name := public_holiday(day):
        return DayOff(name, everywhere=True)
    found = [school_holiday(day, region) for region in _calendar().regions]
    closed = [holiday for holiday in found if holiday]
    if not closed:
        return None
    return DayOff(closed[0].name, everywhere=len(closed) == len(found))


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[dt.date, str | Promise]:
    easter = easter_sunday(year)
    king = dt.date(year, 4, 27)
    days: dict[dt.date, str | Promise] = {
        dt.date(year, 1, 1): _("New Year's Day"),
        easter: _("Easter Sunday"),
        easter + 1 * ONE_DAY: _("Easter Monday"),
        king if king.weekday() != SUNDAY else king - ONE_DAY: _("King's Day"),
        easter + 39 * ONE_DAY: _("Ascension Day"),
        easter + 49 * ONE_DAY: _("Whit Sunday"),
        easter + 50 * ONE_DAY: _("Whit Monday"),
        dt.date(year, 12, 25): _("Christmas Day"),
        dt.date(year, 12, 26): _("Boxing Day"),
    }
    if year % 5 == 0:
        days[dt.date(year, 5, 5)] = _("Liberation Day")
    return days


def easter_sunday(year: int) -> dt.date:
    """The anonymous Gregorian computus, as in Meeus, Astronomical Algorithms, chapter 8."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    skipped, leap = century // 4, century % 4
    moon = (century - (century - (century + 8) // 25 + 1) // 3 - skipped + 19 * golden + 15) % 30
    week = (32 + 2 * leap + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _load() -> list[_Calendar]:
    # One calendar, also when nothing is known yet: an empty list would be asked for every day.
    try:
        home = Region.current().holiday_region
    except Region.DoesNotExist:
        home = HolidayRegion.MIDDLE.value
    holidays: dict[str, dict[dt.date, SchoolHoliday]] = {}
    for row in SchoolHoliday.objects.all():
        days = holidays.setdefault(row.region, {})
        for number in range((row.last_day - row.first_day).days + 1):
            days[row.first_day + number * ONE_DAY] = row
    regions = {region for source in _sources for region in source()}
    return [_Calendar(home, tuple(sorted(regions or {home})), holidays)]


_calendars = CachedList(_load)


def _calendar() -> _Calendar:
    return _calendars()[0]
