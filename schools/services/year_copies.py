"""What a school takes over into the next school year: periods, and days of its calendar."""

import datetime

from django.db.models import QuerySet

from portal.core.school_year import bounds
from schools.models import CalendarException, Group, LearningPeriod, School

# A whole number of weeks, so that a Monday stays a Monday.
A_YEAR = datetime.timedelta(weeks=52)
NOT_COPIED = (CalendarException.Kind.HOLIDAY, CalendarException.Kind.FREE_DAY)


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
    """Test weeks, study days and the like on the same weekdays; returns how many.

    Holidays differ each year and stay out, as does what the new year has under that name already.
    Days of a group are for the group that has its name now; without one they stay out too.
    """
    old = _of_year(school, from_year).exclude(kind__in=NOT_COPIED)
    known = set(_of_year(school, to_year).values_list("kind", "label"))
    groups = Group.objects.base().filter(school=school, school_year=to_year)
    by_name = {group.name.casefold(): group for group in groups}
    copied = 0
    for days in old.prefetch_related("groups"):
        names = [group.name.casefold() for group in days.groups.all()]
        now = [by_name[name] for name in names if name in by_name]
        if (days.kind, days.label) in known or (names and not now):
            continue
        _copy_days(days, to_year).groups.set(now)
        copied += 1
    return copied


def _of_year(school: School, school_year: str) -> QuerySet[CalendarException]:
    start, end = bounds(school_year)
    return CalendarException.objects.filter(school=school, first_day__range=(start, end))


def _copy_days(days: CalendarException, to_year: str) -> CalendarException:
    first, last = moved(days.first_day, days.last_day, to_year)
    return CalendarException.objects.create(
        school_id=days.school_id,
        kind=days.kind,
        label=days.label,
        first_day=first,
        last_day=last,
        weekdays=days.weekdays,
        tracks=days.tracks,
    )


def moved(
    first: datetime.date, last: datetime.date, to_year: str
) -> tuple[datetime.date, datetime.date]:
    """These days a year later, kept inside the school year."""
    start, end = bounds(to_year)
    first = max(first + A_YEAR, start)
    return first, max(min(last + A_YEAR, end), first)
