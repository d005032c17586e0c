"""How each pupil stands: sectors met, what is coming, what waits for looking back.

Numbers that belong to a pupil's file, so for whoever may read it; three queries for any number.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import Session
from placements.models import Placement, Reflection
from schools.models import Group, Student
from schools.permissions import Right, group_ids_with, may_with_pupil, school_ids_with


@dataclass
class Standing:
    """``met`` has sector codes; ``next`` is the first place to come."""

    met: set[str] = field(default_factory=set)
    been: int = 0
    coming: int = 0
    next: Placement | None = None
    to_look_back: int = 0


def named_groups(user) -> QuerySet[Group]:
    """Base groups of whose pupils ``user`` may see the names, and that have pupils."""
    return _groups_with(user, Right.NAMES)


def read_groups(user) -> QuerySet[Group]:
    """Base groups of whose pupils ``user`` may read the file (without private words)."""
    return _groups_with(user, Right.FILE)


def _groups_with(user, right: Right) -> QuerySet[Group]:
    mine = Q(school__in=school_ids_with(user, right)) | Q(pk__in=group_ids_with(user, right))
    return Group.objects.base().filter(mine).with_size().filter(size__gt=0).order_by("name", "pk")


def coming_places(now: datetime.datetime | None = None) -> QuerySet[Placement]:
    """Published and not over yet."""
    return Placement.objects.published().filter(
        session__ends_at__gt=now or timezone.now(), session__state=Session.State.OPEN
    )


def waiting_reflections(now: datetime.datetime | None = None) -> QuerySet[Reflection]:
    """The pupil has been there and did not look back yet."""
    return (
        Reflection.objects.exclude(state=Reflection.State.DONE)
        .exclude(placement__attendance__status="absent")
        .filter(
            placement__state=Placement.State.PUBLISHED,
            placement__session__ends_at__lte=now or timezone.now(),
        )
        .exclude(placement__session__state=Session.State.CANCELLED)
    )


def without_place(students: QuerySet[Student]) -> QuerySet[Student]:
    return students.filter(~Exists(coming_places().filter(student=OuterRef("pk"))))


def must_look_back(students: QuerySet[Student], reader) -> QuerySet[Student]:
    """Only of pupils whose file ``reader`` may read."""
    waiting = waiting_reflections().filter(pk__in=Reflection.objects.visible_to(reader))
    return students.filter(Exists(waiting.filter(placement__student=OuterRef("pk"))))


def standing_of(students: Iterable[Student], reader) -> dict[int, Standing]:
    """By pupil id. Who reads no files gets only what is coming."""
    pupils = {student.pk: student for student in students}
    rows = {pk: Standing() for pk in pupils}
    now = timezone.now()
    for placement in _placements_of(pupils, reader):
        standing = rows[placement.student_id]
        if placement.session.ends_at > now:
            _count_coming(standing, placement)
        elif reads(reader, pupils[placement.student_id]):
            _count_been(standing, placement)
    waiting = waiting_reflections(now).filter(
        pk__in=Reflection.objects.visible_to(reader), placement__student__in=pupils
    )
    for pk in waiting.values_list("placement__student", flat=True):
        rows[pk].to_look_back += 1
    return rows


def reads(user, student: Student) -> bool:
    """Whether ``user`` is staff who may open this file."""
    return may_with_pupil(user, Right.FILE, student)


def _placements_of(pupils, reader) -> QuerySet[Placement]:
    return (
        Placement.objects.visible_to(reader)
        .published()
        .filter(student__in=pupils)
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__offer__sector", "session__offer__employer", "attendance")
        .order_by("session__starts_at", "pk")
    )


def _count_coming(standing: Standing, placement: Placement) -> None:
    standing.coming += 1
    standing.next = standing.next or placement


def _count_been(standing: Standing, placement: Placement) -> None:
    attendance = getattr(placement, "attendance", None)
    if attendance is not None and attendance.status != "absent":
        standing.been += 1
        standing.met.add(placement.session.offer.sector.code)
