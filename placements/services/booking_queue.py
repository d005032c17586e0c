"""The queue of an employer: what waits until it has room, asked in order, never mailed before."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, Offer, limits_of
from employers.services.seats import hold_still
from placements.booking_queue import expected_months
from placements.models import Booking
from placements.openings import open_for
from placements.services.booking_checks import BookingRefused, month_name
from placements.services.booking_links import link_for
from placements.services.booking_messages import facts_of, tell_school
from placements.services.booking_rows import note_step
from placements.services.load import Plan, Room, Why, ask, lock_employer, room_for
from placements.services.places import take_for_school
from placements.workflow import BOOKING_WORKFLOW
from portal.audit.trail import record

SHORTEST_NOTICE = dt.timedelta(days=2)
FOR_A_WHILE = {Why.QUIET, Why.REQUESTS}


def plan_of(booking: Booking, today: dt.date) -> Plan:
    """The days on which it can still be."""
    if booking.session:
        days = [timezone.localdate(booking.session.starts_at)]
    else:
        days = [wish.day for wish in booking.wished]
    return Plan(
        days=tuple(day for day in days if day - today >= SHORTEST_NOTICE),
        pupils=booking.pupils,
        own_date=booking.session_id is not None,
    )


def send_or_queue(booking: Booking, *, fresh: bool = False) -> Room:
    """Ask the employer when there is room. Its row and the date are locked by the caller.

    ``fresh``: somebody sits at the form; a queue that ends after the last day helps nobody.
    """
    now = timezone.now()
    room = ask(
        booking.employer_id,
        kind="placements.booking_requested",
        about=booking,
        occasion=now.isoformat(),
        link=partial(link_for, booking),
        plan=plan_of(booking, timezone.localdate(now)),
        booking=booking,
        **facts_of(booking),
    )
    if not room.free:
        if fresh:
            _refuse_hopeless(booking, room)
        return room
    BOOKING_WORKFLOW.apply(
        "release", booking, by=None, requested_at=now, on_day=room.day, reminders=0
    )
    if booking.session_id:
        take_for_school(booking.session_id, booking.school, booking.pupils)
    note_step(booking, "send", by=None)
    if not fresh:
        record("placements.booking.release", booking, by=None)
        tell_school(booking, "placements.booking_sent", occasion=now.isoformat())
    return room


@transaction.atomic
def release_queue_of(employer_id: int) -> int:
    """Ask for whoever waits, in order, as far as there is room; returns for how many."""
    employer = lock_employer(employer_id)
    hold_queue(employer)
    return release_waiting(employer)


def hold_queue(employer: Employer, *also: int) -> None:
    """Hold the dates still for which anybody waits here, and ``also``, all in one order."""
    waiting = Booking.objects.queued().filter(employer=employer).exclude(session=None)
    hold_still({*waiting.values_list("session", flat=True), *also})


def release_waiting(employer: Employer) -> int:
    """The same, for who holds the employer and its queue still already."""
    sent = 0
    waiting = Booking.objects.queued().filter(employer=employer)
    for booking in waiting.select_related(
        "offer", "employer", "school", "group", "session__offer", "asked_by"
    ):
        if why := _why_hopeless(booking):
            expire_queued(booking, why)
            continue
        room = send_or_queue(booking)
        sent += room.free
        if room.why in FOR_A_WHILE:
            break
    return sent


def release_all_queues() -> int:
    """Every employer with a queue: for the schedule."""
    employers = Booking.objects.filter(state=Booking.State.QUEUED).values_list("employer")
    ids = employers.order_by("employer").distinct()
    return sum(release_queue_of(pk) for (pk,) in ids)


def not_in_that_month(booking: Booking) -> bool:
    """It waits because the company has enough around that day, not because it was asked enough."""
    today = timezone.localdate()
    why = room_for(booking.employer, plan_of(booking, today), today=today).why
    return why not in {*FOR_A_WHILE, Why.NOTHING}


def expire_queued(booking: Booking, why: str) -> None:
    """It cannot be asked any more; the school hears why and finds other activities."""
    BOOKING_WORKFLOW.apply("expire", booking, by=None, answered_at=timezone.now())
    record("placements.booking.expire", booking, by=None)
    note_step(booking, "expire", by=None, note=why)
    tell_school(booking, "placements.booking_expired", occasion="queue", note=why)


def _why_hopeless(booking: Booking) -> str:
    """Why it makes no sense to wait any longer; empty when it does."""
    if not Offer.objects.published().filter(pk=booking.offer_id).exists():
        return _("The company does not offer this at the moment.")
    if not plan_of(booking, timezone.localdate()).days:
        return _("The day you asked for is too near or has passed.")
    if booking.session:
        opening = open_for(booking.session, booking.school)
        if opening.places < booking.pupils:
            return opening.text or _("The date you asked for has too few places left.")
    return ""


def _refuse_hopeless(booking: Booking, room: Room) -> None:
    limits = limits_of(booking.employer)
    if room.why == Why.PUPILS and booking.pupils > limits.pupils:
        text = _("This company receives at most %(most)s pupils a month.")
        raise BookingRefused(text % {"most": limits.pupils}, "pupils")
    if room.why not in FOR_A_WHILE:
        return
    month = expected_months(booking.employer)[booking.pk].month
    if month and booking.last_day and booking.last_day < month:
        raise BookingRefused(
            _(
                "This company has been asked as often as it wants until %(month)s. "
                "Choose a day from %(month)s on."
            )
            % {"month": month_name(month)}
        )
