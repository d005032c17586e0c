"""Publishing a round: once, for everybody at the same moment, and everybody is told."""

from collections import Counter, defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Session
from placements.eligibility import half_hours
from placements.models import Placement, Reflection, Round
from placements.permissions import coordinates_round
from placements.services.announcements import tell_published
from placements.services.locks import lock_dates
from placements.services.round_sessions import give_back
from placements.workflow import ROUND_WORKFLOW
from portal.audit.trail import record


class PublishRefused(Exception):
    """The round cannot be published like this; the message says what to mend."""


@transaction.atomic
def publish_round(round_: Round, *, by: Any) -> int:
    """Make the proposed places definite and tell all; returns how many.

    Of two coordinators at once one wins, the other gets TransitionNotAllowed. The places used
    stay taken, the rest of what was held goes back to the employers.
    """
    if not coordinates_round(by, round_):
        raise PermissionDenied
    now = timezone.now()
    ROUND_WORKFLOW.apply("publish", round_, by=by, published_at=now)
    lock_dates(round_.pk)
    proposed = list(
        Placement.objects.filter(round=round_, state=Placement.State.PROPOSED)
        .select_related("session")
        .order_by("pk")
    )
    if problems := obstacles(round_, proposed):
        raise PublishRefused(problems[0])
    _settle_places(round_, proposed)
    Placement.objects.filter(pk__in=[p.pk for p in proposed]).update(
        state=Placement.State.PUBLISHED, published_at=now
    )
    Reflection.objects.bulk_create(Reflection(placement=p) for p in proposed)
    record("placements.round.publish", round_, by=by, placements=len(proposed))
    tell_published(round_)
    return len(proposed)


def obstacles(
    round_: Round,
    proposed: list[Placement],
    *,
    double: set[int] | None = None,
    busy: bool | None = None,
) -> list[str]:
    """What has to be mended before publishing, as sentences for staff.

    ``double`` is the answer of ``double_booked`` and ``busy`` whether a run goes on, for who
    asked already.
    """
    busy = round_.runs.active().exists() if busy is None else busy
    if busy:
        return [_("The places are being divided now. Wait a moment, or stop it.")]
    if not proposed:
        return [_("There are no places to publish yet. Divide the places first.")]
    double = double_booked(proposed) if double is None else double
    return [*_cancelled(proposed), *_too_many(round_, proposed), *_double(double)]


def _cancelled(proposed: list[Placement]) -> list[str]:
    now = timezone.now()
    gone = sum(
        p.session.state != Session.State.OPEN or p.session.starts_at <= now for p in proposed
    )
    if not gone:
        return []
    text = ngettext(
        "%(count)s place is on a date that is cancelled or past. Divide the places again.",
        "%(count)s places are on a date that is cancelled or past. Divide the places again.",
        gone,
    )
    return [text % {"count": gone}]


def _too_many(round_: Round, proposed: list[Placement]) -> list[str]:
    held = dict(round_.round_sessions.values_list("session_id", "held"))
    used = Counter(p.session_id for p in proposed)
    if all(count <= held.get(pk, 0) for pk, count in used.items()):
        return []
    return [_("On one of the dates there are more pupils than places. Divide the places again.")]


def _double(double: set[int]) -> list[str]:
    """A pupil who is somewhere else at that time, in this round or in another one."""
    count = len(double)
    if not count:
        return []
    text = ngettext(
        "%(count)s pupil has two places at the same time. Move one of them.",
        "%(count)s pupils have two places at the same time. Move one of them.",
        count,
    )
    return [text % {"count": count}]


def double_booked(proposed: list[Placement], *, beside: int | None = None) -> set[int]:
    """The pupils among ``proposed`` who would be in two places at once.

    ``beside`` is a session of which the published places do not count.
    """
    busy: dict[int, list[frozenset[int]]] = defaultdict(list)
    published = (
        Placement.objects.published()
        .filter(
            student__in={p.student_id for p in proposed},
            session__ends_at__gt=timezone.now(),
        )
        .exclude(session=beside)
    )
    for student, start, end in published.values_list(
        "student", "session__starts_at", "session__ends_at"
    ):
        busy[student].append(half_hours(start, end))
    double = set()
    for placement in proposed:
        slots = half_hours(placement.session.starts_at, placement.session.ends_at)
        if any(slots & taken for taken in busy[placement.student_id]):
            double.add(placement.student_id)
        busy[placement.student_id].append(slots)
    return double


def _settle_places(round_: Round, proposed: list[Placement]) -> None:
    used = Counter(p.session_id for p in proposed)
    for row in round_.round_sessions.all():
        give_back(row, row.held - used[row.session_id])
