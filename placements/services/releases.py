"""When a date or a pupil falls away: places come free, everybody is told, nobody is forgotten."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from employers.models import Session
from employers.services.seats import hold_still
from placements.models import Placement, Reflection, Round, RoundSession, Unplaced, WishList
from placements.services.announcements import tell_head_count, tell_moved, tell_released
from placements.services.locks import lock_dates
from placements.services.publishing import double_booked
from placements.services.round_sessions import give_back
from portal.audit.trail import record
from schools.models import Student

State = Placement.State
CANCELLED = "session_cancelled"
MOVED = "session_moved"


@transaction.atomic
def release_session(session: Session, *, by: Any, reason: str = CANCELLED) -> int:
    """Nobody goes to this date any more. Returns how many places came free; twice is once."""
    hold_still([session.pk])
    places = _current(session)
    tell_released(session, places, occasion=reason)
    _release(places, by=by, reason=reason)
    for row in RoundSession.objects.filter(session=session, held__gt=0):
        give_back(row, row.held)
    return len(places)


@transaction.atomic
def follow_new_time(session: Session, *, by: Any) -> int:
    """The date has another time: who can come keeps the place, who cannot is released."""
    hold_still([session.pk])
    places = _current(session)
    published = [p for p in places if p.state == State.PUBLISHED]
    # Each pupil is compared with the other places only, so this one is left out of the query.
    busy = double_booked(published, beside=session.pk)
    clash = [p for p in published if p.student_id in busy]
    tell_moved(session, [p for p in places if p not in clash])
    occasion = f"{MOVED} {session.starts_at.isoformat()}"
    tell_released(session, clash, occasion=occasion)
    _release(clash, by=by, reason=MOVED)
    _give_back_each(clash)
    return len(clash)


@transaction.atomic
def release_student(student: Student, *, by: Any) -> int:
    """The pupil has left the school: places and wishes in rounds that are not over go."""
    running = _locked_rounds(student.school_id)
    places = list(
        Placement.objects.current()
        .filter(student=student, round__in=running, attendance=None)
        .filter(session__state=Session.State.OPEN)
        .select_related("round__school", "session__offer__employer")
    )
    published = [p for p in places if p.state == State.PUBLISHED and not p.session.is_past]
    _release([p for p in places if p.state == State.PROPOSED] + published, by=by, reason="")
    _give_back_each(published)
    for placement in published:
        tell_head_count(placement.session, placement.round)
    Unplaced.objects.filter(student=student, round__in=running).delete()
    WishList.objects.filter(student=student, round__in=running).delete()
    return len(published)


def _locked_rounds(school_id: int) -> list[Round]:
    """The rounds that are not over, with their dates: nobody publishes one meanwhile."""
    running = Round.objects.filter(school=school_id).exclude(state=Round.State.FINISHED)
    rounds = list(running.select_for_update(no_key=True).order_by("pk"))
    lock_dates(*(round_.pk for round_ in rounds))
    return rounds


def _current(session: Session) -> list[Placement]:
    return list(
        Placement.objects.current()
        .filter(session=session)
        .select_related("round__school", "session")
        .order_by("pk")
    )


def _release(places: Iterable[Placement], *, by: Any, reason: str) -> None:
    """Published places stay as released; a proposal is simply gone. Seats are not moved here."""
    for placement in places:
        record("placements.placement.release", placement, by=by, reason=reason)
        if placement.state == State.PUBLISHED:
            Placement.objects.filter(pk=placement.pk, state=State.PUBLISHED).update(
                state=State.RELEASED
            )
            Reflection.objects.filter(placement=placement, state=Reflection.State.OPEN).delete()
        else:
            Placement.objects.filter(pk=placement.pk, state=State.PROPOSED).delete()
        if reason:
            _miss(placement, reason)


def _miss(placement: Placement, reason: str) -> None:
    """Now this pupil misses a place; the coordinator sees it waiting."""
    row, new = Unplaced.objects.get_or_create(
        round=placement.round,
        student_id=placement.student_id,
        defaults={"missing": 1, "reason": reason, "reason_data": _about(placement)},
    )
    if not new:
        row.missing += 1
        row.reason, row.reason_data = reason, _about(placement)
        row.save(update_fields=["missing", "reason", "reason_data"])


def _about(placement: Placement) -> dict:
    return {"offer": placement.session.offer_id}


def _give_back_each(places: Iterable[Placement]) -> None:
    for placement in places:
        row = RoundSession.objects.filter(
            round=placement.round, session=placement.session, held__gt=0
        ).first()
        if row:
            give_back(row, 1)
