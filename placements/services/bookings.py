"""What a school does with a request for a group: ask, take another date, ask again, take back.

Locks come in one order: the employer, its dates by number, the request.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from employers.models import Offer, Session
from placements.models import Booking
from placements.models.booking import Wish
from placements.permissions import asks_booking
from placements.services.booking_checks import BookingRefused, refuse_faults, refuse_wishes
from placements.services.booking_messages import asking_of, tell_employer, tell_school
from placements.services.booking_queue import hold_queue, release_waiting, send_or_queue
from placements.services.booking_rows import let_go, lock_booking, note_step
from placements.services.load import lock_employer
from placements.tasks import release_queue
from placements.visit_care import needs_of_group
from placements.workflow import BOOKING_WORKFLOW
from portal.audit.trail import record
from schools.models import Group

__all__ = ["BookingRefused", "Request", "agree", "ask_again", "ask_for_group", "withdraw"]


@dataclass(frozen=True)
class Request:
    """What a school asks: a date of the employer, or the days that would suit."""

    group: Group
    pupils: int
    session: Session | None = None
    wishes: tuple[Wish, ...] = ()
    adults: int = 1
    year: int | None = None
    track: str = ""
    message: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@transaction.atomic
def ask_for_group(offer: Offer, request: Request, *, by: Any) -> Booking:
    """Ask the employer, or wait in its queue when it has been asked enough.

    Raises BookingRefused with a sentence for the form, PermissionDenied for a group of others.
    """
    booking = _new(offer, request, by)
    if not asks_booking(by, booking):
        raise PermissionDenied
    employer = lock_employer(offer.employer_id)
    hold_queue(employer, *([request.session.pk] if request.session else []))
    refuse_faults(offer, booking)
    release_waiting(employer)  # who waited longer goes first
    booking.save(force_insert=True)
    record("placements.booking.ask", booking, by=by)
    note_step(booking, "ask", by=by)
    send_or_queue(booking, fresh=True)
    return booking


@transaction.atomic
def agree(booking: Booking, *, by: Any) -> Booking:
    """The other date suits the school: agreed."""
    booking = lock_booking(booking)
    BOOKING_WORKFLOW.apply("agree", booking, by=by, answered_at=timezone.now())
    record("placements.booking.agree", booking, by=by)
    note_step(booking, "agree", by=by)
    _tell_both(booking, "placements.booking_agreed")
    return booking


@transaction.atomic
def ask_again(booking: Booking, wishes: tuple[Wish, ...], *, by: Any, note: str = "") -> Booking:
    """The other date does not suit: give it back and name other days. Counts as a new question."""
    lock_employer(booking.employer_id)
    booking = lock_booking(booking)
    if not asks_booking(by, booking):
        raise PermissionDenied
    refuse_wishes(booking.offer, booking.school, wishes, group=booking.group)
    let_go(booking)
    BOOKING_WORKFLOW.apply(
        "ask_again",
        booking,
        by=by,
        session=None,
        own_date=False,
        on_day=None,
        wishes=as_json(wishes),
        queued_at=timezone.now(),
    )
    record("placements.booking.ask_again", booking, by=by)
    note_step(booking, "ask_again", by=by, note=note)
    send_or_queue(booking, fresh=True)
    return booking


@transaction.atomic
def withdraw(booking: Booking, *, by: Any, note: str = "") -> Booking:
    """The school takes it back before anything was agreed."""
    booking = lock_booking(booking)
    asked = booking.state != Booking.State.QUEUED
    held = booking.state in Booking.HOLDING
    BOOKING_WORKFLOW.apply("withdraw", booking, by=by, answered_at=timezone.now())
    if held:
        let_go(booking)
    record("placements.booking.withdraw", booking, by=by)
    note_step(booking, "withdraw", by=by, note=note)
    if asked:
        tell_employer(
            booking, "placements.booking_withdrawn", occasion=asking_of(booking), note=note
        )
    free_queue(booking)
    return booking


def free_queue(booking: Booking) -> None:
    """Something came free: after the commit, because the employer is locked before anything."""
    transaction.on_commit(partial(release_queue.delay, booking.employer_id), robust=True)


def as_json(wishes: tuple[Wish, ...]) -> list[dict]:
    return [{"day": wish.day.isoformat(), "part": wish.part} for wish in wishes]


def _tell_both(booking: Booking, kind: str) -> None:
    tell_school(booking, kind, occasion=asking_of(booking))
    tell_employer(booking, kind, occasion=asking_of(booking))


def _new(offer: Offer, request: Request, by: Any) -> Booking:
    return Booking(
        offer=offer,
        employer_id=offer.employer_id,
        school_id=request.group.school_id,
        group=request.group,
        session=request.session,
        on_day=timezone.localdate(request.session.starts_at) if request.session else None,
        wishes=as_json(request.wishes),
        pupils=request.pupils,
        adults=request.adults,
        year=request.year,
        track=request.track,
        needs=needs_of_group(request.group.pk, request.pupils),
        message=request.message.strip(),
        contact_name=request.contact_name.strip(),
        contact_phone=request.contact_phone.strip(),
        asked_by=by,
        queued_at=timezone.now(),
    )
