"""Looking back: saved per answer, the pupil's own, never marked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.models import Attendance, Placement, Reflection, ReflectionAnswer
from placements.permissions import reflects
from placements.services.quotes import withdraw_quotes_of
from placements.workflow import REFLECTION_WORKFLOW
from portal.audit.trail import record
from portal.reference.models import Competence

FACES = range(5)
MOST_WORDS = 500


class ReflectionRefused(Exception):
    """Looking back is not possible now; the message says why, in words for a pupil."""


def why_not_yet(placement: Placement) -> str:
    """Why this pupil cannot look back (yet); empty when it can be done."""
    if placement.state != Placement.State.PUBLISHED or placement.session.ends_at > timezone.now():
        return _("You have not been there yet. Look back after your visit.")
    attendance = getattr(placement, "attendance", None)
    if attendance and attendance.status == Attendance.Status.ABSENT:
        return _("You were not there. So you do not have to look back.")
    return ""


@transaction.atomic
def answer_question(
    reflection: Reflection,
    competence: Competence,
    *,
    by: Any,
    face: int | None = None,
    words: str = "",
) -> ReflectionAnswer:
    """Save one answer. ``face`` is 1 (best) to 4, 0 for "I don't know".

    Raises PermissionDenied or ReflectionRefused.
    """
    _check(reflection, by)
    if face is not None and face not in FACES:
        raise ReflectionRefused(_("Choose one of the faces."))
    if face is None and not words.strip():
        raise ReflectionRefused(_("Choose a face, or write a few words."))
    if reflection.state == Reflection.State.OPEN:
        REFLECTION_WORKFLOW.apply("start", reflection, by=by, started_at=timezone.now())
    words = words.strip()[:MOST_WORDS]
    before = reflection.answers.filter(competence=competence).exclude(words=words)
    withdraw_quotes_of(reflection, by=by, answers=before.values("pk"))
    answer, _created = ReflectionAnswer.objects.update_or_create(
        reflection=reflection,
        competence=competence,
        defaults={"face": face, "words": words},
    )
    return answer


@transaction.atomic
def finish_reflection(reflection: Reflection, *, by: Any) -> Reflection:
    """The pupil is ready; the mentor may read it, unless it is kept private."""
    _check(reflection, by)
    if reflection.state == Reflection.State.DONE:
        return reflection
    if not reflection.answers.exists():
        raise ReflectionRefused(_("Answer at least one question first."))
    REFLECTION_WORKFLOW.apply("finish", reflection, by=by, done_at=timezone.now())
    record("placements.reflection.finish", reflection, by=by)
    return reflection


@transaction.atomic
def keep_private(reflection: Reflection, private: bool, *, by: Any) -> Reflection:
    """Only the pupil reads it then; the mentor sees no more than that it is done."""
    if not reflects(by, reflection):
        raise PermissionDenied
    Reflection.objects.filter(pk=reflection.pk).update(private=private)
    reflection.private = private
    if private:
        withdraw_quotes_of(reflection, by=by)
    record("placements.reflection.privacy", reflection, by=by, private=private)
    return reflection


@transaction.atomic
def reopen_reflection(reflection: Reflection, *, by: Any) -> Reflection:
    """The pupil wants to change something."""
    _check(reflection, by)
    REFLECTION_WORKFLOW.apply("reopen", reflection, by=by, done_at=None)
    record("placements.reflection.reopen", reflection, by=by)
    return reflection


REFLECTION_SERVICES = {
    "start": answer_question,
    "finish": finish_reflection,
    "reopen": reopen_reflection,
}


def _check(reflection: Reflection, by: Any) -> None:
    if not reflects(by, reflection):
        raise PermissionDenied
    if why := why_not_yet(reflection.placement):
        raise ReflectionRefused(why)
