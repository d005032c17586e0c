"""Which days suit a school and its groups: its own calendar over the national holidays.

Read once for a stretch of days; asking about a day costs no query after that.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.school_year import bounds, school_year_of
from portal.reference import workdays
from portal.reference.models import SchoolHoliday
from schools.models import CalendarException, Group, School


class SchoolDays:
    """The calendar of ``school`` around ``days``; at most two queries, made when first needed."""

    def __init__(self, school: School, days: Iterable[dt.date]):
        self.school = school
        self.days = list(days)

    @classmethod
    def of_moments(cls, school: School, moments: Iterable[dt.datetime]) -> "SchoolDays":
        return cls(school, [timezone.localdate(moment) for moment in moments])

    @cached_property
    def rows(self) -> list[CalendarException]:
        """Whole school years, because an own holiday may lie beside the one it replaces."""
        if not self.days:
            return []
        first, _last = bounds(school_year_of(min(self.days)))
        _first, last = bounds(school_year_of(max(self.days)))
        found = CalendarException.objects.filter(school=self.school).overlapping(first, last)
        return list(found.prefetch_related("groups"))

    def on(self, day: dt.date) -> list[CalendarException]:
        """What the school has that day, for everybody or for some."""
        return [row for row in self.rows if row.covers(day)]

    def not_possible(self, day: dt.date, group: Group | None = None, track: str = "") -> str:
        """Why the school, or this group, has no time that day by its own calendar; "" when it has.

        Without a group only what holds for the whole school counts.
        """
        group_id = group.pk if group else None
        for row in self.on(day):
            if row.kind in row.AWAY and row.is_for(group_id, track):
                return row.label
        return ""

    def to_mind(self, day: dt.date) -> str:
        """What a planner should know: a test week, or some groups that are away; "" is nothing."""
        found = [
            row.label
            for row in self.on(day)
            if row.kind in row.BUSY or (row.kind in row.AWAY and not row.is_for_all)
        ]
        if not found and (holiday := self.national_holiday(day)):
            found = [holiday]
        return ", ".join(found)

    def closed(self, day: dt.date, group: Group | None = None, track: str = "") -> str:
        """Why nobody is there that day: weekend, public holiday, school holiday, own calendar."""
        if workdays.is_weekend(day):
            return _("weekend")
        return (
            str(workdays.public_holiday(day))
            or self.not_possible(day, group, track)
            or self.national_holiday(day, group)
        )

    def national_holiday(self, day: dt.date, group: Group | None = None) -> str:
        """Its name, unless the school chose own dates for this holiday."""
        holiday = workdays.school_holiday(day, self._region(group))
        return "" if holiday is None or self.is_replaced(holiday) else holiday.name

    def is_replaced(self, holiday: SchoolHoliday) -> bool:
        """Whether the school has dates of its own for this one."""
        return holiday.kind in self._replaced.get(holiday.school_year, ())

    def _region(self, group: Group | None) -> str:
        """That of the building, where it differs from the school's."""
        location = group.location if group else None
        return (location.holiday_region if location else "") or self.school.holiday_region

    @cached_property
    def _replaced(self) -> dict[str, set[str]]:
        """School year -> the holidays for which the school has its own dates."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            if row.replaces:
                found.setdefault(row.school_year, set()).add(row.replaces)
        return found


def closed_spans(school: School, group: Group | None = None) -> list[tuple[dt.date, dt.date]]:
    """Whole stretches from today on in which the school, or this group, has no time at all."""
    rows = CalendarException.objects.filter(
        school=school, kind__in=CalendarException.CLOSED, last_day__gte=timezone.localdate()
    ).prefetch_related("groups")
    group_id = group.pk if group else None
    return [
        (row.first_day, row.last_day) for row in rows if not row.weekdays and row.is_for(group_id)
    ]
