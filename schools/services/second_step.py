"""Whether a school asks a second step of its staff, and a new start for who lost the telephone."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import second_step
from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify
from schools.models import School, SchoolMembership
from schools.permissions import owns, resets_second_step
from schools.services.owners import possible_owners


class NoSecondStep(Exception):
    def __str__(self) -> str:
        return _("This person has no second step. There is nothing to reset.")


@transaction.atomic
def require_second_step(school: School, required: bool, *, by: User) -> None:
    """The owner's choice. Never in silence: it is written down, and every coordinator hears."""
    if not owns(by, school):
        raise PermissionDenied
    changed = School.objects.filter(pk=school.pk, second_step_required=not required)
    if not changed.update(second_step_required=required):
        return
    school.second_step_required = required
    trail.record("schools.second_step.require", school, by=by, required=required)
    notify(
        possible_owners(school).exclude(pk=by.pk),
        kind="schools.second_step_on" if required else "schools.second_step_off",
        about=school,
        occasion=timezone.now().isoformat(),
        school=school.name,
        who=by.get_full_name(),
    )


@transaction.atomic
def reset_second_step(school: School, user: User, *, by: User) -> None:
    """The password still guards the account, and the person is mailed. Raises NoSecondStep."""
    team = SchoolMembership.objects.filter(school=school, user=user)
    if not resets_second_step(by, school, user) or not team.exists():
        raise PermissionDenied
    if not second_step.take_away(user):
        raise NoSecondStep
    trail.record("schools.second_step.reset", school, by=by, user=user.pk)
    notify(
        [user],
        kind="schools.second_step_reset",
        about=school,
        occasion=timezone.now().isoformat(),
        url="/mijn/",
        who=by.get_full_name(),
    )
