"""Pupils typed in, changed or moved by hand. A roster file later finds them by their number."""

import datetime
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from schools.models import Group, GroupEnrolment, School, Student
from schools.models.student import BY_HAND
from schools.permissions import coordinates
from schools.services.rosters import end_enrolments

# What a person may change; the rest has a verb of its own.
FIELDS = ("given_name", "name_prefix", "family_name", "year_of_study", "track", "location")
# Keys of files that mean nothing there, and our own mark.
NOT_A_NUMBER = ("#", BY_HAND)


class StudentRefused(Exception):
    """``field`` is the one to look at. Nothing was written."""

    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.field = field


@transaction.atomic
def add_student(
    school: School, *, by: User, number: str = "", group: Group | None = None, **fields: Any
) -> Student:
    """A pupil who is in no file, or not yet. ``fields``: those of FIELDS.

    Without a number the pupil gets a key of its own: files leave such a pupil alone until somebody
    fills in the number. Raises StudentRefused, PermissionDenied.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    key = _free_number(school, number) if number else f"{BY_HAND}{secrets.token_hex(8)}"
    _refuse_foreign_group(school, group)
    student = Student.objects.create(
        school=school, source_key=key, base_group=group, **_known(fields)
    )
    if group is not None:
        _begin(student, group, timezone.localdate())
    trail.record("schools.student.add", student, by=by)
    return student


@transaction.atomic
def change_student(student: Student, *, by: User, number: str = "", **fields: Any) -> Student:
    """Other names, year, track or location; and the number, for who has none or a wrong one.

    Raises StudentRefused when the number is of another pupil, PermissionDenied.
    """
    if not coordinates(by, student):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=student.school_id)
    known = _known(fields)
    for name, value in known.items():
        setattr(student, name, value)
    if number and number != student.source_key:
        student.source_key = _free_number(student.school, number)
    student.save(update_fields=["source_key", *known])
    trail.record("schools.student.change", student, by=by)
    return student


@transaction.atomic
def move_student(
    student: Student, group: Group, *, by: User, on: datetime.date | None = None
) -> bool:
    """To another base group from ``on``, today unless said. False when already there.

    Groups of choice stay. Raises StudentRefused for a day to come, PermissionDenied.
    """
    if not coordinates(by, student):
        raise PermissionDenied
    today = timezone.localdate()
    day = on or today
    if day > today:
        raise StudentRefused(_("Choose today or a day before."), "on")
    _refuse_foreign_group(student.school, group)
    moved = Student.objects.filter(pk=student.pk).exclude(base_group=group)
    # A pupil without a group is in no group, and SQL thinks otherwise of "not that one".
    moved |= Student.objects.filter(pk=student.pk, base_group=None)
    if not moved.update(base_group=group):
        return False
    student.base_group = group
    here = GroupEnrolment.objects.filter(
        student=student, until=None, group__kind=Group.Kind.BASE
    ).exclude(group=group)
    end_enrolments(here.values_list("pk", flat=True), day)
    _begin(student, group, day)
    trail.record("schools.student.move", student, by=by, group=group.pk, day=day.isoformat())
    return True


def _begin(student: Student, group: Group, day: datetime.date) -> None:
    GroupEnrolment.objects.get_or_create(
        student=student, group=group, until=None, defaults={"since": day}
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"no fields of a pupil: {sorted(unknown)}")
    return fields


def _free_number(school: School, number: str) -> str:
    if number.startswith(NOT_A_NUMBER):
        raise StudentRefused(_("This is not a number of your school."), "number")
    if Student.objects.filter(school=school, source_key=number).exists():
        raise StudentRefused(
            _("There is a pupil with this number already, perhaps one who has left."), "number"
        )
    return number


def _refuse_foreign_group(school: School, group: Group | None) -> None:
    if group is not None and (group.school_id != school.pk or group.archived_at):
        raise StudentRefused(_("Choose a group of this school."), "group")
