"""Who works at the school, and who guides or teaches which group. People decide, no file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify
from portal.reference.models import Subject
from schools.models import Group, School, SchoolMembership
from schools.models.membership import forget_roles
from schools.models.rights import MENTORS, Role
from schools.permissions import coordinates


class LastCoordinator(Exception):
    """Without a coordinator nobody could add one again."""

    def __str__(self) -> str:
        return _("A school needs at least one coordinator. Give this role to somebody else first.")


class IsOwner(Exception):
    """The school would be left without an owner."""

    def __str__(self) -> str:
        return _("This person owns the school's pages. Hand them over to a colleague first.")


@dataclass(frozen=True)
class Duties:
    """What somebody does at a school. ``groups`` are those of a mentor or coach."""

    roles: Iterable[str]
    subjects: Iterable[Subject] = ()
    groups: Iterable[Group] = ()
    teaching_groups: Iterable[Group] = ()


@transaction.atomic
def give_roles(school: School, user: User, duties: Duties, *, by: User) -> None:
    """Add roles, subjects and groups to what ``user`` has here. Twice is once.

    Who calls this has checked that it may be done.
    """
    roles = {Role(role) for role in duties.roles}
    for role in sorted(roles):
        membership, created = SchoolMembership.objects.get_or_create(
            user=user, school=school, role=Role(role)
        )
        if role == Role.SUBJECT_TEACHER:
            membership.subjects.add(*duties.subjects)
        if created:
            trail.record("schools.member.add", school, by=by, user=user.pk, role=str(role))
    if roles & set(MENTORS):
        user.mentored_groups.add(*duties.groups)
    if Role.SUBJECT_TEACHER in roles:
        user.taught_groups.add(*duties.teaching_groups)
    forget_roles(user)


@transaction.atomic
def set_roles(school: School, user: User, duties: Duties, *, by: User) -> None:
    """Exactly these roles at the school, with exactly these subjects and groups of now.

    Who loses all roles is taken off the team. Raises LastCoordinator, IsOwner, PermissionDenied.
    """
    chosen = {Role(role) for role in duties.roles}
    if not coordinates(by, school):
        raise PermissionDenied
    require_groups_of(school, duties)
    here = _lock_team(school)
    mine = [row for row in here if row.user_id == user.pk]
    if not mine:
        raise PermissionDenied
    before = {Role(row.role) for row in mine}
    _drop(school, user, [row for row in mine if row.role not in chosen], here, by=by)
    if chosen:
        give_roles(school, user, duties, by=by)
        _take_off_what_was_left_out(school, user, duties)
        trail.record("schools.member.change", school, by=by, user=user.pk, roles=sorted(chosen))
    if chosen != before:
        _tell_roles(school, user, chosen, by=by)


@transaction.atomic
def remove_person(school: School, user: User, *, by: User) -> None:
    """Off the team: the coordinator's doing, or one's own choice. Raises LastCoordinator, IsOwner.

    Groups and subjects go along; what the person did stays.
    """
    if by.pk != user.pk and not coordinates(by, school):
        raise PermissionDenied
    here = _lock_team(school)
    mine = [row for row in here if row.user_id == user.pk]
    if not mine:
        raise PermissionDenied
    _drop(school, user, mine, here, by=by)
    _tell_roles(school, user, set(), by=by)


@transaction.atomic
def set_mentors(group: Group, users: Iterable[User], *, by: User) -> None:
    """Exactly these people guide the group; each must be mentor or coach at the school."""
    _set_people(group, "mentors", users, MENTORS, "schools.mentor.set", by)


@transaction.atomic
def set_teachers(group: Group, users: Iterable[User], *, by: User) -> None:
    """Exactly these people teach the group; each must be subject teacher at the school."""
    _set_people(group, "teachers", users, [Role.SUBJECT_TEACHER], "schools.teacher.set", by)


def require_groups_of(school: School, duties: Duties) -> None:
    """Groups of another school would open its pupils. Raises PermissionDenied."""
    if any(group.school_id != school.pk for group in [*duties.groups, *duties.teaching_groups]):
        raise PermissionDenied


def _set_people(
    group: Group, field: str, users: Iterable[User], roles: Iterable[str], action: str, by: User
) -> None:
    if not coordinates(by, group):
        raise PermissionDenied
    chosen = {user.pk for user in users}
    known = set(
        SchoolMembership.objects.filter(
            school=group.school_id, role__in=roles, user__in=chosen
        ).values_list("user_id", flat=True)
    )
    if chosen - known:
        raise PermissionDenied
    getattr(group, field).set(known)
    trail.record(action, group, by=by, users=sorted(known))


def _lock_team(school: School) -> list[SchoolMembership]:
    """All roles of the school are held, so that two coordinators cannot both be the last to go."""
    rows = SchoolMembership.objects.select_for_update().filter(school=school)
    return list(rows.order_by("pk"))


def _drop(
    school: School,
    user: User,
    rows: list[SchoolMembership],
    here: list[SchoolMembership],
    *,
    by: User,
) -> None:
    """Take these roles of ``user`` away; ``here`` are all roles at the school."""
    roles = {row.role for row in rows}
    if Role.COORDINATOR in roles:
        others = (row for row in here if row.role == Role.COORDINATOR and row.user_id != user.pk)
        if not any(others):
            raise LastCoordinator
        if School.objects.filter(pk=school.pk, owner=user).exists():
            raise IsOwner
    for row in rows:
        trail.record("schools.member.remove", school, by=by, user=user.pk, role=row.role)
        row.delete()
    left = {row.role for row in here if row.user_id == user.pk} - roles
    if not left & set(MENTORS):
        user.mentored_groups.remove(*user.mentored_groups.filter(school=school))
    if Role.SUBJECT_TEACHER not in left:
        user.taught_groups.remove(*user.taught_groups.filter(school=school))
    forget_roles(user)


def _take_off_what_was_left_out(school: School, user: User, duties: Duties) -> None:
    """Groups of years before stay as they were: that is history."""
    for row in user.schools_memberships.filter(school=school, role=Role.SUBJECT_TEACHER):
        row.subjects.set(duties.subjects)
    for relation, kept in (
        (user.mentored_groups, duties.groups),
        (user.taught_groups, duties.teaching_groups),
    ):
        now = relation.filter(pk__in=Group.objects.to_staff(school))
        relation.remove(*now.exclude(pk__in=[group.pk for group in kept]))
    forget_roles(user)


def _tell_roles(school: School, user: User, roles: set[Role], *, by: User) -> None:
    if by.pk == user.pk:
        return
    kind = "schools.roles_changed" if roles else "schools.member_removed"
    notify(
        [user],
        kind=kind,
        about=school,
        occasion=f"{user.pk}:{timezone.now().isoformat(timespec='seconds')}",
        url="/mijn/",
        school=school.name,
        roles=", ".join(str(role.label) for role in Role if role in roles),
    )
