"""A school's call: make it, open it, end it. What pupils propose: services/ideas.py."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.models import Call
from placements.permissions import may_call, owns_call
from placements.queries import employer_users
from placements.workflow import CALL_WORKFLOW
from portal.accounts.models import User
from portal.audit.trail import record
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.services import notify
from portal.reference.distance import pc4_of
from schools.models import Location

Reason, State = Call.Reason, Call.State
LONGEST = datetime.timedelta(days=366)
MOST_AT_ONCE = 200


class CallProblem(Exception):
    """What was asked cannot be done with this call; the message says why."""

    def __init__(self, text: str, field: str = ""):
        self.field = field
        super().__init__(text)


def usual_end(today: datetime.date | None = None) -> datetime.date:
    return (today or timezone.localdate()) + datetime.timedelta(days=settings.CALL_DAYS)


@transaction.atomic
def create_call(call: Call, *, by: User) -> Call:
    """Keep a new, unsaved call as a draft of the school. Raises CallProblem."""
    if not may_call(by, call):
        raise PermissionDenied
    call.asked_by, call.state = by, State.DRAFT
    put_in_place(call)
    call.expires_on = call.expires_on or usual_end()
    refuse_end(call)
    call.save(force_insert=True)
    record("placements.call.create", call, by=by)
    return call


@transaction.atomic
def change_call(call: Call, *, by: User) -> None:
    """Keep the changes. What has ended is history. Raises CallProblem."""
    if not owns_call(by, call):
        raise PermissionDenied
    fresh = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if fresh.state not in {State.DRAFT, State.OPEN, State.ANSWERED}:
        raise CallProblem(_("This question has ended. It cannot be changed any more."))
    call.state, call.opened_at = fresh.state, fresh.opened_at
    put_in_place(call)
    refuse_end(call)
    call.save()
    record("placements.call.change", call, by=by)


@transaction.atomic
def open_call(call: Call, *, by: User) -> None:
    """From now on employers whom it fits can see it."""
    refuse_end(call)
    CALL_WORKFLOW.apply("open", call, by=by, opened_at=timezone.now())
    record("placements.call.open", call, by=by)


@transaction.atomic
def renew_call(call: Call, *, by: User) -> None:
    """Open again for the usual time; with answers it stays answered in the count."""
    CALL_WORKFLOW.apply("renew", call, by=by, expires_on=usual_end(), ended_at=None)
    record("placements.call.renew", call, by=by)


@transaction.atomic
def fulfil_call(call: Call, *, by: User) -> None:
    """It worked out. The employers that answered hear it."""
    CALL_WORKFLOW.apply("fulfil", call, by=by, ended_at=timezone.now())
    record("placements.call.fulfil", call, by=by)
    _tell_answerers(call, "placements.call_fulfilled")


@transaction.atomic
def close_call(call: Call, *, by: User, reason: str, words: str = "") -> None:
    """It is not needed any more, with a reason. Raises CallProblem without one."""
    words = " ".join(words.split())[: Call._meta.get_field("words").max_length]
    if reason not in Reason.values or (reason == Reason.OTHER and not words):
        raise CallProblem(_("Say why you close it. The companies that answered read it."), "reason")
    CALL_WORKFLOW.apply("close", call, by=by, reason=reason, words=words, ended_at=timezone.now())
    record("placements.call.close", call, by=by, reason=reason)
    why = ". ".join(filter(None, [str(call.get_reason_display()), words]))
    _tell_answerers(call, "placements.call_closed", why=why)


def expire_due_calls(today: datetime.date | None = None) -> int:
    """The task: calls past their last day end, and who asked hears it."""
    today = today or timezone.localdate()
    due = Call.objects.live().filter(expires_on__lt=today).select_related("asked_by", "school")
    return sum(_expire(call) for call in due.order_by("expires_on", "pk")[:MOST_AT_ONCE])


@transaction.atomic
def _expire(call: Call) -> bool:
    try:
        CALL_WORKFLOW.apply("expire", call, by=None, ended_at=timezone.now())
    except TransitionNotAllowed:  # somebody ended it meanwhile
        return False
    record("placements.call.expire", call, by=None)
    if call.asked_by:
        notify(
            [call.asked_by],
            kind="placements.call_expired",
            about=call,
            occasion=f"until {call.expires_on}",
            call=call.what,
        )
    return True


def _tell_answerers(call: Call, kind: str, **context) -> None:
    """Everybody of the employers that made an offer for it, online or not yet."""
    employers = call.answers.values("offer__employer")
    notify(
        employer_users(employers).filter(is_active=True),
        kind=kind,
        about=call,
        occasion=timezone.now().isoformat(timespec="seconds"),
        call=call.what,
        school=call.school.name,
        **context,
    )


def put_in_place(call: Call) -> None:
    """Where the school is, once and for all: distance is counted from there."""
    if call.pc4:
        return
    here = Location.objects.filter(school=call.school_id).exclude(postcode="").order_by("pk")
    if location := here.first():
        call.pc4, call.place = pc4_of(location.postcode), location.place


def problem_with_end(day: datetime.date | None) -> str:
    """What is wrong with this last day, for who fills it in; nothing when it is fine."""
    today = timezone.localdate()
    if day is None or day < today:
        return _("The last day is in the past. Choose a day to come.")
    if day > today + LONGEST:
        return _("A question can be open for one year at most.")
    return ""


def refuse_end(call: Call) -> None:
    """Raises CallProblem when its last day is not right."""
    if problem := problem_with_end(call.expires_on):
        raise CallProblem(problem, "expires_on")


CALL_SERVICES = {
    "open": open_call,
    "renew": renew_call,
    "fulfil": fulfil_call,
    "close": close_call,
}
