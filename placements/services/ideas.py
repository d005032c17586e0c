"""A pupil has an idea. Somebody of the school passes it on to companies, or says kindly why not."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Offer
from placements.models import Call
from placements.permissions import is_pupil
from placements.queries import coordinators_of, mentors_of, pupil_users
from placements.services.calls import CallProblem, put_in_place, refuse_end, usual_end
from placements.workflow import CALL_WORKFLOW
from portal.accounts.models import User
from portal.audit.trail import record
from portal.notifications.services import notify
from portal.reference.models import Sector
from schools.models import Student

MOST_WAITING = 3


@transaction.atomic
def propose_idea(student: Student, *, by: User, sector: Sector, what: str, kind: str = "") -> Call:
    """Keep the idea; the mentors hear of it. Raises CallProblem: empty, or too many waiting."""
    if not is_pupil(by, student):
        raise PermissionDenied
    what = " ".join(what.split())[: Call._meta.get_field("what").max_length]
    if not what:
        raise CallProblem(_("Write what you want to see."), "what")
    waiting = Call.objects.filter(student=student, state=Call.State.IDEA)
    if waiting.count() >= MOST_WAITING:
        raise CallProblem(_("You have three ideas now. Wait for an answer first."))
    call = Call(
        school=student.school,
        student=student,
        sector=sector,
        kind=kind if kind in Offer.Kind.values else "",
        what=what,
        year=student.year_of_study,
        state=Call.State.IDEA,
    )
    put_in_place(call)
    call.save(force_insert=True)
    record("placements.idea.propose", call, by=by)
    _tell_staff(call, student)
    return call


@transaction.atomic
def approve_idea(call: Call, *, by: User) -> None:
    """It becomes an open call of the school; ``by`` asks it now. The pupil hears it."""
    call.expires_on = call.expires_on or usual_end()
    refuse_end(call)
    CALL_WORKFLOW.apply(
        "approve",
        call,
        by=by,
        asked_by=by,
        opened_at=timezone.now(),
        **{name: getattr(call, name) for name in CHANGED_WITH_APPROVAL},
    )
    record("placements.idea.approve", call, by=by)
    tell_pupil(call, "placements.idea_approved")


@transaction.atomic
def decline_idea(call: Call, *, by: User, words: str) -> None:
    """Not passed on, with a kind sentence for the pupil. Raises CallProblem without one."""
    words = " ".join(words.split())[: Call._meta.get_field("words").max_length]
    if not words:
        raise CallProblem(_("Write one kind sentence. The pupil reads it."), "words")
    CALL_WORKFLOW.apply("decline", call, by=by, words=words, ended_at=timezone.now())
    record("placements.idea.decline", call, by=by)
    tell_pupil(call, "placements.idea_declined")


CHANGED_WITH_APPROVAL = (
    "kind", "sector", "what", "more", "pupils", "year", "track", "from_month", "to_month",
    "pc4", "place", "km", "expires_on",
)  # fmt: skip


def tell_pupil(call: Call, kind: str, **context) -> None:
    """The pupil whose idea it was, if any."""
    if call.student_id is None:
        return
    notify(
        pupil_users([call.student_id]),
        kind=kind,
        about=call,
        occasion=timezone.now().isoformat(timespec="seconds"),
        url=reverse("placements:idea"),
        **context,
    )


def _tell_staff(call: Call, student: Student) -> None:
    staff = mentors_of([student]).filter(is_active=True)
    if not staff.exists():
        staff = coordinators_of(student.school).filter(is_active=True)
    notify(staff, kind="placements.idea_proposed", about=call)
