"""Many dates in one go: what would be made and what is left out, making them, the later ones."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.day_checks import months_without_dates, what_to_mind, why_not
from employers.models import DateSeries, Offer, Session
from employers.permissions import employer_or_region
from employers.recurrence import Rule, days_of
from employers.services.sessions import (
    EDITABLE,
    FURTHEST,
    SessionProblem,
    cancel_session,
    change_session,
    problems_of,
)
from portal.accounts.models import User
from portal.audit import trail
from portal.core.formats import long_date

MOST_DATES = 60
ONE_DAY = dt.timedelta(days=1)
# What a date of a series takes over from the one that is filled in.
ALIKE = tuple(name for name in EDITABLE if name not in {"starts_at", "ends_at"})


@dataclass(frozen=True)
class Planned:
    """One day of the rule: made, or left out because of ``problem``; ``mind`` is only a warning."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    problem: str = ""
    mind: str = ""

    @property
    def key(self) -> str:
        return timezone.localdate(self.starts_at).isoformat()


def plan_series(offer: Offer, rule: Rule, start: dt.time, end: dt.time) -> list[Planned]:
    """All days of the rule in order, at these hours here: ten o'clock stays ten o'clock.

    ``rule.times`` counts the dates that can be made. At most MOST_DATES of them.
    """
    now = timezone.now()
    months = months_without_dates(offer)
    taken = _moments_taken(offer)
    most = min(rule.times or MOST_DATES, MOST_DATES)
    planned: list[Planned] = []
    made = 0
    for day in days_of(rule, timezone.localdate(now + FURTHEST) - ONE_DAY):
        if made >= most or len(planned) >= 3 * MOST_DATES:
            break
        starts_at, ends_at = _at(day, start), _at(day, end)
        problem = why_not(day, months)
        if starts_at <= now:
            problem = _("This day has been.")
        elif starts_at in taken:
            problem = _("You have a date at this moment already.")
        planned.append(Planned(starts_at, ends_at, problem, what_to_mind(day)))
        made += not problem
    return planned


@transaction.atomic
def make_series(
    pattern: Session, rule: Rule, *, by: User, left_out: Collection[str] = ()
) -> list[Session]:
    """Make all dates of the rule like the unsaved ``pattern``, except the days in ``left_out``.

    Raises SessionProblem when the pattern is not right or no date is left.
    """
    offer = pattern.offer
    if not employer_or_region(by, offer):
        raise PermissionDenied
    Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)  # two clicks: one after another
    start, end = (timezone.localtime(m).time() for m in (pattern.starts_at, pattern.ends_at))
    planned = [
        plan
        for plan in plan_series(offer, rule, start, end)
        if not plan.problem and plan.key not in left_out
    ]
    if not planned:
        raise SessionProblem({"day": _("None of these days can be a date. Choose other days.")})
    _refuse_places(pattern, planned[0])
    series = DateSeries.objects.create(
        offer=offer,
        rhythm=rule.rhythm,
        weekdays=sorted(rule.weekdays),
        first_day=rule.first_day,
        last_day=rule.last_day,
        times=rule.times,
    )
    alike = {name: getattr(pattern, name) for name in ALIKE}
    sessions = Session.objects.bulk_create(
        Session(offer=offer, series=series, starts_at=plan.starts_at, ends_at=plan.ends_at, **alike)
        for plan in planned
    )
    trail.record("employers.series.make", series, by=by, dates=len(sessions))
    return sessions


def later_ones(session: Session) -> list[Session]:
    """This date and the later ones of its series that are still open; itself alone without one."""
    if session.series_id is None:
        return [session]
    rows = Session.objects.open().filter(series=session.series_id, starts_at__gte=session.starts_at)
    return list(rows.select_related("offer__employer").order_by("starts_at", "pk"))


@transaction.atomic
def cancel_later(session: Session, *, by: User, reason: str) -> int:
    """Call this date and all later ones of its series off. Returns how many."""
    dates = later_ones(session)
    for date in dates:
        cancel_session(date, by=by, reason=reason)
    return len(dates)


@transaction.atomic
def change_later(session: Session, *, by: User, reason: str = "") -> int:
    """Carry the changes of ``session`` over to all later dates of its series.

    They move by as many days, to the same hours. Raises SessionProblem that says which date does
    not fit; then nothing has changed.
    """
    before = Session.objects.get(pk=session.pk)
    days = timezone.localdate(session.starts_at) - timezone.localdate(before.starts_at)
    start, end = (timezone.localtime(m).time() for m in (session.starts_at, session.ends_at))
    dates = later_ones(before)
    # The last one first when they move on, so that no date meets the next one on its way.
    for date in sorted(dates, key=lambda d: d.starts_at, reverse=days >= ONE_DAY):
        day = timezone.localdate(date.starts_at)
        date.starts_at, date.ends_at = _at(day + days, start), _at(day + days, end)
        for name in ALIKE:
            setattr(date, name, getattr(session, name))
        try:
            change_session(date, by=by, reason=reason)
        except SessionProblem as problem:
            if "reason" in problem.problems:
                raise
            raise SessionProblem({"day": f"{long_date(day)}: {problem}"}) from problem
    return len(dates)


def _moments_taken(offer: Offer) -> set[dt.datetime]:
    return set(offer.sessions.open().upcoming().values_list("starts_at", flat=True))


def _refuse_places(pattern: Session, first: Planned) -> None:
    pattern.starts_at, pattern.ends_at = first.starts_at, first.ends_at
    if problems := problems_of(pattern):
        raise SessionProblem(problems)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


def count_made(planned: Iterable[Planned]) -> int:
    return sum(not plan.problem for plan in planned)
