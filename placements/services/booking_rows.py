"""The row of a request: hold it still, note what happened, give its places back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from employers.services.seats import hold_still, release_places
from placements.models import Booking, BookingStep
from placements.permissions import answers_booking, asks_booking
from portal.core.workflow import TransitionNotAllowed

Side = BookingStep.Side


def lock_booking(booking: Booking, *also: int) -> Booking:
    """The request as it is now, ours until the transaction ends, with its date (and ``also``)."""
    hold_still([*also, *([booking.session_id] if booking.session_id else [])])
    now = (
        Booking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("offer", "employer", "school", "group", "session", "asked_by")
        .get(pk=booking.pk)
    )
    if now.session_id != booking.session_id:
        raise TransitionNotAllowed(
            _("This has changed in the meantime. Nothing was done. Look at the page again.")
        )
    return now


def note_step(booking: Booking, name: str, *, by: Any, note: str = "") -> None:
    """One line of the timeline that both sides read."""
    BookingStep.objects.create(
        booking=booking, name=name, side=_side(booking, by), by=by, note=note.strip()[:600]
    )


def let_go(booking: Booking) -> None:
    """Give the places of the whole group back; a date made for this group alone goes."""
    if booking.session_id is None:
        return
    release_places(booking.session_id, booking.pupils)
    if booking.own_date:
        Session.objects.open().filter(pk=booking.session_id, places_taken=0).update(
            state=Session.State.CANCELLED,
            cancel_reason=_("Made for one group, which does not come."),
            cancelled_at=timezone.now(),
        )


def _side(booking: Booking, by: Any) -> str:
    if by is None:
        return Side.PORTAL
    if asks_booking(by, booking):
        return Side.SCHOOL
    return Side.EMPLOYER if answers_booking(by, booking) else Side.REGION
