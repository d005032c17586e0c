"""The dates of the own school, and noting who was there: on a phone, in the bus."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from employers.models import Session
from placements import days
from placements.booked_days import booked_days
from placements.forms.feedback import said_by
from placements.list_care import care_on_list
from placements.models import Attendance, EmployerFeedback
from placements.permissions import notes_attendance
from placements.services.attendance import (
    AttendanceRefused,
    Note,
    note_all_present,
    note_attendance,
    places_of,
    why_not_now,
)
from schools.permissions import school_ids

PER_PAGE = 20
DIGITS = 12
PICTURES = (
    (Attendance.Status.PRESENT, "check"),
    (Attendance.Status.LATE, "clock"),
    (Attendance.Status.ABSENT, "x"),
)
REASONS = (
    Attendance.Reason.UNKNOWN,
    Attendance.Reason.ILL,
    Attendance.Reason.KNOWN,
    Attendance.Reason.OTHER,
)


def session_list(request):
    """Coming and recent dates with head counts. No names, so the school leader sees it too."""
    if not school_ids(request.user):
        raise PermissionDenied
    been = request.GET.get("toon") == "geweest"
    rows = days.recent_days(request.user) if been else days.coming_days(request.user)
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "been": been,
        "not_noted": days.days_without_attendance(request.user).count(),
        "may_note": notes_attendance(request.user),
        "booked": booked_days(request.user, PER_PAGE, been=been),
    }
    return render(request, "placements/session_list.html", context)


def attendance(request, session_pk):
    session, places = _own_session(request, session_pk)
    if request.method == "POST":
        return _save(request, session, places, note_attendance)
    return _page(request, session, places)


@require_POST
def all_present(request, session_pk):
    """Who was filled in stays as filled in; of all others nobody was missing."""
    session, places = _own_session(request, session_pk)
    return _save(request, session, places, note_all_present)


def _own_session(request, pk):
    """A date to which pupils on this person's list go; all others are not there."""
    session = get_object_or_404(
        Session.objects.select_related("offer__employer", "offer__sector", "offer__worksite"),
        pk=pk,
    )
    places = places_of(session, request.user)
    if not places:
        raise Http404
    return session, places


def _save(request, session, places, service):
    notes = _notes(request.POST)
    try:
        changed = service(session, notes, by=request.user)
    except AttendanceRefused as refused:
        return _page(request, session, places, typed=notes, error=str(refused))
    if changed:
        text = ngettext("%(n)s pupil is saved.", "%(n)s pupils are saved.", changed)
        messages.success(request, text % {"n": changed})
    else:
        messages.info(request, _("Nothing has changed."))
    return redirect("placements:attendance", session.pk)


def _notes(data) -> dict[int, Note]:
    notes = {}
    for key, status in data.items():
        name, _dash, number = key.partition("-")
        if name == "status" and status and number.isdecimal() and len(number) <= DIGITS:
            notes[int(number)] = Note(status, data.get(f"reason-{number}", ""))
    return notes


def _page(request, session, places, *, typed=None, error=""):
    typed = typed or {}
    care = care_on_list(session, places, request.user)
    rows = [_row(p, typed.get(p.pk), care[p.student_id]) for p in places]
    told = EmployerFeedback.objects.visible_to(request.user).given()
    feedback = told.filter(session=session).first()
    context = {
        "session": session,
        "rows": rows,
        "noted": sum(row["noted"] for row in rows),
        "choices": [(status.value, status.label, picture) for status, picture in PICTURES],
        "reasons": [(reason.value, reason.label) for reason in REASONS],
        "why_not": why_not_now(session),
        "error": error,
        "feedback": feedback,
        "said": said_by(feedback) if feedback else [],
    }
    return render(request, "placements/attendance.html", context, status=422 if error else 200)


def _row(placement, typed, care) -> dict:
    known = getattr(placement, "attendance", None)
    shown = typed or known
    return {
        "placement": placement,
        "care": care,
        "status": shown.status if shown else "",
        "reason": shown.reason if shown else "",
        "noted": known is not None,
    }
