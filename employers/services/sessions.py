"""Dates with places: add, change, cancel, finish."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.day_checks import months_without_dates, why_not
from employers.models import Session
from employers.permissions import employer_or_region
from employers.rules import clear_breach
from employers.signals import session_cancelled, session_rescheduled
from employers.workflow import SESSION_WORKFLOW
from portal.accounts.models import User
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed

MOST_PLACES = 500
FURTHEST = dt.timedelta(days=2 * 366)
MOVES = ("starts_at", "ends_at", "room")
EDITABLE = (*MOVES, "min_places", "max_places", "release", "last_minute", "groups_at_once")
LONGEST_REASON = Session._meta.get_field("change_reason").max_length


class SessionProblem(Exception):
    """The date is not right. ``problems`` has a sentence for each field."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__(" ".join(problems.values()))


def problems_of(session: Session, *, before: dt.datetime | None = None) -> dict[str, str]:
    """What is wrong with this date, as field -> sentence; empty when it is fine.

    Fields that are not filled in are left to whoever asked for them. ``before`` is when it was:
    a date may stay where it is, also when there is a holiday since.
    """
    return {**_time_problems(session, before), **_place_problems(session)}


@transaction.atomic
def add_session(session: Session, *, by: User) -> Session:
    """Keep a new, unsaved date of an offer. Raises SessionProblem."""
    _require_may_edit(by, session)
    _refuse_faults(session)
    session.save(force_insert=True)
    trail.record("employers.session.add", session, by=by)
    return session


@transaction.atomic
def change_session(session: Session, *, by: User, reason: str = "") -> None:
    """Keep the changes; places that are taken stay taken. Raises SessionProblem.

    When time or place moved, the bridge hears it and tells the schools, with the ``reason``.
    """
    _require_may_edit(by, session)
    before = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if before.is_past:
        raise SessionProblem({"starts_at": _("This date has been. It cannot be changed.")})
    session.places_taken = before.places_taken
    _refuse_faults(session, before.starts_at)
    moved = any(getattr(before, name) != getattr(session, name) for name in MOVES)
    reason = reason.strip()[:LONGEST_REASON]
    if moved and before.places_taken and not reason:
        raise SessionProblem({"reason": _("Say why this changes. The schools will read it.")})
    fields = {name: getattr(session, name) for name in EDITABLE}
    if moved:
        fields |= {"change_reason": reason}
    if before.starts_at != session.starts_at:
        fields |= {"moved_from": before.starts_at}
    changed = (
        Session.objects.open()
        .filter(pk=session.pk, places_taken__lte=session.max_places)
        .update(**fields, **_new_version())
    )
    if not changed:
        raise TransitionNotAllowed
    trail.record("employers.session.change", session, by=by)
    if moved:
        session.change_reason = reason
        session_rescheduled.send(sender=Session, session=session, by=by)


@transaction.atomic
def cancel_session(session: Session, *, by: User, reason: str) -> None:
    """Call it off; the bridge tells the schools that had places.

    Raises SessionProblem without a reason or for a date that has been, TransitionNotAllowed
    when it was cancelled already.
    """
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise SessionProblem(
            {"reason": _("Say why this date is cancelled. The schools will read it.")}
        )
    if session.is_past:
        raise SessionProblem({"starts_at": _("This date has been. It cannot be cancelled.")})
    SESSION_WORKFLOW.apply(
        "cancel", session, by=by, cancel_reason=reason, cancelled_at=timezone.now()
    )
    Session.objects.filter(pk=session.pk).update(**_new_version())
    trail.record("employers.session.cancel", session, by=by)
    session_cancelled.send(sender=Session, session=session, by=by)


def _new_version() -> dict:
    """What makes calendars take over a change."""
    return {"sequence": F("sequence") + 1, "changed_at": timezone.now()}


@transaction.atomic
def finish_session(session: Session, *, by: User) -> None:
    """It has taken place. Raises SessionProblem before it began."""
    if not session.is_past:
        raise SessionProblem({"starts_at": _("This date is still to come.")})
    SESSION_WORKFLOW.apply("finish", session, by=by)
    trail.record("employers.session.finish", session, by=by)


SESSION_SERVICES = {"cancel": cancel_session, "finish": finish_session}


def _time_problems(session: Session, before: dt.datetime | None) -> dict[str, str]:
    start, end, now = session.starts_at, session.ends_at, timezone.now()
    if start is None or end is None:
        return {}
    problems = {}
    if start <= now:
        problems["starts_at"] = _("This date is in the past. Choose a day to come.")
    elif start > now + FURTHEST:
        problems["starts_at"] = _("This date is more than two years away. Look at the year.")
    elif _is_double(session):
        problems["starts_at"] = _("This offer has a date at this moment already.")
    elif start != before and (reason := _why_not(session)):
        problems["starts_at"] = reason
    if end <= start:
        problems["ends_at"] = _("The end is before the start.")
    return problems


def _why_not(session: Session) -> str:
    day = timezone.localdate(session.starts_at)
    return why_not(day, months_without_dates(session.offer)) or clear_breach(
        session.offer, session.starts_at, session.ends_at
    )


def _is_double(session: Session) -> bool:
    same = Session.objects.open().filter(offer=session.offer_id, starts_at=session.starts_at)
    return same.exclude(pk=session.pk).exists()


def _place_problems(session: Session) -> dict[str, str]:
    fewest, most = session.min_places, session.max_places
    problems = {}
    if fewest is not None and fewest < 1:
        problems["min_places"] = _("At least 1 pupil has to come.")
    if most is None:
        return problems
    if most < 1:
        problems["max_places"] = _("Give at least 1 place.")
    elif most > MOST_PLACES:
        problems["max_places"] = _("More than %(most)s places on one date is not possible.") % {
            "most": MOST_PLACES
        }
    elif most < session.places_taken:
        problems["max_places"] = _(
            "%(taken)s places are taken already. Fewer than that is not possible."
        ) % {"taken": session.places_taken}
    elif fewest is not None and fewest > most:
        problems["min_places"] = _("The fewest is more than the number of places.")
    return problems


def _refuse_faults(session: Session, before: dt.datetime | None = None) -> None:
    if problems := problems_of(session, before=before):
        raise SessionProblem(problems)


def _require_may_edit(user: User, session: Session) -> None:
    if not employer_or_region(user, session.offer):
        raise PermissionDenied
