"""What an employer does with a request, from its desk or by the link in a mail; how it ends."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Offer, Session
from employers.services.seats import take_places
from employers.services.sessions import add_session
from placements.models import Booking
from placements.permissions import answers_booking, asks_booking
from placements.services.booking_checks import BookingRefused
from placements.services.booking_messages import asking_of, tell_employer, tell_school
from placements.services.booking_rows import let_go, lock_booking, note_step
from placements.services.bookings import free_queue
from placements.workflow import BOOKING_WORKFLOW
from portal.audit.trail import record
from portal.core.workflow import TransitionNotAllowed

UNANSWERED = {Booking.State.REQUESTED, Booking.State.SEEN}


@dataclass(frozen=True)
class Moment:
    """A date of the employer, or a new one for this group alone."""

    session: Session | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


@transaction.atomic
def see(booking: Booking, *, by: Any) -> Booking:
    """Somebody at the company has opened it; the school may know. Later looks change nothing."""
    if booking.state != Booking.State.REQUESTED or not answers_booking(by, booking):
        return booking
    booking = lock_booking(booking)
    if booking.state == Booking.State.REQUESTED:
        BOOKING_WORKFLOW.apply("see", booking, by=by)
        note_step(booking, "see", by=by)
    return booking


@transaction.atomic
def accept(booking: Booking, *, by: Any, moment: Moment | None = None, note: str = "") -> Booking:
    """The group may come: on the date asked for, or on ``moment``, one of the days that suit."""
    booking = lock_booking(booking)
    if booking.session_id is None:
        _require_unanswered(booking, by)
        if moment is None or moment.starts_at is None:
            raise BookingRefused(_("Choose one of the days, with a time."), "day")
        day = timezone.localdate(moment.starts_at)
        if day not in {wish.day for wish in booking.wished}:
            raise BookingRefused(_("The school did not name this day. Offer it instead."), "day")
        _settle_on(booking, moment, by=by)
    BOOKING_WORKFLOW.apply("accept", booking, by=by, answered_at=timezone.now())
    record("placements.booking.accept", booking, by=by)
    note_step(booking, "accept", by=by, note=note)
    tell_school(booking, "placements.booking_agreed", occasion=asking_of(booking), note=note)
    tell_employer(booking, "placements.booking_agreed", occasion=asking_of(booking), note=note)
    return booking


@transaction.atomic
def offer_other(booking: Booking, moment: Moment, *, by: Any, note: str = "") -> Booking:
    """Not then, but then: the places move to the other date, and the school decides."""
    also = [moment.session.pk] if moment.session else []
    booking = lock_booking(booking, *also)
    _require_unanswered(booking, by)
    if moment.session and moment.session.pk == booking.session_id:
        raise BookingRefused(_("This is the date the school asked for. You can accept it."), "when")
    let_go(booking)
    booking.session, booking.own_date = None, False
    _settle_on(booking, moment, by=by)
    BOOKING_WORKFLOW.apply("offer_other", booking, by=by, answered_at=timezone.now())
    record("placements.booking.offer_other", booking, by=by)
    note_step(booking, "offer_other", by=by, note=note)
    occasion = f"{asking_of(booking)} {booking.session_id}"
    tell_school(booking, "placements.booking_other_date", occasion=occasion, note=note)
    return booking


@transaction.atomic
def decline(booking: Booking, *, by: Any, reason: str, note: str = "") -> Booking:
    """No, with one of the closed reasons and a sentence if one likes."""
    if reason not in Booking.Reason.values:
        raise BookingRefused(_("Choose a reason. The school reads it."), "reason")
    booking = lock_booking(booking)
    BOOKING_WORKFLOW.apply("decline", booking, by=by, reason=reason, answered_at=timezone.now())
    let_go(booking)
    record("placements.booking.decline", booking, by=by, reason=reason)
    note_step(booking, "decline", by=by, note=note)
    why = str(booking.get_reason_display())
    tell_school(
        booking, "placements.booking_declined", occasion=asking_of(booking), reason=why, note=note
    )
    free_queue(booking)
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by: Any, note: str) -> Booking:
    """Call off what was agreed. Either side may; the other one reads why."""
    if not note.strip():
        raise BookingRefused(_("Say why. The other side reads it."), "note")
    booking = lock_booking(booking)
    if booking.session and booking.session.is_past:
        raise BookingRefused(_("This date has been. It cannot be called off."))
    BOOKING_WORKFLOW.apply("cancel", booking, by=by)
    let_go(booking)
    record("placements.booking.cancel", booking, by=by)
    note_step(booking, "cancel", by=by, note=note)
    who = booking.school.name if asks_booking(by, booking) else booking.employer.name
    for tell in (tell_school, tell_employer):
        tell(
            booking, "placements.booking_cancelled", occasion=asking_of(booking), note=note, who=who
        )
    free_queue(booking)
    return booking


@transaction.atomic
def finish(booking: Booking, *, by: Any) -> Booking:
    """The group was there."""
    return _close(booking, "finish", "placements.booking.finish", by=by)


@transaction.atomic
def miss(booking: Booking, *, by: Any) -> Booking:
    """The group did not come, and nobody had said so; the school hears that it was noted."""
    booking = _close(booking, "miss", "placements.booking.miss", by=by)
    tell_school(booking, "placements.booking_missed", occasion=asking_of(booking))
    return booking


@transaction.atomic
def fall_away(session: Session, *, by: Any, why: str) -> int:
    """The date itself is off: every request on it ends, the schools hear it. Called by receivers,
    which hold the date already."""
    fallen = 0
    for booking in Booking.objects.running().filter(session=session).order_by("pk"):
        _fall_away(booking, by=by, why=why)
        fallen += 1
    return fallen


@transaction.atomic
def follow_new_date(session: Session, *, by: Any) -> None:
    """The date has another time or place: requests stay, and count on the new day."""
    day = timezone.localdate(session.starts_at)
    for booking in (
        Booking.objects.running().filter(session=session).exclude(state=Booking.State.QUEUED)
    ):
        row = lock_booking(booking)
        Booking.objects.filter(pk=row.pk).update(on_day=day)
        note_step(row, "move", by=by)
        tell_school(row, "placements.booking_moved", occasion=timezone.now().isoformat())


@transaction.atomic
def stop_requests(offer: Offer, *, by: Any, why: str, keep_agreed: bool = False) -> int:
    """The offer is withdrawn: requests without a date, or with one to come, end.

    ``keep_agreed``: it is only paused, so what is agreed goes on.
    """
    open_ones = (
        Booking.objects.running()
        .filter(offer=offer)
        .exclude(session__starts_at__lte=timezone.now())
    )
    if keep_agreed:
        open_ones = open_ones.exclude(state=Booking.State.CONFIRMED)
    for booking in open_ones.order_by("session", "pk"):
        _fall_away(booking, by=by, why=why)
    return len(open_ones)


def _fall_away(booking: Booking, *, by: Any, why: str) -> None:
    booking = lock_booking(booking)
    asked = booking.state != Booking.State.QUEUED
    BOOKING_WORKFLOW.apply("fall_away", booking, by=None)
    if asked and booking.session_id:
        let_go(booking)
    record("placements.booking.fall_away", booking, by=by)
    note_step(booking, "cancel", by=by, note=why)
    who = booking.employer.name
    tell_school(
        booking, "placements.booking_cancelled", occasion=asking_of(booking), note=why, who=who
    )
    free_queue(booking)


def _settle_on(booking: Booking, moment: Moment, *, by: Any) -> None:
    """Take the places of the whole group on that date, which may have to be made first."""
    session = moment.session or _make_date(booking, moment, by)
    if session.offer_id != booking.offer_id:
        raise BookingRefused(_("This date belongs to another activity."), "when")
    take_places(session.pk, booking.pupils)
    session.refresh_from_db(fields=["places_taken"])
    booking.session, booking.own_date = session, moment.session is None
    booking.on_day = timezone.localdate(session.starts_at)
    booking.save(update_fields=["session", "own_date", "on_day"])


def _make_date(booking: Booking, moment: Moment, by: Any) -> Session:
    if moment.starts_at is None or moment.ends_at is None:
        raise BookingRefused(_("Fill in a day, a begin and an end."), "day")
    session = Session(
        offer=booking.offer,
        starts_at=moment.starts_at,
        ends_at=moment.ends_at,
        min_places=1,
        max_places=booking.pupils,
    )
    return add_session(session, by=by)


def _require_unanswered(booking: Booking, by: Any) -> None:
    """Before a date is made for it: the guarded UPDATE at the end would undo it, with less help."""
    if not answers_booking(by, booking):
        raise PermissionDenied
    if booking.state not in UNANSWERED:
        raise TransitionNotAllowed(_("This request has been answered or has ended already."))


def _close(booking: Booking, name: str, action: str, *, by: Any) -> Booking:
    booking = lock_booking(booking)
    if not booking.session or not booking.session.is_past:
        raise BookingRefused(_("This date is still to come."))
    BOOKING_WORKFLOW.apply(name, booking, by=by)
    record(action, booking, by=by)
    note_step(booking, name, by=by)
    return booking
