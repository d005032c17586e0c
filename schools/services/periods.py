"""Learning periods: the school's own parts of the year. They do not overlap."""

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


def _check(period: LearningPeriod) -> None:
    if period.last_day < period.first_day:
        raise PeriodRefused(_("The last day is before the first day."), "last_day")
    start, end = bounds(period.school_year)
    if period.first_day < start or period.last_day > end:
        field = "first_day" if period.first_day < start else "last_day"
        raise PeriodRefused(
            _("This falls outside school year %(year)s: %(span)s.")
            % {"year": period.school_year, "span": date_span(start, end)},
            field,
        )
    others = LearningPeriod.objects.filter(school=period.school_id).exclude(pk=period.pk)
    _refuse_same_name(period, others)
    overlap = others.filter(first_day__lte=period.last_day, last_day__gte=period.first_day).first()
    if overlap:
        raise PeriodRefused(
            _("These days overlap “%(label)s”: %(span)s.")
            % {"label": overlap.label, "span": date_span(overlap.first_day, overlap.last_day)}
        )


def _refuse_same_name(period: LearningPeriod, others) -> None:
    if others.filter(school_year=period.school_year, label__iexact=period.label).exists():
        raise PeriodRefused(_("There is a period with this name in this year already."), "label")
