"""Photo consent per purpose: given by a parent, or by the pupil from 16; withdrawn at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify
from schools.models import Group, PhotoConsent, PhotoDecider, SchoolMembership, Student
from schools.models.rights import MENTORS, Role
from schools.permissions import records_photos

Purpose = PhotoConsent.Purpose
GivenBy = PhotoConsent.GivenBy


class ConsentRefused(Exception):
    """The message says why."""


@dataclass(frozen=True)
class PhotoChange:
    """What was ticked and unticked for one pupil. ``decides``: marked as 16 or older, or not."""

    give: frozenset[str] = frozenset()
    withdraw: frozenset[str] = frozenset()
    decides: bool | None = None

    def __bool__(self) -> bool:
        return bool(self.give or self.withdraw) or self.decides is not None


@transaction.atomic
def record_consent(student: Student, change: PhotoChange, *, by: User) -> bool:
    """What a parent, or the pupil from 16, told the school. Returns whether anything changed."""
    if not records_photos(by, student):
        raise PermissionDenied
    return bool(_apply(_locked([student.pk]), {student.pk: change}, by))


@transaction.atomic
def record_consents_of_group(group: Group, changes: Mapping[int, PhotoChange], *, by: User) -> int:
    """The same for many pupils of one group; returns of how many something changed."""
    if not records_photos(by, group):
        raise PermissionDenied
    asked = {pk: change for pk, change in changes.items() if change}
    students = [student for student in _locked(asked) if student.base_group_id == group.pk]
    if len(students) != len(asked):
        raise PermissionDenied
    return _apply(students, asked, by)


@transaction.atomic
def choose_own_consent(student: Student, purposes: Collection[str], *, by: User) -> bool:
    """The pupil from 16, on the own page: yes to exactly these. The school hears of a no."""
    if student.user_id is None or student.user_id != by.pk:
        raise PermissionDenied
    students = _locked([student.pk])
    if not PhotoDecider.objects.filter(student=student).exists():
        raise PermissionDenied
    have = set(_current(students).values_list("purpose", flat=True))
    wanted = set(purposes)
    change = PhotoChange(give=frozenset(wanted - have), withdraw=frozenset(have - wanted))
    changed = bool(_apply(students, {student.pk: change}, by))
    if change.withdraw:
        _tell_school(student)
    return changed


def _locked(pks) -> list[Student]:
    students = Student.objects.enrolled().filter(pk__in=list(pks)).order_by("pk")
    return list(students.select_for_update(no_key=True))


def _current(students):
    return PhotoConsent.objects.current().filter(student__in=students)


def _apply(students: list[Student], changes: Mapping[int, PhotoChange], by: User) -> int:
    _refuse_unknown(changes)
    deciding = set(
        PhotoDecider.objects.filter(student__in=students).values_list("student", flat=True)
    )
    rows: dict[int, dict[str, PhotoConsent]] = {student.pk: {} for student in students}
    for row in _current(students):
        rows[row.student_id][row.purpose] = row
    changed = 0
    for student in students:
        change = changes[student.pk]
        marked = _mark(student, change.decides, student.pk in deciding, by)
        own = change.decides if change.decides is not None else student.pk in deciding
        ended = _withdraw(rows[student.pk], change.withdraw, marked and not own)
        given = _give(student, rows[student.pk], change.give, own, by)
        if ended:
            trail.record("schools.photo.withdraw", student, by=by, purposes=sorted(ended))
        if given:
            trail.record("schools.photo.give", student, by=by, purposes=sorted(given))
        changed += bool(marked or ended or given)
    return changed


def _refuse_unknown(changes: Mapping[int, PhotoChange]) -> None:
    asked = {purpose for change in changes.values() for purpose in change.give | change.withdraw}
    if asked - set(Purpose.values):
        raise ConsentRefused(_("This purpose is not in the list. Reload the page."))


def _mark(student: Student, wanted: bool | None, marked: bool, by: User) -> bool:
    if wanted is None or wanted == marked:
        return False
    if wanted:
        PhotoDecider.objects.create(student=student, since=timezone.localdate(), set_by=by)
    else:
        PhotoDecider.objects.filter(student=student).delete()
    trail.record("schools.photo.decider", student, by=by, pupil_decides=wanted)
    return True


def _withdraw(rows: dict[str, PhotoConsent], purposes: frozenset[str], too_young: bool) -> set[str]:
    """A pupil who turns out to be under 16 could not give consent: that ends as well."""
    ending = [
        row
        for row in rows.values()
        if row.purpose in purposes or (too_young and row.given_by == GivenBy.PUPIL)
    ]
    PhotoConsent.objects.filter(pk__in=[row.pk for row in ending]).update(
        withdrawn_on=timezone.localdate()
    )
    for row in ending:
        del rows[row.purpose]
    return {row.purpose for row in ending}


def _give(student, rows, purposes, own: bool, by: User) -> set[str]:
    fresh = set(purposes) - set(rows)
    PhotoConsent.objects.bulk_create(
        PhotoConsent(
            student=student,
            purpose=purpose,
            given_by=GivenBy.PUPIL if own else GivenBy.PARENT,
            given_on=timezone.localdate(),
            recorded_by=by,
        )
        for purpose in sorted(fresh)
    )
    return fresh


def _tell_school(student: Student) -> None:
    """Pictures that are in use have to come down: the mentors and the coordinators hear of it."""
    told = Q(role=Role.COORDINATOR)
    if student.base_group_id:  # without this, "no group" would be everybody who has none
        told |= Q(role__in=MENTORS, user__mentored_groups=student.base_group_id)
    here = SchoolMembership.objects.filter(told, school=student.school_id)
    notify(
        User.objects.filter(pk__in=here.values("user")),
        kind="schools.photo_withdrawn",
        about=student,
        occasion=timezone.now().isoformat(),
        url=reverse("schools:student-photos", args=[student.pk]),
    )
