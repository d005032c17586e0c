"""A school year at a glance: periods, national holidays and the school's own days, in one order."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.core.school_year import bounds
from portal.reference import workdays
from portal.reference.models import SchoolHoliday
from schools.days import SchoolDays
from schools.models import CalendarException, LearningPeriod, School

Kind = CalendarException.Kind
A_DAY = dt.timedelta(days=1)
TONES = {
    **dict.fromkeys((Kind.HOLIDAY, Kind.FREE_DAY, Kind.STUDY_DAY), "free"),
    **dict.fromkeys((Kind.TEST_WEEK, Kind.EXAM_PERIOD), "busy"),
    Kind.INTERNSHIP: "away",
    Kind.PROJECT_WEEK: "project",
    Kind.ACTIVITY: "project",
}
# What a day looks like when two things fall on it: the first of these.
STRONGEST = ("free", "busy", "away", "project")


@dataclass(frozen=True)
class YearItem:
    """One line of the year. ``own`` is the row behind it when the school may change it."""

    first_day: dt.date
    last_day: dt.date
    label: str
    kind: str | Promise
    tone: str
    own: CalendarException | None = None


@dataclass(frozen=True)
class Day:
    """A square of a month; ``day`` is None before the first and after the last."""

    day: dt.date | None
    tone: str = ""
    begins: bool = False


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Day]]


@dataclass(frozen=True)
class YearView:
    school_year: str
    items: list[YearItem]
    months: list[Month]
    periods: list[LearningPeriod]


def year_view(school: School, school_year: str) -> YearView:
    """Four queries at most, however full the year is."""
    first, last = bounds(school_year)
    days = SchoolDays(school, [first, last])
    periods = list(LearningPeriod.objects.filter(school=school, school_year=school_year))
    items = [
        *(_own(row) for row in days.rows),
        *_national(school, days, first, last),
        *_public(first, last, days),
    ]
    items.sort(key=lambda item: (item.first_day, item.last_day, item.label))
    tones = _tones(items, first, last)
    begins = {period.first_day for period in periods}
    return YearView(school_year, items, _months(first, last, tones, begins), periods)


def _own(row: CalendarException) -> YearItem:
    return YearItem(
        row.first_day, row.last_day, row.label, row.get_kind_display(), TONES[Kind(row.kind)], row
    )


def _national(school: School, days: SchoolDays, first: dt.date, last: dt.date) -> list[YearItem]:
    rows = SchoolHoliday.objects.in_region(school.holiday_region).overlapping(first, last)
    kept = [row for row in rows if not days.is_replaced(row)]
    return [
        YearItem(row.first_day, row.last_day, row.name, _("School holiday"), "free") for row in kept
    ]


def _public(first: dt.date, last: dt.date, days: SchoolDays) -> list[YearItem]:
    """Public holidays on school days; those within a holiday say nothing new."""
    found = []
    for year in (first.year, last.year):
        for day, name in workdays.public_holidays(year).items():
            inside = first <= day <= last and not workdays.is_weekend(day)
            if inside and not days.national_holiday(day):
                found.append(YearItem(day, day, str(name), _("Public holiday"), "free"))
    return found


def _tones(items: list[YearItem], first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Day -> how it looks; a day of some groups looks like it too."""
    found: dict[dt.date, str] = {}
    for tone in reversed(STRONGEST):
        for item in items:
            if item.tone != tone:
                continue
            day = max(item.first_day, first)
            while day <= min(item.last_day, last):
                if item.own is None or item.own.covers(day):
                    found[day] = tone
                day += A_DAY
    return found


def _months(
    first: dt.date, last: dt.date, tones: dict[dt.date, str], begins: set[dt.date]
) -> list[Month]:
    months = []
    for number in range(12):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        weeks = [
            [
                Day(day, tones.get(day, ""), day in begins) if day.month == month + 1 else Day(None)
                for day in week
            ]
            for week in calendar.Calendar().monthdatescalendar(year, month + 1)
        ]
        months.append(Month(dt.date(year, month + 1, 1), weeks))
    return months
