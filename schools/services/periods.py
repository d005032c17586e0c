"""Learning periods: the school's own parts of the year. They do not overlap."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.formats import date_span
from portal.core.school_year import bounds
from schools.models import LearningPeriod, School
from schools.permissions import coordinates


class PeriodRefused(Exception):
    """These dates cannot be; ``field`` is where the mistake is."""

    def __init__(self, message: str, field: str = "first_day"):
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_period(period: LearningPeriod, *, by: User) -> LearningPeriod:
    """Add or change a period. Raises PeriodRefused."""
    if not coordinates(by, period):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=period.school_id)
    _check(period)
    action = "schools.period.change" if period.pk else "schools.period.create"
    period.save()
    trail.record(action, period, by=by)
    return period


@transaction.atomic
def delete_period(period: LearningPeriod, *, by: User) -> None:
    """Rounds of this period stay, without a period."""
    if not coordinates(by, period):
        raise PermissionDenied
    trail.record("schools.period.delete", period.school, by=by, label=period.label)
    period.delete()


def check_dates(first_day: datetime.date, last_day: datetime.date, school_year: str) -> None:
    """Raises PeriodRefused for days in the wrong order or outside the school year."""
    if last_day < first_day:
        raise PeriodRefused(_("The last day is before the first day."), "last_day")
    start, end = bounds(school_year)
    if first_day < start or last_day > end:
        raise PeriodRefused(
            _("This falls outside school year %(year)s: %(span)s.")
            % {"year": school_year, "span": date_span(start, end)},
            "first_day" if first_day < start else "last_day",
        )


def _check(period: LearningPeriod) -> None:
    """Periods of one track may lie across those of the whole school: it uses its own then."""
    check_dates(period.first_day, period.last_day, period.school_year)
    period.tracks = sorted(set(period.tracks))
    there = LearningPeriod.objects.filter(school=period.school_id).exclude(pk=period.pk)
    others = [row for row in there if _side_by_side(row, period)]
    _refuse_same_name(period, others)
    for other in others:
        if other.first_day <= period.last_day and other.last_day >= period.first_day:
            raise PeriodRefused(
                _("These days overlap “%(label)s”: %(span)s.")
                % {"label": other.label, "span": date_span(other.first_day, other.last_day)}
            )


def _side_by_side(one: LearningPeriod, other: LearningPeriod) -> bool:
    """Both for the whole school, or with a track in common."""
    return one.tracks == other.tracks or bool({*one.tracks} & {*other.tracks})


def _refuse_same_name(period: LearningPeriod, others: list[LearningPeriod]) -> None:
    same_year = (row for row in others if row.school_year == period.school_year)
    if any(row.label.casefold() == period.label.casefold() for row in same_year):
        raise PeriodRefused(_("There is a period with this name in this year already."), "label")
