"""Looking at the proposal: lock, unlock, move by hand, take away. Nothing has been sent yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.eligibility import Barrier, barrier, closed
from placements.matching.problem import LAST_WISH_LEVEL
from placements.models import Placement, Round, Unplaced
from placements.permissions import coordinates_round
from placements.services.locks import lock_dates, lock_round
from placements.services.problem import RoundInput, build_problem, level_of
from portal.audit.trail import record
from schools.models import Student

BY_HAND = "by_hand"
REMOVED = "removed"


class ReviewRefused(Exception):
    """The proposal cannot be changed like this; the message says why."""


class NeedsConfirmation(Exception):
    """It can be done, but not without a person saying so. ``warnings`` are codes."""

    def __init__(self, warnings: list[str]):
        self.warnings = warnings
        super().__init__(", ".join(warnings))


@dataclass(frozen=True)
class Choice:
    """A date to which a pupil could be moved: what it is worth, and what stands in the way.

    ``refused`` is a code and cannot be overruled; ``warnings`` can.
    """

    session_id: int
    level: int | None
    free: int
    refused: str = ""
    warnings: tuple[str, ...] = ()
    new_sector: bool = False


@transaction.atomic
def lock_placement(placement: Placement, *, by: Any) -> None:
    """The next run leaves this place as it is."""
    _set_locked(placement, True, by)
    record("placements.placement.lock", placement, by=by)


@transaction.atomic
def unlock_placement(placement: Placement, *, by: Any) -> None:
    _set_locked(placement, False, by)
    record("placements.placement.unlock", placement, by=by)


@transaction.atomic
def move_placement(
    placement: Placement, session_id: int, *, by: Any, confirmed: bool = False
) -> Placement:
    """Give the pupil another date and lock it. Raises ReviewRefused or NeedsConfirmation."""
    round_ = _round_under_review(placement.round, by)
    choice = _choose(round_, placement.student, session_id, placement, confirmed)
    old = placement.session_id
    changed = Placement.objects.filter(pk=placement.pk, state=Placement.State.PROPOSED).update(
        session_id=session_id, **by_hand(choice)
    )
    if not changed:
        raise ReviewRefused(_("This has changed in the meantime. Look at the page again."))
    placement.refresh_from_db()
    record("placements.placement.move", placement, by=by, old=old, new=session_id)
    return placement


@transaction.atomic
def place_by_hand(
    round_: Round, student: Student, session_id: int, *, by: Any, confirmed: bool = False
) -> Placement:
    """Give a place to a pupil who misses one, and lock it."""
    round_ = _round_under_review(round_, by)
    choice = choose_for_pupil(round_, student, session_id, confirmed=confirmed)
    placement = Placement.objects.create(
        round=round_, student=student, session_id=session_id, **by_hand(choice)
    )
    count_missing(round_, student, -1)
    record("placements.placement.place", placement, by=by, session=session_id)
    return placement


@transaction.atomic
def remove_placement(placement: Placement, *, by: Any) -> None:
    """Take the place away; the pupil is then without it, until the next run or by hand."""
    round_ = _round_under_review(placement.round, by)
    student = placement.student
    gone = Placement.objects.filter(pk=placement.pk, state=Placement.State.PROPOSED)
    if not gone.exists():
        raise ReviewRefused(_("This has changed in the meantime. Look at the page again."))
    record("placements.placement.remove", placement, by=by)
    gone.delete()
    count_missing(round_, student, 1)


def choices(round_: Round, student: Student, moving: Placement | None = None) -> list[Choice]:
    """Every date of the round for this pupil, the best first."""
    found = _Choices(build_problem(round_), student, moving)
    return sorted(
        (found.choice(pk) for pk in found.data.dates),
        key=lambda c: (bool(c.refused), c.level or 99, len(c.warnings), -c.free, c.session_id),
    )


class _Choices:
    """The dates as one pupil meets them, with the places that the others have."""

    def __init__(self, data: RoundInput, student: Student, moving: Placement | None):
        self.data, self.student, self.moving = data, student, moving
        current = list(Placement.objects.current().filter(round=data.round))
        others = [p for p in current if moving is None or p.pk != moving.pk]
        self.taken = Counter(p.session_id for p in others)
        self.mine = [p for p in others if p.student_id == student.pk]

    def choice(self, session_id: int) -> Choice:
        date, person = self.data.dates[session_id], self.data.people.get(self.student.pk)
        return Choice(
            session_id=session_id,
            level=level_of(self.data, self.student.pk, session_id),
            free=max(date.places - self.taken[session_id], 0),
            refused=self.refusal(session_id),
            warnings=tuple(self.warnings(session_id)),
            new_sector=person is not None and date.sector not in person.seen_sectors,
        )

    def refusal(self, session_id: int) -> str:
        date, person = self.data.dates[session_id], self.data.people.get(self.student.pk)
        if person is None:
            return "not_in_round"
        if self.moving is not None and self.moving.session_id == session_id:
            return "same"
        shut = closed(date, timezone.now())
        if shut not in (None, Barrier.TOO_SMALL):
            return str(shut)
        if date.places <= self.taken[session_id]:
            return "full"
        return self.clash(session_id, person)

    def clash(self, session_id: int, person: Any) -> str:
        """Nobody can be in two places at once; that cannot be overruled."""
        date = self.data.dates[session_id]
        own = [self.data.dates[p.session_id] for p in self.mine if p.session_id in self.data.dates]
        if any(other.offer == date.offer for other in own):
            return "same_offer"
        if person.busy & date.slots or any(other.slots & date.slots for other in own):
            return str(Barrier.BUSY)
        return ""

    def warnings(self, session_id: int) -> Iterable[str]:
        date, person = self.data.dates[session_id], self.data.people.get(self.student.pk)
        if person is None:
            return
        if (level_of(self.data, self.student.pk, session_id) or 99) > LAST_WISH_LEVEL:
            yield "not_wished"
        against = barrier(person, date)
        if against in (Barrier.YEAR, Barrier.BEEN_THERE, Barrier.AWAY, Barrier.NEED):
            yield str(against)
        if self.taken[session_id] + 1 < date.fewest:
            yield "too_few_there"
        if self.moving is not None and self.leaves_too_few(self.moving.session_id):
            yield "leaves_too_few"

    def leaves_too_few(self, session_id: int) -> bool:
        date = self.data.dates.get(session_id)
        return date is not None and 0 < self.taken[session_id] < date.fewest


def choose_for_pupil(
    round_: Round, student: Student, session_id: int, *, confirmed: bool
) -> Choice:
    """The date for one more place of this pupil; raises ReviewRefused or NeedsConfirmation."""
    have = Placement.objects.current().filter(round=round_, student=student).count()
    if have >= round_.places_each:
        raise ReviewRefused(_("This pupil has all the places of this round."))
    return _choose(round_, student, session_id, None, confirmed)


def _choose(
    round_: Round, student: Student, session_id: int, moving: Placement | None, confirmed: bool
) -> Choice:
    """Check the move with the dates locked: two moves never share the last place."""
    lock_dates(round_.pk)
    data = build_problem(round_)
    if session_id not in data.dates:
        raise ReviewRefused(_("This date is not part of the round."))
    choice = _Choices(data, student, moving).choice(session_id)
    if choice.refused:
        raise ReviewRefused(refusal_text(choice.refused))
    if choice.warnings and not confirmed:
        raise NeedsConfirmation(list(choice.warnings))
    return choice


def refusal_text(code: str) -> str:
    """Why a date cannot be chosen, for staff."""
    return {
        "not_in_round": _("This pupil is not in the groups of this round."),
        "same": _("The pupil has this date already."),
        "full": _("This date is full. Choose another one, or move somebody else first."),
        "same_offer": _("The pupil has another date of the same offer."),
        "busy": _("The pupil is somewhere else at that time."),
        "cancelled": _("This date is cancelled."),
        "past": _("This date is in the past."),
        "no_places": _("There were no places left on this date when the round opened."),
    }[code]


def warning_text(code: str) -> str:
    """What a person has to overrule, for staff."""
    return {
        "not_wished": _("The pupil did not wish this."),
        "year": _("This is meant for another year."),
        "been_there": _("The pupil has been there before."),
        "away": _("The class is elsewhere that day, by your calendar."),
        "need": _("The place says that it does not have what this pupil needs. Call first."),
        "too_few_there": _("With this pupil there are still too few pupils for this date."),
        "leaves_too_few": _("The date that the pupil leaves will have too few pupils."),
    }[code]


def by_hand(choice: Choice) -> dict[str, Any]:
    return {
        "locked": True,
        "by_hand": True,
        "level": choice.level,
        "reason": BY_HAND,
        "reason_data": {"warnings": list(choice.warnings), "new_sector": choice.new_sector},
    }


def _set_locked(placement: Placement, locked: bool, by: Any) -> None:
    _round_under_review(placement.round, by)
    changed = Placement.objects.filter(pk=placement.pk, state=Placement.State.PROPOSED).update(
        locked=locked
    )
    if not changed:
        raise ReviewRefused(_("This has changed in the meantime. Look at the page again."))
    placement.locked = locked


def _round_under_review(round_: Round, by: Any) -> Round:
    """The round, when its proposal can be changed now."""
    if not coordinates_round(by, round_):
        raise PermissionDenied
    fresh = lock_round(round_.pk)
    if fresh.state != Round.State.COMPUTED:
        raise ReviewRefused(_("This can only be changed before the places are published."))
    if fresh.runs.active().exists():
        raise ReviewRefused(_("The places are being divided now. Wait a moment, or stop it."))
    return fresh


def count_missing(round_: Round, student: Student, count: int) -> None:
    row, _new = Unplaced.objects.get_or_create(
        round=round_, student=student, defaults={"missing": 0, "reason": REMOVED}
    )
    row.missing = max(row.missing + count, 0)
    if row.missing:
        row.save(update_fields=["missing"])
    else:
        row.delete()
