"""Puts a roster into the school: in bulk, all or nothing, the same file twice is once."""

import datetime
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, DateField, F, Model, Value, When
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from portal.imports.rows import Roster, RosterGroup, RosterRow
from schools.models import Group, GroupEnrolment, RosterImport, School, Student
from schools.services.roster_compare import (
    Chunk,
    Comparer,
    PupilChange,
    field_names,
    set_values,
    wanted_values,
)
from schools.services.roster_memory import UndoMemory
from schools.services.roster_plans import RosterPlan, begin_plan, questions_before

BATCH = 500
GROUP_FIELDS = ["source_key", "name", "kind", "year_of_study", "archived_at"]
Status = Student.Status


class NeedsConfirmation(Exception):
    """The file would do something that a person must say yes to; ``questions`` names what."""

    def __init__(self, questions: tuple[str, ...], plan: RosterPlan):
        super().__init__(", ".join(questions))
        self.questions = questions
        self.plan = plan


@transaction.atomic
def apply_roster(
    school: School,
    roster: Roster,
    *,
    by: User | None,
    confirmed: Iterable[str] = (),
    import_: RosterImport | None = None,
) -> RosterPlan:
    """Bring the school in line with ``roster`` and return what was changed.

    Pupils who are not in the file become proposed leavers and nobody is deleted. Roles of staff
    in the file give no rights. Raises WrongSchool, or NeedsConfirmation unless ``confirmed``
    holds the question; then nothing is changed. With ``import_`` it can be undone until the next.

    Each chunk is compared and written in turn; doubts are clear only after the last row, and then
    the transaction takes everything back.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    comparer, plan = begin_plan(school, roster, lock=True)
    asked = questions_before(school, roster)
    memory = UndoMemory(import_)
    writer = _Writer(comparer, memory)
    writer.write_groups()
    for chunk in comparer.chunks():
        plan.add(chunk)
        writer.write(chunk)
    for gone in comparer.missing():
        plan.add_missing([pk for pk, _left_on in gone])
        writer.propose_missing(gone)
    plan.finish(comparer, asked)
    if plan.nothing:
        return plan
    open_questions = tuple(q for q in plan.questions if q not in set(confirmed))
    if open_questions:
        raise NeedsConfirmation(open_questions, plan)
    memory.forget_older(school)
    trail.record("schools.roster.apply", school, by=by, **plan.counts)
    return plan


class _Writer:
    def __init__(self, comparer: Comparer, memory: UndoMemory):
        self.comparer = comparer
        self.memory = memory
        self.school = comparer.school
        today = timezone.localdate()
        self.day = min(comparer.roster.reference_date or today, today)
        self.groups = comparer.groups

    def write_groups(self) -> None:
        wanted = iter(self.comparer.new_groups)
        while some := list(islice(wanted, BATCH)):
            made = Group.objects.bulk_create(map(self._group, some))
            keys = [group.key for group in some]
            self.groups.update({key: group.pk for key, group in zip(keys, made, strict=True)})
            self.memory.made_groups(made)
        Group.objects.bulk_update(self.comparer.renamed, GROUP_FIELDS, BATCH)
        self.memory.changed_groups(self.comparer.renamed_fields)

    def _group(self, group: RosterGroup) -> Group:
        return Group(
            school_id=self.school.pk,
            location=self.comparer.location,
            source_key="" if self.comparer.roster.groups_by_name else group.key,
            name=group.name,
            kind=Group.Kind.COMPOSITE if group.composite else Group.Kind.BASE,
            year_of_study=group.year_of_study,
            school_year=self.comparer.roster.school_year,
        )

    def write(self, chunk: Chunk) -> None:
        self._make_students(chunk.new)
        self._change_students(chunk.changes)
        self._propose_leavers(chunk.leavers)

    def propose_missing(self, gone: list[tuple]) -> None:
        """(id, day of leaving) of pupils of whom the file does not speak."""
        ids = [pk for pk, _left_on in gone]
        Student.objects.filter(pk__in=ids).update(status=Status.PROPOSED_LEAVER, left_on=None)
        self.memory.proposed(gone)

    def _make_students(self, rows: list[RosterRow]) -> None:
        if not rows:
            return
        groups = self.groups
        students = Student.objects.bulk_create(
            Student(
                school_id=self.school.pk,
                source_key=row.source_key,
                base_group_id=groups.get(row.group_key),
                **wanted_values(self.school, row, self.comparer.location_of(row)),
            )
            for row in rows
        )
        self.comparer.made(students)
        self.memory.made_pupils(students)
        insert_rows(
            GroupEnrolment,
            ("student", "group", "since"),
            [
                (student.pk, group_id, self.day)
                for student, row in zip(students, rows, strict=True)
                for group_id in sorted(self._group_ids(student, row))
            ],
        )

    def _change_students(self, changes: list[PupilChange]) -> None:
        if not changes:
            return
        before = {change.student.pk: self._set(change) for change in changes}
        touched = field_names(Student, {name for fields in before.values() for name in fields})
        if touched:
            students = [change.student for change in changes if before[change.student.pk]]
            Student.objects.bulk_update(students, touched, BATCH)
        ended: dict[int, list[int]] = {}
        begun: list[tuple[int, int]] = []
        for change in changes:
            pk, wanted = change.student.pk, self._group_ids(change.student, change.row)
            ended[pk] = [
                place.pk
                for group_id, place in change.places.items()
                if place.may_end and group_id not in wanted
            ]
            begun += [(pk, group_id) for group_id in sorted(wanted - set(change.places))]
        end_enrolments([pk for pks in ended.values() for pk in pks], self.day)
        self.memory.changed_pupils(before, ended, self._enrol(begun))

    def _set(self, change: PupilChange) -> dict[str, list]:
        """Put the new values on the pupil; gives [before, now] of each."""
        values = dict(change.fields)
        if change.returns:
            values |= {"status": Status.ENROLLED, "left_on": None}
        if change.moves:
            values["base_group_id"] = self.groups.get(change.row.group_key)
        return set_values(change.student, values)

    def _propose_leavers(self, leavers: list[tuple[Student, RosterRow]]) -> None:
        """The file says of these that they left."""
        if not leavers:
            return
        before = {
            student.pk: set_values(
                student, {"status": Status.PROPOSED_LEAVER, "left_on": row.left_on}
            )
            for student, row in leavers
        }
        Student.objects.bulk_update(
            [student for student, _row in leavers], ["status", "left_on"], BATCH
        )
        self.memory.changed_pupils(before, {}, [])

    def _enrol(self, places: Iterable[tuple[int, int]]) -> list[GroupEnrolment]:
        """Begin these (pupil, group)."""
        return GroupEnrolment.objects.bulk_create(
            GroupEnrolment(student_id=student_id, group_id=group_id, since=self.day)
            for student_id, group_id in places
        )

    def _group_ids(self, student: Student, row: RosterRow) -> set[int]:
        ids = {self.groups[key] for key in row.composite_keys if key in self.groups}
        if student.base_group_id:
            ids.add(student.base_group_id)
        return ids


def insert_rows(model: type[Model], fields: tuple[str, ...], rows: list[tuple]) -> None:
    """As bulk_create, for many plain rows whose ids nobody asks for: a third of its time."""
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    statement = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608 (names of our own models)
        quote(model._meta.db_table),
        ", ".join(quote(column.column) for column in columns),
        ", ".join(["%s"] * len(columns)),
    )
    values = [
        tuple(
            value if isinstance(value, int) else column.get_db_prep_save(value, connection)
            for column, value in zip(columns, row, strict=True)
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


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
