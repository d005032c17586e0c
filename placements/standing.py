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
from schools.school_sectors import sectors_for

SHOWN = (
    *("student_id", "session_id", "state", "attendance__status", "reflection__state"),
    *("session__starts_at", "session__ends_at", "session__state", "session__offer__title"),
    *("session__offer__sector", "session__offer__employer__name"),
)


@dataclass
class Standing:
    """``met`` has codes of sectors as the reader's school counts them; ``next`` comes first."""

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


def standing_of(
    students: Iterable[Student], reader, places: Iterable[Placement] | None = None
) -> dict[int, Standing]:
    """By pupil id. Who reads no files gets only what is coming.

    ``places``: those of ``places_of``, when the caller has read them already.
    """
    pupils = {student.pk: student for student in students}
    rows = {pk: Standing() for pk in pupils}
    now = timezone.now()
    if places is None:
        places = places_of(pupils).filter(pk__in=Placement.objects.visible_to(reader))
    for placement in places:
        if placement.student_id not in rows:
            continue
        standing = rows[placement.student_id]
        if placement.session.ends_at > now:
            _count_coming(standing, placement)
        elif reads(reader, pupils[placement.student_id]):
            _count_been(standing, placement)
    shown = sectors_for(reader)
    for standing in rows.values():
        standing.met = shown.met(standing.met)
    return rows


def reads(user, student: Student) -> bool:
    """Whether ``user`` is staff who may open this file."""
    return may_with_pupil(user, Right.FILE, student)


def places_of(students) -> QuerySet[Placement]:
    """What was told to these pupils and not cancelled, the first one first. For staff only.

    Without the long texts of the offers: with thirty pupils they would weigh most.
    """
    return (
        Placement.objects.published()
        .filter(student__in=students)
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__offer__sector", "session__offer__employer")
        .select_related("attendance", "reflection")
        .only(*SHOWN)
        .order_by("session__starts_at", "pk")
    )


def _count_coming(standing: Standing, placement: Placement) -> None:
    standing.coming += 1
    standing.next = standing.next or placement


def _count_been(standing: Standing, placement: Placement) -> None:
    attendance = getattr(placement, "attendance", None)
    if attendance is not None and attendance.status == "absent":
        return
    if attendance is not None:
        standing.been += 1
        standing.met.add(placement.session.offer.sector.code)
    standing.to_look_back += waits_for_words(placement)


def waits_for_words(placement: Placement) -> bool:
    """The pupil has been there and did not look back yet."""
    reflection = getattr(placement, "reflection", None)
    return reflection is not None and reflection.state != Reflection.State.DONE
