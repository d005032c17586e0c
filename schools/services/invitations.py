"""Asking somebody by mail to work at a school; the answer comes by the link in that mail."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.services import account_of, open_account
from portal.audit import trail
from portal.core.formats import long_date
from portal.notifications.letters import write_letter
from portal.notifications.services import notify
from portal.organisations.links import (
    check_invitation,
    last_moment,
    require_own,
    row_of,
    token_for,
)
from portal.reference.models import Subject
from schools.models import Group, School, SchoolInvitation, SchoolMembership
from schools.models.rights import Role
from schools.permissions import coordinates, manages_invitation
from schools.services.owners import become_owner, lacks_owner
from schools.services.staff import Duties, give_roles, require_groups_of


class AlreadyInTeam(Exception):
    def __str__(self) -> str:
        return _("This person works at the school already. Change the roles in the team list.")


class HasOwner(Exception):
    def __str__(self) -> str:
        return _("This school has an owner already. Appoint another one of its coordinators.")


class NotWaiting(Exception):
    def __str__(self) -> str:
        return _("This invitation was answered or withdrawn already.")


@transaction.atomic
def invite_staff(  # noqa: PLR0913
    school: School,
    *,
    email: str,
    name: str,
    role: str | Iterable[str],
    by: User,
    subjects: Iterable[Subject] = (),
    groups: Iterable[Group] = (),
    teaching_groups: Iterable[Group] = (),
    owner: bool = False,
) -> SchoolInvitation:
    """Mail somebody a link that works for two weeks; a second time is a new mail for the same.

    ``role`` is one role or several. ``groups`` are those of a mentor or coach, and of a subject
    teacher when that is the only role. The region may only bring in a coordinator who becomes
    ``owner``, where there is none or nobody else to appoint.
    Raises AlreadyInTeam, HasOwner, PermissionDenied.
    """
    roles = [Role(role)] if isinstance(role, str) else [Role(one) for one in role]
    if roles == [Role.SUBJECT_TEACHER]:
        groups, teaching_groups = (), [*groups, *teaching_groups]
    duties = Duties(roles, list(subjects), list(groups), list(teaching_groups))
    _require_may_invite(school, roles, owner=owner, by=by)
    require_groups_of(school, duties)
    email = User.objects.normalize_email(email.strip())
    if SchoolMembership.objects.filter(school=school, user__email__iexact=email).exists():
        raise AlreadyInTeam
    facts = {"roles": roles, "owner": owner, "invited_by": by, "expires_at": last_moment()}
    invitation = _renewed(school, email, name.strip(), facts)
    invitation.subjects.set(duties.subjects)
    invitation.groups.set(duties.groups)
    invitation.teaching_groups.set(duties.teaching_groups)
    trail.record("schools.member.invite", school, by=by, invitation=invitation.pk, roles=roles)
    _send(invitation, by)
    return invitation


@transaction.atomic
def invite_again(invitation: SchoolInvitation, *, by: User) -> None:
    """The same invitation, a new mail and two more weeks. Raises NotWaiting."""
    if not manages_invitation(by, invitation):
        raise PermissionDenied
    waiting = SchoolInvitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(expires_at=last_moment()):
        raise NotWaiting
    invitation.refresh_from_db()
    trail.record("schools.member.invite", invitation.school, by=by, invitation=invitation.pk)
    _send(invitation, by)


@transaction.atomic
def withdraw_invitation(invitation: SchoolInvitation, *, by: User) -> None:
    """The link in the mail says so from now on. Raises NotWaiting."""
    if not manages_invitation(by, invitation):
        raise PermissionDenied
    waiting = SchoolInvitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(withdrawn_at=timezone.now()):
        raise NotWaiting
    trail.record("schools.member.uninvite", invitation.school, by=by, invitation=invitation.pk)


def open_invitation(token: str) -> SchoolInvitation:
    """The invitation behind the link. Raises a LinkRefused that says why it no longer works."""
    invitation = row_of(SchoolInvitation, token)
    check_invitation(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: SchoolInvitation, *, by: User) -> None:
    """Raises a LinkRefused when it is not for ``by`` or was used, also a moment ago."""
    require_own(by, invitation.email)
    waiting = SchoolInvitation.objects.waiting().filter(
        pk=invitation.pk, expires_at__gt=timezone.now()
    )
    if not waiting.update(accepted_at=timezone.now()):
        invitation.refresh_from_db()
        check_invitation(invitation)
    school = invitation.school
    duties = Duties(
        invitation.roles,
        invitation.subjects.all(),
        invitation.groups.all(),
        invitation.teaching_groups.all(),
    )
    give_roles(school, by, duties, by=by)
    if invitation.owner and lacks_owner(school, besides=by):
        become_owner(school, by, by=by)
    _tell_who_invited(invitation, by)


@transaction.atomic
def accept_as_new(
    invitation: SchoolInvitation, *, first_name: str, last_name: str, password: str
) -> User:
    """Open an account with the address that was invited, and accept. Raises a LinkRefused."""
    check_invitation(invitation)
    user = open_account(
        invitation.email, first_name=first_name, last_name=last_name, password=password
    )
    accept_invitation(invitation, by=user)
    return user


def _renewed(school: School, email: str, name: str, facts: dict) -> SchoolInvitation:
    """The invitation that waits for this address, or a new one, with these ``facts``."""
    waiting = SchoolInvitation.objects.waiting()
    invitation, created = waiting.get_or_create(
        school=school,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={"name": name, **facts},
    )
    if not created:
        for field, value in {**facts, "name": name or invitation.name}.items():
            setattr(invitation, field, value)
        invitation.save(update_fields=["name", *facts])
    return invitation


def _require_may_invite(school: School, roles: list[Role], *, owner: bool, by: User) -> None:
    """The region gives nobody else a role: with one it could let people see pupils."""
    if not roles:
        raise PermissionDenied
    if coordinates(by, school) and not owner:
        return
    if not by.is_region_coordinator or not owner or roles != [Role.COORDINATOR]:
        raise PermissionDenied
    if not lacks_owner(school):
        raise HasOwner


def _tell_who_invited(invitation: SchoolInvitation, user: User) -> None:
    if invitation.invited_by is None or invitation.invited_by_id == user.pk:
        return
    team = reverse("schools:staff-list") + f"?school={invitation.school.slug}"
    inside = coordinates(invitation.invited_by, invitation.school)
    notify(
        [invitation.invited_by],
        kind="schools.member_joined",
        about=invitation,
        url=team if inside else "/mijn/",
        who=user.get_full_name(),
        school=invitation.school.name,
    )


def _send(invitation: SchoolInvitation, by: User) -> None:
    write_letter(
        invitation.email,
        "emails/schools/invitation",
        url=reverse("schools:invitation", args=[token_for(invitation)]),
        school=invitation.school.name,
        name=invitation.name,
        inviter=by.get_full_name(),
        known=account_of(invitation.email) is not None,
        roles=", ".join(invitation.role_names),
        until=long_date(invitation.expires_at),
    )
