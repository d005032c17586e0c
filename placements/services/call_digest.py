"""One mail a week with calls that fit, to employers that want it, within their load budget."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer
from employers.permissions import acts_for_employer
from placements.calls import fitting
from placements.models import Call, CallDigest
from placements.services.load import ask
from portal.accounts.models import User
from portal.audit.trail import record
from portal.reference.workdays import is_working_day

WEEK = datetime.timedelta(days=7)
MOST_CALLS = 6
MOST_AT_ONCE = 200


@transaction.atomic
def want_digest(employer: Employer, *, by: User, wanted: bool) -> None:
    """Yes or no to the weekly mail."""
    if not acts_for_employer(by, employer):
        raise PermissionDenied
    if wanted:
        CallDigest.objects.get_or_create(employer=employer)
    else:
        CallDigest.objects.filter(employer=employer).delete()
    record("placements.call.digest", employer, by=by, wanted=wanted)


def send_due_digests(today: datetime.date | None = None) -> int:
    """The task: who wants it, had none this week, and has a fitting call that is new."""
    today = today or timezone.localdate()
    if not is_working_day(today):
        return 0
    due = CallDigest.objects.filter(
        Q(last_sent_at=None) | Q(last_sent_at__lte=timezone.now() - WEEK),
        employer__state=Employer.State.VERIFIED,
    )
    due = due.select_related("employer").order_by("pk")[:MOST_AT_ONCE]
    return sum(_send(digest) for digest in due)


@transaction.atomic
def _send(digest: CallDigest) -> bool:
    calls = Call.objects.live()
    if digest.last_sent_at:
        calls = calls.filter(opened_at__gt=digest.last_sent_at)
    found = fitting([digest.employer_id], calls)[:MOST_CALLS]
    if not found:
        return False
    now = timezone.now()
    taken = CallDigest.objects.filter(pk=digest.pk, last_sent_at=digest.last_sent_at)
    if not taken.update(last_sent_at=now):
        return False
    room = ask(
        digest.employer_id,
        kind="placements.calls_digest",
        about=digest,
        link=lambda _person: reverse("placements:call-answers"),
        occasion=now.date().isoformat(),
        count=len(found),
        calls=[_line(call) for call in found],
    )
    if not room.free:  # next week again, with the same calls
        CallDigest.objects.filter(pk=digest.pk).update(last_sent_at=digest.last_sent_at)
    return room.free


def _line(call: Call) -> dict:
    return {"what": call.what, "school": call.school.name, "place": call.place}
