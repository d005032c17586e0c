"""What time does to requests: two reminders, an end when nobody answers, done when it has been.

Counted in working days of the school's region: in its holidays nobody is reminded.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import limits_of
from placements.models import Booking
from placements.services.booking_messages import (
    asking_of,
    remind_employer,
    tell_employer,
    tell_school,
)
from placements.services.booking_rows import let_go, lock_booking, note_step
from placements.services.bookings import free_queue
from placements.workflow import BOOKING_WORKFLOW
from portal.audit.trail import record
from portal.core.workflow import TransitionNotAllowed
from portal.reference.workdays import is_working_day, working_days_between

State = Booking.State
REMINDERS = (3, 7)  # working days after asking
LAST = 15
LAST_CHANCE = dt.timedelta(days=1)
DONE_AFTER = dt.timedelta(days=7)
MOST_AT_ONCE = 500


def remind_and_expire(now: dt.datetime | None = None) -> int:
    """Every request that waits for somebody; returns how many were reminded or ended."""
    today = timezone.localdate(now)
    waiting = Booking.objects.filter(state__in=[State.REQUESTED, State.SEEN, State.OTHER])
    rows = waiting.select_related("school", "employer__load_budget", "session").order_by("pk")
    return sum(_look_at(booking, today) for booking in rows[:MOST_AT_ONCE])


def finish_past(now: dt.datetime | None = None) -> int:
    """A week after the day, what nobody spoke about has simply been."""
    now = now or timezone.now()
    been = Booking.objects.filter(state=State.CONFIRMED, session__ends_at__lte=now - DONE_AFTER)
    rows = list(been.order_by("pk")[:MOST_AT_ONCE])
    for booking in rows:
        with transaction.atomic():
            row = lock_booking(booking)
            if row.state != State.CONFIRMED:
                continue
            BOOKING_WORKFLOW.apply("finish", row, by=None)
            record("placements.booking.finish", row, by=None)
            note_step(row, "finish", by=None)
    return len(rows)


@transaction.atomic
def expire(booking: Booking, *, why: str) -> bool:
    """Nobody answered in time: the places come free, both sides hear it. False: just answered."""
    try:
        booking = lock_booking(booking)
        BOOKING_WORKFLOW.apply("expire", booking, by=None, answered_at=timezone.now())
    except TransitionNotAllowed:
        return False
    let_go(booking)
    record("placements.booking.expire", booking, by=None)
    note_step(booking, "expire", by=None, note=why)
    tell_school(booking, "placements.booking_expired", occasion=asking_of(booking), note=why)
    tell_employer(
        booking,
        "placements.booking_lapsed",
        occasion=asking_of(booking),
        url=reverse("placements:load-budgets"),
    )
    free_queue(booking)
    return True


def days_waiting(booking: Booking, today: dt.date) -> int:
    """Working days since the question, or since the other date was offered."""
    since = booking.answered_at if booking.state == State.OTHER else booking.requested_at
    region = booking.school.holiday_region
    return working_days_between(timezone.localdate(since), today, region)


def _look_at(booking: Booking, today: dt.date) -> bool:
    if booking.last_day and booking.last_day - today <= LAST_CHANCE:
        return expire(booking, why=_("The day came too near without an answer."))
    waited = days_waiting(booking, today)
    if waited >= LAST:
        return expire(booking, why=_("There was no answer within 15 working days."))
    if booking.state == State.OTHER or not is_working_day(today, booking.school.holiday_region):
        return False
    return _remind(booking, waited, today)


@transaction.atomic
def _remind(booking: Booking, waited: int, today: dt.date) -> bool:
    """The guarded count makes it once, however often this runs."""
    due = sum(waited >= days for days in REMINDERS)
    if booking.reminders >= due or today.month in limits_of(booking.employer).quiet_months:
        return False
    unanswered = Booking.objects.unanswered().filter(pk=booking.pk, reminders__lt=due)
    if not unanswered.update(reminders=due):
        return False
    booking.reminders = due
    remind_employer(booking, days=REMINDERS[due - 1])
    note_step(booking, "remind", by=None)
    return True
