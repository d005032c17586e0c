"""School days around today: no weekends, no holidays, so that the demo never opens on a Sunday."""

import datetime
from functools import cached_property

from django.utils import timezone

from portal.core.school_year import bounds, school_year_of
from portal.reference.models import HolidayRegion, SchoolHoliday

ONE_DAY = datetime.timedelta(days=1)
REACH = datetime.timedelta(days=400)
# The year in which the periods of data/schools.json are written.
WRITTEN_IN = 2026


class SchoolCalendar:
    """Counts in school days: 0 is today, or the first school day after it."""

    def __init__(self, today: datetime.date):
        self.today = today
        self.school_year = school_year_of(today)

    @cached_property
    def holidays(self) -> list[tuple[datetime.date, datetime.date]]:
        region = SchoolHoliday.objects.in_region(HolidayRegion.MIDDLE)
        near = region.overlapping(self.today - REACH, self.today + REACH)
        return list(near.values_list("first_day", "last_day"))

    def is_school_day(self, day: datetime.date) -> bool:
        weekend = day.isoweekday() > 5
        return not weekend and not any(first <= day <= last for first, last in self.holidays)

    @cached_property
    def coming(self) -> list[datetime.date]:
        return self._walk(self.today, ONE_DAY)

    @cached_property
    def gone(self) -> list[datetime.date]:
        return self._walk(self.today - ONE_DAY, -ONE_DAY)

    def day(self, number: int) -> datetime.date:
        """The school day ``number`` school days from now; negative ones lie behind us."""
        return self.coming[number] if number >= 0 else self.gone[-number - 1]

    def at(self, day: datetime.date, clock: str) -> datetime.datetime:
        """``day`` at "9.30", here in the Netherlands."""
        hour, minute = clock.split(".")
        return timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(int(hour), int(minute)))
        )

    def this_year(self, day: str) -> datetime.date:
        """A day of the data files, moved to the school year of today."""
        written = datetime.date.fromisoformat(day)
        shift = bounds(self.school_year)[0].year - WRITTEN_IN
        return written.replace(year=written.year + shift)

    def _walk(self, start: datetime.date, step: datetime.timedelta) -> list[datetime.date]:
        days, day = [], start
        while abs(day - start) < REACH:
            if self.is_school_day(day):
                days.append(day)
            day += step
        return days
