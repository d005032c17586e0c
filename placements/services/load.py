"""May this employer be asked for something? One function decides, and it sends the question itself.

All that mails an employer a request goes through ``ask``: bookings, calls, whatever comes. It holds
the employer still, so that of two schools at once only one takes the last room of the month.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from employers.models import Employer, Limits, limits_of
from placements.load import Usage, activity_days, month_of, usage_of
from placements.models import Booking, EmployerAsk
from placements.queries import employer_users
from portal.accounts.models import User
from portal.notifications.services import notify

WEEK = dt.timedelta(weeks=1)
# The kinds of message that ask an employer for something. They count; nothing else sends them.
ASKING = {"placements.booking_requested", "placements.calls_digest"}


class Why(StrEnum):
    """What stands in the way."""

    NOTHING = ""
    QUIET = "quiet"  # the employer hears nothing this month
    REQUESTS = "requests"  # it has been asked often enough this month
    QUIET_DAY = "quiet_day"  # none of the days lies outside its quiet months
    ACTIVITIES = "activities"
    PUPILS = "pupils"
    REST = "rest"


@dataclass(frozen=True)
class Plan:
    """What is asked: ``pupils`` on one of ``days``. Without days it is a question only.

    ``own_date``: the employer itself put the day in the catalogue. That is an invitation, so what
    it did not limit itself is not limited for that day.
    """

    days: tuple[dt.date, ...] = ()
    pupils: int = 0
    own_date: bool = False


@dataclass(frozen=True)
class Room:
    """Whether there is room; ``day`` is the first of the days that fits."""

    why: Why = Why.NOTHING
    day: dt.date | None = None

    @property
    def free(self) -> bool:
        return self.why == Why.NOTHING


def lock_employer(employer_id: int) -> Employer:
    """The employer as it is now, ours until the transaction ends. Comes before any other lock."""
    rows = Employer.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("load_budget").get(pk=employer_id)


def room_for(employer: Employer, plan: Plan, *, today: dt.date | None = None) -> Room:
    """Whether ``employer`` may be asked for ``plan`` today. Only ``ask`` makes it certain."""
    today = today or timezone.localdate()
    limits = limits_of(employer)
    if today.month in limits.quiet_months:
        return Room(Why.QUIET)
    if EmployerAsk.objects.filter(employer=employer, month=month_of(today)).count() >= (
        limits.requests
    ):
        return Room(Why.REQUESTS)
    found = [Room(_why_not(employer, limits, plan, day), day) for day in plan.days]
    return next((room for room in found if room.free), found[0] if found else Room())


@transaction.atomic
def ask(  # noqa: PLR0913
    employer_id: int,
    *,
    kind: str,
    about: Any,
    link: Callable[[User], str],
    occasion: str,
    plan: Plan = Plan(),
    booking: Booking | None = None,
    **context: Any,
) -> Room:
    """Mail the people of the employer a request, when its budget has room; else mail nothing.

    ``link`` gives each person an address of their own. The answer says what stood in the way.
    """
    if kind not in ASKING:
        raise ValueError(f"{kind} is not in ASKING: the load budget would not know it")
    employer = lock_employer(employer_id)
    today = timezone.localdate()
    room = room_for(employer, plan, today=today)
    if not room.free:
        return room
    EmployerAsk.objects.create(employer=employer, month=month_of(today), kind=kind, booking=booking)
    for person in employer_users([employer_id]):
        notify([person], kind=kind, about=about, occasion=occasion, url=link(person), **context)
    return room


def _why_not(employer: Employer, limits: Limits, plan: Plan, day: dt.date) -> Why:
    if day.month in limits.quiet_months:
        return Why.QUIET_DAY
    counted = limits.own if plan.own_date else {"activities", "pupils", "rest_weeks"}
    usage = usage_of(employer.pk, month_of(day))
    if why := _over(counted, limits, usage, plan):
        return why
    if "rest_weeks" in counted and _no_rest(employer, limits, day):
        return Why.REST
    return Why.NOTHING


def _over(counted, limits: Limits, usage: Usage, plan: Plan) -> Why:
    if "activities" in counted and usage.activities + 1 > limits.activities:
        return Why.ACTIVITIES
    # One group is always possible, unless the employer itself said that it is too many.
    first = not usage.pupils and "pupils" not in limits.own
    if "pupils" in counted and usage.pupils + plan.pupils > limits.pupils and not first:
        return Why.PUPILS
    return Why.NOTHING


def _no_rest(employer: Employer, limits: Limits, day: dt.date) -> bool:
    """Something is on within so many weeks before or after; the same week is the same effort."""
    if not limits.rest_weeks:
        return False
    monday = day - dt.timedelta(days=day.weekday())
    reach = WEEK * limits.rest_weeks
    busy = activity_days(employer.pk, monday - reach, monday + reach + WEEK)
    return any(not monday <= other < monday + WEEK for other in busy)
