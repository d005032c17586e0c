"""Places kept for one school, and the schools that an employer lets choose first."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, Session
from employers.permissions import employer_or_region
from employers.services.seats import NotEnoughPlaces, hold_still, release_places, take_places
from placements.models import PartnerSchool, Reservation
from placements.queries import coordinators_of
from portal.audit.trail import record
from portal.core.formats import local_day, long_date, moment
from portal.notifications.services import notify
from schools.models import School

MOST_AT_ONCE = 500


class ReservationRefused(Exception):
    """The places cannot be kept; the message says why."""


@transaction.atomic
def reserve(
    session: Session, school: School, places: int, free_on: dt.date, *, by: Any
) -> Reservation:
    """Keep ``places`` for the school until ``free_on``, and tell its coordinators."""
    if not employer_or_region(by, session.offer):
        raise PermissionDenied
    hold_still([session.pk])
    session.refresh_from_db(fields=["state", "starts_at", "places_taken", "max_places"])
    _refuse_faults(session, school, places, free_on)
    try:
        take_places(session.pk, places)
    except NotEnoughPlaces as error:
        raise ReservationRefused(str(error)) from error
    kept = Reservation.objects.create(
        session=session, school=school, places=places, left=places, free_on=free_on
    )
    record("placements.reservation.make", kept, by=by, places=places)
    _tell(kept, "placements.places_reserved")
    return kept


@transaction.atomic
def free(reservation: Reservation, *, by: Any) -> int:
    """What is left falls free for others; ``by`` None is the schedule. Returns how many."""
    if by is not None and not employer_or_region(by, reservation.session.offer):
        raise PermissionDenied
    hold_still([reservation.session_id])
    row = Reservation.objects.select_for_update().get(pk=reservation.pk)
    if row.freed_at:
        return 0
    left = row.left
    release_places(row.session_id, left)
    row.left, row.freed_at = 0, timezone.now()
    row.save(update_fields=["left", "freed_at"])
    record("placements.reservation.free", reservation, by=by, places=left)
    if left:
        _tell(reservation, "placements.reservation_freed", left=left)
    return left


def free_due(today: dt.date | None = None) -> int:
    """Free what nobody used in time; returns how many places came free."""
    today = today or timezone.localdate()
    due = Reservation.objects.filter(freed_at=None).filter(
        Q(free_on__lte=today)
        | Q(session__starts_at__lte=timezone.now())
        | ~Q(session__state=Session.State.OPEN)
    )
    rows = due.select_related("session__offer__employer", "school").order_by("pk")
    return sum(free(row, by=None) for row in rows[:MOST_AT_ONCE])


@transaction.atomic
def free_all_of(session: Session, *, by: Any) -> None:
    """The date is off: nothing is kept any more. Who had places kept is told why elsewhere."""
    rows = Reservation.objects.filter(session=session, freed_at=None)
    for row in rows.select_related("session__offer", "school").order_by("pk"):
        release_places(row.session_id, row.left)
        row.left, row.freed_at = 0, timezone.now()
        row.save(update_fields=["left", "freed_at"])
        record("placements.reservation.free", row, by=by, places=0)
        _tell(row, "placements.reserved_date_cancelled", reason=session.cancel_reason)


@transaction.atomic
def add_partner(employer: Employer, school: School, *, by: Any) -> PartnerSchool:
    """From now on this school may choose first where dates are given out in steps."""
    if not employer_or_region(by, PartnerSchool(employer=employer)):
        raise PermissionDenied
    row, new = PartnerSchool.objects.get_or_create(employer=employer, school=school)
    if new:
        record("placements.partner_school.add", row, by=by)
    return row


@transaction.atomic
def remove_partner(row: PartnerSchool, *, by: Any) -> None:
    if not employer_or_region(by, row):
        raise PermissionDenied
    record("placements.partner_school.remove", row, by=by)
    row.delete()


def _refuse_faults(session: Session, school: School, places: int, free_on: dt.date) -> None:
    if session.state != Session.State.OPEN or session.is_past:
        raise ReservationRefused(_("This date is cancelled or done."))
    if not timezone.localdate() < free_on <= local_day(session.starts_at):
        raise ReservationRefused(
            _("Choose a day after today and not after the date itself (%(day)s).")
            % {"day": long_date(session.starts_at)}
        )
    if Reservation.objects.filter(session=session, school=school, freed_at=None).exists():
        raise ReservationRefused(_("This school has places kept on this date already."))
    if places > session.places_left:
        raise ReservationRefused(
            _("There are %(left)s places left on this date.") % {"left": session.places_left}
        )


def _tell(reservation: Reservation, kind: str, **facts: Any) -> None:
    session = reservation.session
    notify(
        coordinators_of(reservation.school),
        kind=kind,
        about=reservation,
        url=reverse("placements:offer-page", args=[session.offer_id]),
        title=session.offer.title,
        when=moment(session.starts_at, session.ends_at),
        places=reservation.places,
        until=long_date(reservation.free_on),
        **facts,
    )
