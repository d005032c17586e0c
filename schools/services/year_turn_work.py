"""Carrying the turn of the year out: in the background, all or nothing, and only once."""

import datetime
import logging
from collections import Counter
from functools import partial
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.school_year import bounds
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.services import notify
from schools import tasks
from schools.models import (
    Group,
    GroupEnrolment,
    School,
    Student,
    YearTurn,
    YearTurnGroup,
    YearTurnPupil,
)
from schools.services.leavers import deregister_student
from schools.services.rosters import BATCH, end_enrolments
from schools.services.year_copies import copy_calendar, copy_periods
from schools.services.year_turns import TurnRefused, check_names, pupils_of, why_not_yet
from schools.workflow import YEAR_TURN_WORKFLOW

logger = logging.getLogger(__name__)
Fate = YearTurnPupil.Fate
State = YearTurn.State
STALE = datetime.timedelta(seconds=120)


@transaction.atomic
def start_turn(turn: YearTurn, *, by: User) -> None:
    """Have it carried out in the background.

    Raises TurnRefused when it is too early, or when two groups would get the same name.
    """
    if reason := why_not_yet(turn):
        raise TurnRefused(reason)
    check_names(turn.groups.select_related("group"))  # proposals may be alike too
    YEAR_TURN_WORKFLOW.apply(
        "start", turn, by=by, created_by=by, heartbeat_at=timezone.now(), message=""
    )
    trail.record("schools.year_turn.start", turn, by=by)
    transaction.on_commit(partial(tasks.turn_year.delay, turn.pk))


def carry_out(turn_id: int) -> bool:
    """Do the work of the task. False when there was nothing to do."""
    turn = YearTurn.objects.select_related("school", "created_by").get(pk=turn_id)
    try:
        finish_turn(turn)
    except TransitionNotAllowed:  # another worker did it
        return False
    except OperationalError:  # the database was busy: the message comes again
        raise
    except Exception as error:
        # Only its kind: the text of an error may quote a person's row.
        logger.error("turn of the year %s failed: %s", turn_id, type(error).__name__)
        fail_turn(turn)
    return True


@transaction.atomic
def finish_turn(turn: YearTurn) -> None:
    """Make the groups, move the pupils, and close the turn in the same transaction."""
    YEAR_TURN_WORKFLOW.apply("finish", turn, by=None, finished_at=timezone.now())
    School.objects.select_for_update(no_key=True).get(pk=turn.school_id)
    report = _Turning(turn).run()
    if turn.copy_periods:
        report["periods"] = copy_periods(turn.school, turn.from_year, turn.to_year)
    if turn.copy_calendar:
        report["calendar"] = copy_calendar(turn.school, turn.from_year, turn.to_year)
    turn.report = report
    turn.save(update_fields=["report"])
    trail.record("schools.year_turn.finish", turn, by=turn.created_by, **report["pupils"])
    if turn.created_by:
        notify([turn.created_by], kind="schools.year_turned", about=turn, year=turn.to_year)


@transaction.atomic
def fail_turn(turn: YearTurn) -> None:
    """Nothing changed; the person may look at it and try again."""
    message = _("Something went wrong on our side. Nothing was changed. Try it again.")
    YEAR_TURN_WORKFLOW.apply("fail", turn, by=None, message=message)
    trail.record("schools.year_turn.fail", turn, by=None)


def revive_stalled() -> int:
    """Hand turns of dead workers to another one; returns how many."""
    long_ago = timezone.now() - STALE
    stalled = YearTurn.objects.filter(state=State.TURNING, heartbeat_at__lt=long_ago)
    for turn in stalled:
        YearTurn.objects.filter(pk=turn.pk).update(heartbeat_at=timezone.now())
        tasks.turn_year.delay(turn.pk)
    return len(stalled)


class _Turning:
    """Moves groups and pupils; a fixed number of queries, but for who leaves."""

    def __init__(self, turn: YearTurn):
        self.turn = turn
        self.day = bounds(turn.to_year)[0]
        self.rows = list(turn.groups.select_related("group").order_by("group__name"))
        self.by_group = {row.group_id: row for row in self.rows}
        self.others = {other.student_id: other for other in turn.pupils.select_related("into")}
        self.targets: dict[int, Group] = {}

    def run(self) -> dict:
        self._make_groups()
        students = list(pupils_of(self.turn).order_by("pk"))
        fates = {student.pk: self._fate_of(student) for student in students}
        lines = self._lines(students, fates)
        by = self._who_started()
        leavers = [s for s in students if fates[s.pk][0] == Fate.LEAVES]
        self._move([s for s in students if fates[s.pk][0] != Fate.LEAVES], fates)
        for student in leavers:
            deregister_student(student, by=by, left_on=self.day - datetime.timedelta(days=1))
        counted = Counter(fate for fate, _target in fates.values())
        return {"pupils": {fate: counted[fate] for fate in Fate.values}, "groups": lines}

    def _who_started(self) -> User:
        if self.turn.created_by is None:  # the account was removed meanwhile
            raise PermissionDenied
        return self.turn.created_by

    def _make_groups(self) -> None:
        """Who goes on gets a group of the new year: the one of that name, else a new one."""
        here = Group.objects.base().filter(
            school=self.turn.school_id, school_year=self.turn.to_year
        )
        known = {group.name.casefold(): group for group in here}
        going = [row for row in self.rows if row.fate == YearTurnGroup.Fate.UP]
        new = [row for row in going if row.new_name.casefold() not in known]
        made = Group.objects.bulk_create(
            Group(
                school_id=self.turn.school_id,
                location_id=row.group.location_id,
                name=row.new_name,
                year_of_study=_year_after(row.group.year_of_study),
                school_year=self.turn.to_year,
            )
            for row in new
        )
        known |= {group.name.casefold(): group for group in made}
        self.targets = {row.pk: known[row.new_name.casefold()] for row in going}
        self._keep_mentors([row for row in going if row.keep_mentors])

    def _keep_mentors(self, rows: list[YearTurnGroup]) -> None:
        target_of = {row.group_id: self.targets[row.pk].pk for row in rows}
        through = Group.mentors.through
        mentors = through.objects.filter(group__in=target_of).values_list("group_id", "user_id")
        through.objects.bulk_create(
            [through(group_id=target_of[group], user_id=user) for group, user in mentors],
            ignore_conflicts=True,
        )

    def _fate_of(self, student: Student) -> tuple[str, Group | None]:
        row = self.by_group[cast("int", student.base_group_id)]
        fate, into = row.fate, row
        if other := self.others.get(student.pk):
            fate, into = other.fate, other.into or row
        target = self.targets.get(into.pk) if fate == Fate.UP else None
        if fate == Fate.UP and target is None:
            fate = Fate.LATER
        return fate, target

    def _move(self, students: list[Student], fates: dict) -> None:
        for student in students:
            target = fates[student.pk][1]
            student.base_group = target
            if target and target.year_of_study:
                student.year_of_study = target.year_of_study
        Student.objects.bulk_update(students, ["base_group", "year_of_study"], BATCH)
        open_places = GroupEnrolment.objects.filter(
            student__in=[s.pk for s in students], until=None, group__school_year=self.turn.from_year
        )
        end_enrolments(open_places.values_list("pk", flat=True), self.day)
        GroupEnrolment.objects.bulk_create(
            (
                GroupEnrolment(student=student, group=student.base_group, since=self.day)
                for student in students
                if student.base_group
            ),
            batch_size=BATCH,
            ignore_conflicts=True,
        )

    def _lines(self, students: list[Student], fates: dict) -> list[dict]:
        """For the report: each old group, its new name, and how many went which way."""
        counts: dict[int, Counter] = {row.group_id: Counter() for row in self.rows}
        for student in students:
            counts[cast("int", student.base_group_id)][fates[student.pk][0]] += 1
        return [
            {
                "name": row.group.name,
                "fate": row.fate,
                "new_name": row.new_name,
                **{fate: counts[row.group_id][fate] for fate in Fate.values},
            }
            for row in self.rows
        ]


def _year_after(year: int | None) -> int | None:
    return None if year is None else year + 1


YEAR_TURN_SERVICES = {"start": start_turn, "finish": finish_turn, "fail": fail_turn}
