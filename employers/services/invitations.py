"""Asking somebody by mail to act for an employer; the answer comes by the link in that mail."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, EmployerInvitation, EmployerMembership
from employers.permissions import owner_or_region
from employers.services.members import add_member
from portal.accounts.models import User
from portal.accounts.services import open_account
from portal.audit import trail
from portal.core.formats import long_date
from portal.notifications.letters import write_letter
from portal.organisations.links import (
    check_invitation,
    last_moment,
    require_own,
    row_of,
    token_for,
)

Role = EmployerMembership.Role


class AlreadyMember(Exception):
    def __str__(self) -> str:
        return _("This person works with this company on the portal already.")


class NotWaiting(Exception):
    def __str__(self) -> str:
        return _("This invitation was answered or withdrawn already.")


@transaction.atomic
def invite(
    employer: Employer, *, email: str, role: str, by: User, name: str = ""
) -> EmployerInvitation:
    """Mail somebody a link that works for two weeks. A second time to the same address is a new
    mail for the same invitation. Raises AlreadyMember, PermissionDenied.
    """
    if not owner_or_region(by, employer):
        raise PermissionDenied
    email = User.objects.normalize_email(email.strip())
    if employer.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember
    invitation, created = employer.invitations.waiting().get_or_create(
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={
            "employer": employer,
            "name": name.strip(),
            "role": Role(role),
            "invited_by": by,
            "expires_at": last_moment(),
        },
    )
    if not created:
        invitation.role, invitation.name = Role(role), name.strip() or invitation.name
        invitation.expires_at = last_moment()
        invitation.save(update_fields=["role", "name", "expires_at"])
    trail.record("employers.member.invite", employer, by=by, invitation=invitation.pk, role=role)
    _send(invitation, by)
    return invitation


@transaction.atomic
def invite_again(invitation: EmployerInvitation, *, by: User) -> None:
    """The same invitation, a new mail and two more weeks. Raises NotWaiting."""
    if not owner_or_region(by, invitation):
        raise PermissionDenied
    waiting = EmployerInvitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(expires_at=last_moment()):
        raise NotWaiting
    invitation.refresh_from_db()
    trail.record("employers.member.invite", invitation.employer, by=by, invitation=invitation.pk)
    _send(invitation, by)


@transaction.atomic
def withdraw_invitation(invitation: EmployerInvitation, *, by: User) -> None:
    """The link in the mail says so from now on. Raises NotWaiting."""
    if not owner_or_region(by, invitation):
        raise PermissionDenied
    waiting = EmployerInvitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(withdrawn_at=timezone.now()):
        raise NotWaiting
    trail.record("employers.member.uninvite", invitation.employer, by=by, invitation=invitation.pk)


def open_invitation(token: str) -> EmployerInvitation:
    """The invitation behind the link. Raises a LinkRefused that says why it no longer works."""
    invitation = row_of(EmployerInvitation, token)
    check_invitation(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: EmployerInvitation, *, by: User) -> EmployerMembership:
    """Raises a LinkRefused when it is not for ``by`` or was used, also a moment ago."""
    require_own(by, invitation.email)
    waiting = EmployerInvitation.objects.waiting().filter(
        pk=invitation.pk, expires_at__gt=timezone.now()
    )
    if not waiting.update(accepted_at=timezone.now()):
        invitation.refresh_from_db()
        check_invitation(invitation)
    return add_member(invitation.employer, by, invitation.role, by=by)


@transaction.atomic
def accept_as_new(
    invitation: EmployerInvitation, *, first_name: str, last_name: str, password: str
) -> User:
    """Open an account with the address that was invited, and accept. Raises a LinkRefused."""
    check_invitation(invitation)
    user = open_account(
        invitation.email, first_name=first_name, last_name=last_name, password=password
    )
    accept_invitation(invitation, by=user)
    return user


def invite_second_contact(employer: Employer, *, email: str, name: str, by: User) -> None:
    """The second contact of a sign-up becomes owner too; the first one's own address is skipped."""
    if not email or email.lower() == (by.email or "").lower():
        return
    try:
        invite(employer, email=email, role=Role.OWNER, by=by, name=name)
    except (AlreadyMember, IntegrityError):
        return


def _send(invitation: EmployerInvitation, by: User) -> None:
    write_letter(
        invitation.email,
        "emails/employers/invitation",
        url=reverse("employers:invitation", args=[token_for(invitation)]),
        employer=invitation.employer.name,
        name=invitation.name,
        inviter=by.get_full_name(),
        until=long_date(invitation.expires_at),
    )
