"""A school takes places of a date: whether it may, first what is kept for it, then the rest."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from employers.models import Session
from employers.services.seats import NotEnoughPlaces, hold_still, release_places, take_places
from placements.models import Reservation
from placements.openings import open_for
from schools.models import School


class NotOpenForSchool(Exception):
    """The school may not choose this date now; the message says from when, or why not."""


@transaction.atomic
def take_for_school(
    session_id: int, school: School, count: int, *, day: dt.date | None = None
) -> None:
    """Take ``count`` places, all or none; places reserved for the school are used first.

    Call it in the transaction of whatever needs the places: when that fails, they come back.
    Raises NotOpenForSchool or NotEnoughPlaces.
    """
    hold_still([session_id])
    session = Session.objects.select_related("offer__employer").get(pk=session_id)
    opening = open_for(session, school, day)
    if not opening.may:
        if session.is_full:
            raise NotEnoughPlaces(count)
        raise NotOpenForSchool(opening.text)
    if count > opening.places:
        raise NotEnoughPlaces(count)
    if used := min(count, opening.reserved):
        _use_reserved(session_id, school, used)
    take_places(session_id, count)


def _use_reserved(session_id: int, school: School, count: int) -> None:
    rows = Reservation.objects.filter(session=session_id, school=school, left__gte=count)
    if not rows.update(left=F("left") - count):
        raise NotEnoughPlaces(count)
    release_places(session_id, count)
