"""Puts a planned roster into the school: in bulk, all or nothing, the same file twice is once."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Case, DateField, F, Value, When
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from portal.imports.rows import Roster, RosterRow
from schools.models import Group, GroupEnrolment, School, Student
from schools.services.roster_plans import (
    PupilChange,
    RosterPlan,
    plan_roster,
    set_values,
    wanted_values,
)

BATCH = 500
FIELDS = {"location_id": "location", "base_group_id": "base_group"}  # bulk_update asks for fields


class NeedsConfirmation(Exception):
    """The file would do something that a person must say yes to; ``questions`` names what."""

    def __init__(self, questions: tuple[str, ...]):
        super().__init__(", ".join(questions))
        self.questions = questions


@transaction.atomic
def apply_roster(
    school: School, roster: Roster, *, by: User | None, confirmed: Iterable[str] = ()
) -> RosterPlan:
    """Bring the school in line with ``roster`` and return what was changed.

    Pupils who are not in the file become proposed leavers and nobody is deleted. Roles of staff
    in the file give no rights. Raises WrongSchool, or NeedsConfirmation unless ``confirmed``
    holds the question; then nothing is changed.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    plan = plan_roster(school, roster)
    if plan.nothing:
        return plan
    open_questions = tuple(q for q in plan.questions if q not in set(confirmed))
    if open_questions:
        raise NeedsConfirmation(open_questions)
    _Writer(plan).write()
    trail.record("schools.roster.apply", school, by=by, **plan.counts)
    return plan


class _Writer:
    def __init__(self, plan: RosterPlan):
        self.plan = plan
        self.school = plan.school
        today = timezone.localdate()
        self.day = min(plan.roster.reference_date or today, today)
        self.groups = dict(plan.groups)

    def write(self) -> None:
        self._write_groups()
        made = self._make_students()
        self._change_students()
        self._propose_leavers()
        self._enrol([*made, *((change.student, change.row) for change in self.plan.changes)])

    def _write_groups(self) -> None:
        kinds = {True: Group.Kind.COMPOSITE, False: Group.Kind.BASE}
        made = Group.objects.bulk_create(
            Group(
                school=self.school,
                location=self.plan.location,
                source_key=group.key,
                name=group.name,
                kind=kinds[group.composite],
                year_of_study=group.year_of_study,
                school_year=self.plan.roster.school_year,
            )
            for group in self.plan.new_groups
        )
        self.groups.update({group.source_key: group for group in made})
        Group.objects.bulk_update(
            self.plan.renamed_groups, ["source_key", "name", "kind", "year_of_study"], BATCH
        )

    def _make_students(self) -> list[tuple[Student, RosterRow]]:
        students = [
            Student(
                school=self.school,
                source_key=row.source_key,
                base_group=self.groups.get(row.group_key),
                **wanted_values(self.school, row, self.plan.location_of(row)),
            )
            for row in self.plan.new
        ]
        Student.objects.bulk_create(students)
        return list(zip(students, self.plan.new, strict=True))

    def _change_students(self) -> None:
        touched: set[str] = set()
        for change in self.plan.changes:
            touched.update(self._change(change))
        students = [change.student for change in self.plan.changes]
        if touched:
            Student.objects.bulk_update(students, sorted(touched), BATCH)

    def _change(self, change: PupilChange) -> set[str]:
        values = dict(change.fields)
        if change.returns:
            values |= {"status": Student.Status.ENROLLED, "left_on": None}
        if change.moves:
            group = self.groups.get(change.row.group_key)
            values["base_group_id"] = group and group.pk
        set_values(change.student, values)
        return {FIELDS.get(name, name) for name in values}

    def _propose_leavers(self) -> None:
        for student, row in self.plan.leavers:
            student.status = Student.Status.PROPOSED_LEAVER
            student.left_on = (row and row.left_on) or None
        leaving = [student for student, _row in self.plan.leavers]
        Student.objects.bulk_update(leaving, ["status", "left_on"], BATCH)

    def _enrol(self, pupils: list[tuple[Student, RosterRow]]) -> None:
        """End the places of these pupils that the file does not name, begin the ones it does."""
        wanted = {student.pk: self._group_ids(student, row) for student, row in pupils}
        current = GroupEnrolment.objects.filter(
            student__school=self.school, until=None
        ).select_related("group")
        ended = []
        for enrolment in current:
            groups = wanted.get(enrolment.student_id)
            if groups is None:
                continue
            if enrolment.group_id in groups:
                groups.discard(enrolment.group_id)
            elif enrolment.group.source_key or enrolment.group.kind == Group.Kind.BASE:
                ended.append(enrolment.pk)
        end_enrolments(ended, self.day)
        GroupEnrolment.objects.bulk_create(
            GroupEnrolment(student_id=student_id, group_id=group_id, since=self.day)
            for student_id, groups in wanted.items()
            for group_id in sorted(groups)
        )

    def _group_ids(self, student: Student, row: RosterRow) -> set[int]:
        ids = {self.groups[key].pk for key in row.composite_keys if key in self.groups}
        return ids | ({student.base_group_id} if student.base_group_id else set())


def end_enrolments(ids: Iterable[int], day: datetime.date) -> None:
    """End these places on ``day``, or on the day they began when that is later."""
    ids = list(ids)
    for start in range(0, len(ids), BATCH):
        GroupEnrolment.objects.filter(pk__in=ids[start : start + BATCH]).update(
            until=Case(
                When(since__gt=day, then=F("since")),
                default=Value(day),
                output_field=DateField(),
            )
        )
