"""Who was there. Noted on a phone, in the bus, by whoever goes along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from placements.models import Attendance, Placement
from portal.audit.trail import record
from schools.models.student import pupils_with
from schools.permissions import Right


class AttendanceRefused(Exception):
    """Attendance cannot be noted like this; the message says why."""


@dataclass(frozen=True)
class Note:
    """What is noted of one pupil. ``reason`` only goes with absent."""

    status: str
    reason: str = ""


@transaction.atomic
def note_attendance(session: Session, notes: Mapping[int, Note], *, by: Any) -> int:
    """Note the attendance of the placements with these ids; returns how many changed.

    All or nothing. Raises AttendanceRefused, or PermissionDenied for a pupil of somebody else.
    """
    if why := why_not_now(session):
        raise AttendanceRefused(why)
    placements = _placements(session, notes, by)
    before = {
        row.placement_id: (row.status, row.reason)
        for row in Attendance.objects.filter(placement__in=placements)
    }
    rows = []
    for placement in placements:
        note = _checked(notes[placement.pk])
        if before.get(placement.pk) != (note.status, note.reason):
            rows.append(_row(placement, note, by))
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["placement"],
        update_fields=["status", "reason", "noted_by", "noted_at"],
    )
    if rows:
        record("placements.attendance.note", session, by=by, pupils=len(rows))
    return len(rows)


@transaction.atomic
def note_all_present(session: Session, notes: Mapping[int, Note] | None = None, *, by: Any) -> int:
    """Everyone of whom nothing is noted yet is present; ``notes`` come first."""
    everyone = {
        placement.pk: Note(Attendance.Status.PRESENT)
        for placement in places_of(session, by)
        if getattr(placement, "attendance", None) is None
    }
    return note_attendance(session, {**everyone, **(notes or {})}, by=by)


def places_of(session: Session, user: Any) -> list[Placement]:
    """The pupils on the list of ``user`` for this date, by name."""
    return list(
        Placement.objects.published()
        .filter(pupils_with(user, Right.ATTENDANCE, "student__"), session=session)
        .select_related("student__base_group", "student__school", "attendance")
        .order_by("student__family_name", "student__given_name", "pk")
    )


def why_not_now(session: Session) -> str:
    """Why attendance cannot be noted (yet); empty when it can."""
    if session.state == Session.State.CANCELLED:
        return _("This date is cancelled. There is nothing to note.")
    if timezone.localdate(session.starts_at) > timezone.localdate():
        return _("Attendance can be noted from the day itself.")
    return ""


def _placements(session: Session, notes: Mapping[int, Note], by: Any) -> list[Placement]:
    placements = [placement for placement in places_of(session, by) if placement.pk in notes]
    if len(placements) != len(notes):
        raise PermissionDenied
    return placements


def _checked(note: Note) -> Note:
    if note.status not in Attendance.Status.values:
        raise AttendanceRefused(_("Choose present, late or absent for each pupil."))
    if note.status != Attendance.Status.ABSENT:
        return Note(note.status)
    if note.reason and note.reason not in Attendance.Reason.values:
        raise AttendanceRefused(_("Choose a reason from the list."))
    return Note(note.status, note.reason or Attendance.Reason.UNKNOWN)


def _row(placement: Placement, note: Note, by: Any) -> Attendance:
    return Attendance(
        placement=placement,
        status=note.status,
        reason=note.reason,
        noted_by=by,
        noted_at=timezone.now(),
    )
