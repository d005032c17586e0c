"""A place after publishing, for a pupil whose date fell away: definite at once, and told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.services.seats import NotEnoughPlaces, take_places
from placements.models import Placement, Reflection, Round, RoundSession
from placements.permissions import coordinates_round
from placements.services.announcements import tell_late_place
from placements.services.locks import lock_round
from placements.services.review import (
    ReviewRefused,
    by_hand,
    choose_for_pupil,
    count_missing,
    refusal_text,
)
from portal.audit.trail import record
from schools.models import Student


@transaction.atomic
def place_late(
    round_: Round, student: Student, session_id: int, *, by: Any, confirmed: bool = False
) -> Placement:
    """Take one seat of a date of the round. Raises ReviewRefused or NeedsConfirmation."""
    if not coordinates_round(by, round_):
        raise PermissionDenied
    round_ = lock_round(round_.pk)
    if round_.state != Round.State.PUBLISHED:
        raise ReviewRefused(_("The round has changed in the meantime. Nothing was done."))
    choice = choose_for_pupil(round_, student, session_id, confirmed=confirmed)
    _take_seat(round_, session_id)
    placement = Placement.objects.create(
        round=round_,
        student=student,
        session_id=session_id,
        state=Placement.State.PUBLISHED,
        published_at=timezone.now(),
        **by_hand(choice),
    )
    Reflection.objects.create(placement=placement)
    count_missing(round_, student, -1)
    record("placements.placement.place", placement, by=by, session=session_id)
    tell_late_place(placement)
    return placement


def _take_seat(round_: Round, session_id: int) -> None:
    try:
        take_places(session_id, 1)
    except NotEnoughPlaces as error:
        raise ReviewRefused(refusal_text("full")) from error
    row = RoundSession.objects.get(round=round_, session=session_id)
    row.held += 1
    row.places = max(row.places, row.held)
    row.save(update_fields=["held", "places"])
