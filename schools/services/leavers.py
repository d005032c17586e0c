"""Pupils who seem to have left: a person says whether they did. Nobody is ever deleted here.

Who left stays in aftercare for two years: the school asks how it goes, the file can still be read.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from schools.models import Aftercare, GroupEnrolment, Student
from schools.models.aftercare import last_day_of_aftercare
from schools.permissions import coordinates
from schools.services.login_cards import revoke_cards
from schools.services.rosters import end_enrolments
from schools.signals import student_deregistered

HERE = (Student.Status.ENROLLED, Student.Status.PROPOSED_LEAVER)


@transaction.atomic
def deregister_student(
    student: Student, *, by: User, left_on: datetime.date | None = None, destination: str = ""
) -> None:
    """The pupil has left: groups end, the card stops, and the bridge frees what was reserved.

    Aftercare begins, and ends by itself two years after ``left_on``. Twice is once.
    """
    if not coordinates(by, student):
        raise PermissionDenied
    day = left_on or student.left_on or timezone.localdate()
    gone = Student.Status.AFTERCARE
    if last_day_of_aftercare(day) < timezone.localdate():  # a file may tell of it years later
        gone = Student.Status.LEFT
    moved = Student.objects.filter(pk=student.pk, status__in=HERE).update(status=gone, left_on=day)
    if not moved:
        return
    student.status, student.left_on = gone, day
    here = GroupEnrolment.objects.filter(student=student, until=None)
    end_enrolments(here.values_list("pk", flat=True), day)
    revoke_cards([student])
    _begin_aftercare(student, day, destination)
    trail.record("schools.student.deregister", student, by=by)
    student_deregistered.send(sender=Student, student=student, by=by)


def _begin_aftercare(student: Student, left_on: datetime.date, destination: str) -> None:
    """Who left before and came back starts anew."""
    Aftercare.objects.update_or_create(
        student=student,
        defaults={
            "school_id": student.school_id,
            "left_on": left_on,
            "until": last_day_of_aftercare(left_on),
            "destination": destination,
            "checked_on": None,
        },
    )


@transaction.atomic
def keep_student(student: Student, *, by: User) -> None:
    """The pupil is still at school, whatever the file says."""
    if not coordinates(by, student):
        raise PermissionDenied
    doubted = Student.objects.filter(pk=student.pk, status=Student.Status.PROPOSED_LEAVER)
    if doubted.update(status=Student.Status.ENROLLED, left_on=None):
        student.status, student.left_on = Student.Status.ENROLLED, None
        trail.record("schools.student.keep", student, by=by)
