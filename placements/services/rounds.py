"""A round from draft to finished. Opening holds the places, so that what pupils choose is there."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.models import Round, WishList
from placements.permissions import coordinates_round
from placements.queries import coordinators_of, pupil_users, pupils_of
from placements.services.locks import lock_dates, lock_round
from placements.services.round_sessions import hold_places
from placements.workflow import ROUND_WORKFLOW
from portal.audit.trail import record
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.services import notify
from schools.models import Group, School
from schools.permissions import coordinates

State = Round.State
# What can still change once pupils have seen the round.
CHANGEABLE = {
    State.DRAFT: {
        "title", "period", "first_day", "last_day", "wishes_until", "places_each", "wishes_each",
    },
    State.OPEN: {"title", "wishes_until"},
    State.CLOSED: {"title"},
    State.COMPUTED: {"title"},
    State.PUBLISHED: {"title"},
}  # fmt: skip


class RoundRefused(Exception):
    """The round is not ready for this; the message says what is missing."""


@transaction.atomic
def create_round(school: School, *, by: Any, groups: Iterable[Group] = (), **fields: Any) -> Round:
    """A draft with its own lottery seed, kept for every run of this round."""
    if not coordinates(by, school):
        raise PermissionDenied
    round_ = Round.objects.create(school=school, seed=secrets.token_hex(16), **fields)
    round_.groups.set(_own_groups(round_, groups))
    record("placements.round.create", round_, by=by)
    return round_


@transaction.atomic
def change_round(round_: Round, *, by: Any, **fields: Any) -> Round:
    """Change what may still change in this state; the rest is refused."""
    _check_coordinates(by, round_)
    round_.state = lock_round(round_.pk).state
    changed = {name for name, value in fields.items() if getattr(round_, name) != value}
    if changed - CHANGEABLE.get(State(round_.state), set()):
        raise RoundRefused(_("This cannot change any more, because pupils have seen the round."))
    if "wishes_until" in changed and round_.state == State.OPEN:
        _check_deadline(fields["wishes_until"])
    for name in changed:
        setattr(round_, name, fields[name])
    if changed:
        round_.save(update_fields=sorted(changed))
        record("placements.round.change", round_, by=by, fields=sorted(changed))
    return round_


@transaction.atomic
def set_groups(round_: Round, groups: Iterable[Group], *, by: Any) -> None:
    """Only a draft changes its groups: later on pupils have been told."""
    _check_coordinates(by, round_)
    if lock_round(round_.pk).state != State.DRAFT:
        raise RoundRefused(_("This cannot change any more, because pupils have seen the round."))
    chosen = _own_groups(round_, groups)
    round_.groups.set(chosen)
    record("placements.round.groups", round_, by=by, groups=[group.pk for group in chosen])


@transaction.atomic
def delete_round(round_: Round, *, by: Any) -> None:
    """Throw a draft away; nobody has seen it."""
    _check_coordinates(by, round_)
    if not Round.objects.select_for_update().filter(pk=round_.pk, state=State.DRAFT).first():
        raise RoundRefused(_("Only a round that is still being made can be thrown away."))
    record("placements.round.delete", round_, by=by)
    round_.delete()


@transaction.atomic
def open_round(round_: Round, *, by: Any) -> None:
    """Hold the places and tell the pupils that they can choose."""
    _check_coordinates(by, round_)
    if missing := what_is_missing(round_):
        raise RoundRefused(missing[0])
    ROUND_WORKFLOW.apply("open", round_, by=by, opened_at=timezone.now())
    lock_dates(round_.pk)
    held = hold_places(round_.round_sessions.select_related("session", "round__school"))
    if not held:
        raise RoundRefused(
            _("No date of this round has places for your school now. Choose other dates.")
        )
    record("placements.round.open", round_, by=by, held=held)
    _tell_pupils(round_)


@transaction.atomic
def close_round(round_: Round, *, by: Any) -> None:
    """No more wishes. ``by`` None is the schedule; then the coordinators are told."""
    ROUND_WORKFLOW.apply("close", round_, by=by)
    record("placements.round.close", round_, by=by)
    if by is None:
        notify(
            coordinators_of(round_.school),
            kind="placements.round_closed",
            about=round_,
            occasion=str(round_.wishes_until.date()),
            round=round_.title,
            answered=WishList.objects.filter(round=round_).exclude(sent_at=None).count(),
            pupils=pupils_of(round_).count(),
        )


@transaction.atomic
def reopen_round(round_: Round, *, by: Any, wishes_until: datetime) -> None:
    """Give the pupils more time, until ``wishes_until``."""
    _check_deadline(wishes_until)
    ROUND_WORKFLOW.apply("reopen", round_, by=by, wishes_until=wishes_until)
    record("placements.round.reopen", round_, by=by)
    _tell_pupils(round_)


@transaction.atomic
def finish_round(round_: Round, *, by: Any) -> None:
    """Put the round away: everything has happened."""
    ROUND_WORKFLOW.apply("finish", round_, by=by)
    record("placements.round.finish", round_, by=by)


def close_due_rounds() -> int:
    """Close what is past its deadline; returns how many."""
    closed = 0
    due = Round.objects.filter(state=State.OPEN, wishes_until__lte=timezone.now())
    for round_ in due.select_related("school"):
        try:
            close_round(round_, by=None)
        except TransitionNotAllowed:  # somebody closed it meanwhile
            continue
        closed += 1
    return closed


def what_is_missing(round_: Round) -> list[str]:
    """What the round needs before it can open, as sentences; empty when it is ready."""
    missing = []
    if not round_.groups.exists():
        missing.append(_("Choose at least one group."))
    elif not pupils_of(round_).exists():
        missing.append(_("There are no pupils in these groups."))
    if not round_.round_sessions.exists():
        missing.append(_("This round has no dates yet. Choose dates first."))
    if round_.wishes_until <= timezone.now():
        missing.append(_("The last moment for wishes has passed. Choose a later one."))
    return missing


def _tell_pupils(round_: Round) -> None:
    notify(
        pupil_users(pupils_of(round_)),
        kind="placements.round_opened",
        about=round_,
        occasion=round_.wishes_until.isoformat(),
        url=reverse("placements:pupil-wishes", args=[round_.pk]),
        round=round_.title,
        wishes=round_.wishes_each,
    )


def _own_groups(round_: Round, groups: Iterable[Group]) -> list[Group]:
    chosen = list(groups)
    if any(group.school_id != round_.school_id for group in chosen):
        raise PermissionDenied
    return chosen


def _check_coordinates(user: Any, round_: Round) -> None:
    if not coordinates_round(user, round_):
        raise PermissionDenied


def _check_deadline(moment: datetime) -> None:
    if moment <= timezone.now():
        raise RoundRefused(_("The last moment for wishes has passed. Choose a later one."))


ROUND_SERVICES = {"open": open_round, "close": close_round, "finish": finish_round}
