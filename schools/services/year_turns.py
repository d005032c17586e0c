"""Preparing the turn of the year: what becomes of each group and pupil. Nothing changes yet."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.formats import long_date
from portal.core.school_year import bounds, current_school_year, school_year_of
from portal.core.workflow import TransitionNotAllowed
from schools.models import Group, School, Student, YearTurn, YearTurnGroup, YearTurnPupil
from schools.permissions import coordinates

Fate = YearTurnGroup.Fate
State = YearTurn.State
EARLY = datetime.timedelta(days=31)  # from 1 July on, when the groups are known
LAST_YEARS = 4  # from this year on the highest year of a school may be its last
ENDS_ON_1_AUGUST = datetime.timedelta(days=1)


class TurnRefused(Exception):
    """The year cannot be turned like this; the message says what to do."""


def next_year(school_year: str) -> str:
    """The school year after "2026-2027"."""
    return school_year_of(bounds(school_year)[1] + ENDS_ON_1_AUGUST)


def year_to_leave(school: School) -> str | None:
    """The newest past school year in which pupils still sit, else the year in which they sit.

    None when there are no groups with pupils.
    """
    groups = Group.objects.base().filter(school=school, students__status=Student.Status.ENROLLED)
    years = set(groups.order_by().values_list("school_year", flat=True).distinct())
    past = {year for year in years if year < current_school_year()}
    return max(past or years, default=None)


def opens_on(school_year: str) -> datetime.date:
    """From which day on the turn away from this year may be carried out."""
    return bounds(school_year)[1] + ENDS_ON_1_AUGUST - EARLY


@transaction.atomic
def prepare_turn(school: School, *, by: User) -> YearTurn:
    """The turn away from the year in which the pupils sit, with a proposal for each group.

    The one that is being prepared already is returned as it is. Raises TurnRefused when there are
    no groups.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    year = year_to_leave(school)
    if year is None:
        raise TurnRefused(
            _("There are no groups with pupils yet. Bring in your pupils first: import a roster.")
        )
    turn, made = YearTurn.objects.get_or_create(
        school=school,
        to_year=next_year(year),
        defaults={"from_year": year, "created_by": by},
    )
    if made:
        trail.record("schools.year_turn.prepare", turn, by=by)
    if turn.state == State.DRAFT:
        _propose(turn)
    return turn


@transaction.atomic
def add_new_groups(turn: YearTurn, *, by: User) -> int:
    """Groups that came with a roster since the turn was prepared join it; returns how many."""
    return _propose(_editable(turn, by))


def _propose(turn: YearTurn) -> int:
    """Groups that were made since the turn was first prepared join it with a proposal."""
    known = turn.groups.values_list("group_id", flat=True)
    groups = list(groups_of(turn).exclude(pk__in=known))
    top = max((g.year_of_study or 0 for g in groups_of(turn)), default=0)
    YearTurnGroup.objects.bulk_create(
        YearTurnGroup(turn=turn, group=group, **_proposal(group, top)) for group in groups
    )
    return len(groups)


def groups_of(turn: YearTurn):
    """The base groups of the old year in which pupils sit."""
    groups = Group.objects.base().filter(school=turn.school_id, school_year=turn.from_year)
    return groups.filter(students__status=Student.Status.ENROLLED).distinct()


def _proposal(group: Group, top: int) -> dict[str, Any]:
    """The highest year leaves, the others go on with a number higher in their name."""
    if group.year_of_study and group.year_of_study == top and top >= LAST_YEARS:
        return {"fate": Fate.LEAVES, "new_name": "", "keep_mentors": False}
    return {"fate": Fate.UP, "new_name": next_name(group.name, group.year_of_study)}


def next_name(name: str, year: int | None) -> str:
    """ "2B" of year 2 becomes "3B"; a name without its year stays."""
    if year is None:
        return name
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name, count=1)


@transaction.atomic
def decide_groups(turn: YearTurn, choices: Mapping[int, Mapping[str, Any]], *, by: User) -> None:
    """What happens to each group: ``{id of YearTurnGroup: {fate, new_name, keep_mentors}}``.

    Raises TurnRefused when a group goes on without a name, or two would get the same one.
    """
    rows = list(_editable(turn, by).groups.select_related("group"))
    for row in rows:
        chosen = choices.get(row.pk, {})
        row.fate = chosen.get("fate", row.fate)
        row.new_name = str(chosen.get("new_name", row.new_name)).strip()
        row.keep_mentors = bool(chosen.get("keep_mentors", row.keep_mentors))
        if row.fate != Fate.UP:
            row.new_name, row.keep_mentors = "", False
    check_names(rows)
    YearTurnGroup.objects.bulk_update(rows, ["fate", "new_name", "keep_mentors"])
    # Nobody can go into a group that does not go on.
    YearTurnPupil.objects.filter(turn=turn, into__in=[r for r in rows if r.fate != Fate.UP]).update(
        fate=YearTurnPupil.Fate.LATER, into=None
    )


def check_names(rows: Iterable[YearTurnGroup]) -> None:
    """Raises TurnRefused when a group goes on without a name, or two would get the same one."""
    seen: dict[str, str] = {}
    for row in rows:
        if row.fate != Fate.UP:
            continue
        if not row.new_name:
            raise TurnRefused(_("Write the new name of “%(group)s”.") % {"group": row.group.name})
        if first := seen.get(row.new_name.casefold()):
            raise TurnRefused(
                _("“%(first)s” and “%(second)s” would both be called “%(name)s”.")
                % {"first": first, "second": row.group.name, "name": row.new_name}
            )
        seen[row.new_name.casefold()] = row.group.name


@transaction.atomic
def decide_pupils(
    turn: YearTurn, choices: Mapping[int, tuple[str, int | None]], *, by: User
) -> None:
    """Who goes another way than the group: ``{id of pupil: (fate or "", YearTurnGroup id)}``.

    An empty fate is: with the group. Ids of other schools' pupils or groups: PermissionDenied.
    """
    targets = {row.pk for row in _editable(turn, by).groups.filter(fate=Fate.UP)}
    here = set(pupils_of(turn).filter(pk__in=choices).values_list("pk", flat=True))
    if set(choices) - here or {into for _fate, into in choices.values() if into} - targets:
        raise PermissionDenied
    YearTurnPupil.objects.filter(turn=turn, student__in=choices).delete()
    YearTurnPupil.objects.bulk_create(
        YearTurnPupil(turn=turn, student_id=student, fate=fate, into_id=into)
        for student, (fate, into) in choices.items()
        if fate
    )


def pupils_of(turn: YearTurn):
    """The enrolled pupils of the groups that are left."""
    return Student.objects.enrolled().filter(base_group__in=groups_of(turn))


@transaction.atomic
def decide_copies(turn: YearTurn, *, by: User, periods: bool, calendar: bool) -> None:
    """Whether learning periods, and test weeks and other days, are taken over."""
    _editable(turn, by)
    turn.copy_periods, turn.copy_calendar = periods, calendar
    turn.save(update_fields=["copy_periods", "copy_calendar"])


@transaction.atomic
def drop_turn(turn: YearTurn, *, by: User) -> None:
    """Throw the preparation away; nothing was changed yet."""
    _editable(turn, by)
    trail.record("schools.year_turn.drop", turn.school, by=by, year=turn.to_year)
    turn.delete()


def why_not_yet(turn: YearTurn) -> str:
    """Why the turn cannot be carried out today; empty when it can."""
    first = opens_on(turn.from_year)
    if timezone.localdate() < first:
        return _("You can carry this out from %(day)s. Until then nothing changes.") % {
            "day": long_date(first)
        }
    return ""


def _editable(turn: YearTurn, by: User) -> YearTurn:
    """The row under lock, so that nobody decides while it is carried out."""
    if not coordinates(by, turn):
        raise PermissionDenied
    try:
        return YearTurn.objects.select_for_update().get(pk=turn.pk, state=State.DRAFT)
    except YearTurn.DoesNotExist:
        raise TransitionNotAllowed(
            _("This turn of the year has been carried out. It cannot change any more.")
        ) from None
