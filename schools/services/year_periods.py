"""The learning periods of a whole year at once, and a first proposal for 3, 4, 5 or 6 of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.school_year import bounds
from portal.reference.models import SchoolHoliday
from schools.models import LearningPeriod, School
from schools.permissions import coordinates
from schools.services.periods import PeriodRefused, check_dates

PRESETS = (3, 4, 5, 6)
A_DAY = dt.timedelta(days=1)
A_WEEK = dt.timedelta(weeks=1)
FRIDAY = dt.timedelta(days=4)


@dataclass(frozen=True)
class Span:
    label: str
    first_day: dt.date
    last_day: dt.date


def propose(number: int, school_year: str, holiday_region: str) -> list[Span]:
    """``number`` periods with about as many weeks of school each, from Monday to Friday.

    A border is put at a holiday when one is at most a week away, because schools do that.
    """
    weeks = _school_weeks(school_year, holiday_region)
    if len(weeks) < number:
        return []
    cuts = [0]
    for part in range(1, number):
        ideal = round(part * len(weeks) / number)
        cuts.append(max(_at_a_holiday(weeks, ideal), cuts[-1] + 1))
    cuts.append(len(weeks))
    return [
        Span(
            _("Period %(number)s") % {"number": index + 1},
            weeks[cuts[index]],
            weeks[cuts[index + 1] - 1] + FRIDAY,
        )
        for index in range(number)
    ]


@transaction.atomic
def save_year_periods(
    school: School, school_year: str, spans: Iterable[Span], *, by: User, tracks: Iterable[str] = ()
) -> list[LearningPeriod]:
    """Make these the periods of the year, for the whole school or for one or more tracks.

    Those that are there are changed in order, so that rounds keep theirs; what is left over goes.
    Raises PeriodRefused, PermissionDenied.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    spans = sorted(spans, key=lambda span: span.first_day)
    _check(spans, school_year)
    tracks = sorted(set(tracks))
    there = [
        row
        for row in LearningPeriod.objects.filter(school=school, school_year=school_year)
        if sorted(row.tracks) == tracks
    ]
    kept, gone = there[: len(spans)], there[len(spans) :]
    for row in gone:
        row.delete()
    _make_room(kept)
    rows = [
        *kept,
        *(
            LearningPeriod(school=school, school_year=school_year, tracks=tracks)
            for _span in spans[len(kept) :]
        ),
    ]
    for row, span in zip(rows, spans, strict=True):
        row.label, row.first_day, row.last_day = span.label, span.first_day, span.last_day
        row.save()
    trail.record("schools.period.plan", school, by=by, year=school_year, number=len(rows))
    return rows


def _make_room(rows: list[LearningPeriod]) -> None:
    """Names may swap places, and each is there once a year."""
    for row in rows:
        LearningPeriod.objects.filter(pk=row.pk).update(label=f"\x20{row.pk}")


def _check(spans: list[Span], school_year: str) -> None:
    labels: set[str] = set()
    for number, span in enumerate(spans):
        if not span.label.strip():
            raise PeriodRefused(_("Give each period a name."), "label")
        if span.label.casefold() in labels:
            raise PeriodRefused(_("Two periods are called “%(label)s”.") % {"label": span.label})
        labels.add(span.label.casefold())
        check_dates(span.first_day, span.last_day, school_year)
        if number and span.first_day <= spans[number - 1].last_day:
            raise PeriodRefused(
                _("“%(this)s” begins before “%(other)s” ends.")
                % {"this": span.label, "other": spans[number - 1].label}
            )


def _school_weeks(school_year: str, holiday_region: str) -> list[dt.date]:
    """The Mondays of the weeks in which there is school, from the first after summer."""
    start, end = bounds(school_year)
    holidays = SchoolHoliday.objects.in_region(holiday_region).overlapping(start, end)
    off = list(holidays.values_list("first_day", "last_day"))
    day, weeks = start + (7 - start.weekday()) % 7 * A_DAY, []
    while day + FRIDAY <= end:
        if not any(first <= day and day + FRIDAY <= last for first, last in off):
            weeks.append(day)
        day += A_WEEK
    summer_before = [last for first, last in off if first <= start + 6 * A_WEEK and last >= start]
    opens = max(summer_before, default=start + 3 * A_WEEK)
    closes = min((first for first, _last in off if first > end - 6 * A_WEEK), default=end)
    return [week for week in weeks if opens < week and week + FRIDAY < closes]


def _at_a_holiday(weeks: list[dt.date], ideal: int) -> int:
    """The cut nearest to ``ideal`` with a week off just before it; ``ideal`` when none is near."""
    for shift in (0, -1, 1):
        cut = ideal + shift
        if 0 < cut < len(weeks) and weeks[cut] - weeks[cut - 1] > A_WEEK:
            return cut
    return ideal
