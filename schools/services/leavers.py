"""Pupils who seem to have left: a person says whether they did. Nobody is ever deleted here."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from schools.models import GroupEnrolment, Student
from schools.permissions import coordinates
from schools.services.login_cards import revoke_cards
from schools.services.rosters import end_enrolments
from schools.signals import student_deregistered


@transaction.atomic
def deregister_student(student: Student, *, by: User, left_on: datetime.date | None = None) -> None:
    """The pupil has left: groups end, the card stops, and the bridge frees what was reserved."""
    if not coordinates(by, student):
        raise PermissionDenied
    day = left_on or student.left_on or timezone.localdate()
    moved = (
        Student.objects.filter(pk=student.pk)
        .exclude(status=Student.Status.LEFT)
        .update(status=Student.Status.LEFT, left_on=day)
    )
    if not moved:
        return
    student.status, student.left_on = Student.Status.LEFT, day
    here = GroupEnrolment.objects.filter(student=student, until=None)
    end_enrolments(here.values_list("pk", flat=True), day)
    revoke_cards([student])
    trail.record("schools.student.deregister", student, by=by)
    student_deregistered.send(sender=Student, student=student, by=by)


@transaction.atomic
def keep_student(student: Student, *, by: User) -> None:
    """The pupil is still at school, whatever the file says."""
    if not coordinates(by, student):
        raise PermissionDenied
    doubted = Student.objects.filter(pk=student.pk, status=Student.Status.PROPOSED_LEAVER)
    if doubted.update(status=Student.Status.ENROLLED, left_on=None):
        student.status, student.left_on = Student.Status.ENROLLED, None
        trail.record("schools.student.keep", student, by=by)
