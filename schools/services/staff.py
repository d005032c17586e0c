"""Who works at the school, and who is mentor of which group. The coordinator decides, no file."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify
from schools.models import Group, School, SchoolMembership
from schools.permissions import coordinates

Role = SchoolMembership.Role


class LastCoordinator(Exception):
    """Without a coordinator nobody could add one again."""

    def __str__(self) -> str:
        return _("A school needs at least one coordinator. Give this role to somebody else first.")


@transaction.atomic
def add_member(
    school: School, *, email: str, role: str, by: User, first_name: str = "", last_name: str = ""
) -> SchoolMembership:
    """Give the person with this address a role; who is new gets a mail to choose a password.

    Somebody who was here already keeps the own name. Twice is once.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email=email, first_name=first_name, last_name=last_name)
    membership, created = SchoolMembership.objects.get_or_create(
        user=user, school=school, role=role
    )
    if created:
        trail.record("schools.member.add", school, by=by, user=user.pk, role=role)
        notify(
            [user],
            kind="schools.member_added",
            about=membership,
            url=school.get_absolute_url(),
            school=school.name,
        )
    return membership


@transaction.atomic
def remove_role(membership: SchoolMembership, *, by: User) -> None:
    """Take one role away. A mentor's groups go with it. Raises LastCoordinator."""
    if not coordinates(by, membership):
        raise PermissionDenied
    school, user = membership.school, membership.user
    here = SchoolMembership.objects.select_for_update().filter(school=school, role=membership.role)
    others = [other for other in here if other.pk != membership.pk]
    if membership.role == Role.COORDINATOR and not others:
        raise LastCoordinator
    if membership.role == Role.MENTOR:
        Group.mentors.through.objects.filter(group__school=school, user=user).delete()
    trail.record("schools.member.remove", school, by=by, user=user.pk, role=membership.role)
    membership.delete()


@transaction.atomic
def set_mentors(group: Group, users: Iterable[User], *, by: User) -> None:
    """Exactly these people are mentor of the group; each must have that role at the school."""
    if not coordinates(by, group):
        raise PermissionDenied
    chosen = {user.pk for user in users}
    mentors = set(
        SchoolMembership.objects.filter(
            school=group.school_id, role=Role.MENTOR, user__in=chosen
        ).values_list("user_id", flat=True)
    )
    if chosen - mentors:
        raise PermissionDenied
    group.mentors.set(mentors)
    trail.record("schools.mentor.set", group, by=by, users=sorted(mentors))
