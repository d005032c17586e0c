"""Groups made, renamed or put away by hand. A roster file finds a group by its name."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.audit import trail
from schools.models import Group, GroupEnrolment, School, Student
from schools.permissions import coordinates


class GroupRefused(Exception):
    """``field`` is the one to look at, if it is one. Nothing was written."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


@transaction.atomic
def save_group(group: Group, *, by: User) -> Group:
    """Make a group or keep its changes. Raises GroupRefused when the name is taken this year."""
    if not coordinates(by, group):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=group.school_id)
    same = Group.objects.current().filter(
        school=group.school_id,
        school_year=group.school_year,
        kind=group.kind,
        location=group.location_id,
        name__iexact=group.name,
    )
    if same.exclude(pk=group.pk).exists():
        raise GroupRefused(_("There is a group with this name in this year already."), "name")
    action = "schools.group.change" if group.pk else "schools.group.add"
    group.save()
    trail.record(action, group, by=by)
    return group


@transaction.atomic
def archive_group(group: Group, *, by: User) -> None:
    """Put an empty group away: no list shows it, its past stays. Twice is once.

    Raises GroupRefused while there are pupils in it.
    """
    if not coordinates(by, group):
        raise PermissionDenied
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if number := pupils_in(group):
        text = ngettext(
            "There is %(count)s pupil in this group. Move the pupil first.",
            "There are %(count)s pupils in this group. Move them first.",
            number,
        )
        raise GroupRefused(text % {"count": number})
    _set_archived(group, timezone.now(), "schools.group.archive", by=by)


@transaction.atomic
def restore_group(group: Group, *, by: User) -> None:
    """Bring a group back that was put away. Twice is once."""
    if not coordinates(by, group):
        raise PermissionDenied
    _set_archived(group, None, "schools.group.restore", by=by)


def pupils_in(group: Group) -> int:
    """How many pupils who are at school are in it, as base group or beside it."""
    status = Student.Status
    here = GroupEnrolment.objects.filter(
        group=group, until=None, student__status__in=[status.ENROLLED, status.PROPOSED_LEAVER]
    ).values("student")
    base = Student.objects.filter(
        base_group=group, status__in=[status.ENROLLED, status.PROPOSED_LEAVER]
    ).values("pk")
    return Student.objects.filter(pk__in=here.union(base)).count()


def _set_archived(group: Group, moment: Any, action: str, *, by: User) -> None:
    before = Group.objects.filter(pk=group.pk, archived_at__isnull=moment is not None)
    if before.update(archived_at=moment):
        group.archived_at = moment
        trail.record(action, group, by=by)
