"""Who acts for an employer. There is always an owner: nothing depends on one person."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, EmployerMembership
from employers.models.employer import forget_roles
from employers.permissions import owner_or_region
from employers.services.messages import owners_of
from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify

Role = EmployerMembership.Role


class LastOwner(Exception):
    """Without an owner nobody could add one again."""

    def __str__(self) -> str:
        return _("A company needs at least one owner. Hand over to somebody else first.")


class NotAColleague(Exception):
    def __str__(self) -> str:
        return _("Choose a colleague who has an account here.")


@transaction.atomic
def add_member(employer: Employer, user: User, role: str, *, by: User | None) -> EmployerMembership:
    """Let ``user`` act for the employer and tell the owners. Twice is once; a role never shrinks.

    Who calls this has checked that it may be done.
    """
    membership, created = EmployerMembership.objects.get_or_create(
        user=user, employer=employer, defaults={"role": role}
    )
    if not created and role == Role.OWNER and membership.role != Role.OWNER:
        EmployerMembership.objects.filter(pk=membership.pk).update(role=role)
        membership.role = role
    forget_roles(user)
    if created:
        trail.record("employers.member.add", employer, by=by, user=user.pk, role=role)
        notify(
            owners_of(employer).exclude(pk=user.pk),
            kind="employers.member_joined",
            about=membership,
            url=members_page(employer),
            who=user.get_full_name(),
            employer=employer.name,
        )
    return membership


@transaction.atomic
def change_role(membership: EmployerMembership, role: str, *, by: User) -> None:
    """Raises LastOwner when nobody else would be owner."""
    if not owner_or_region(by, membership):
        raise PermissionDenied
    fresh = _locked(membership)
    if fresh.role == role:
        return
    if fresh.role == Role.OWNER:
        _require_other_owner(fresh)
    EmployerMembership.objects.filter(pk=fresh.pk).update(role=Role(role))
    membership.role = role
    forget_roles(membership.user)
    employer = membership.employer
    trail.record("employers.member.role", employer, by=by, user=membership.user_id, role=role)
    _tell(membership, "employers.role_changed", by=by, role=str(membership.get_role_display()))


@transaction.atomic
def remove_member(membership: EmployerMembership, *, by: User) -> None:
    """Somebody leaves: the own choice, or an owner's. Raises LastOwner."""
    if by.pk != membership.user_id and not owner_or_region(by, membership):
        raise PermissionDenied
    fresh = _locked(membership)
    if fresh.role == Role.OWNER:
        _require_other_owner(fresh)
    employer, user = membership.employer, membership.user
    trail.record("employers.member.remove", employer, by=by, user=user.pk, role=fresh.role)
    _tell(membership, "employers.member_removed", by=by)
    fresh.delete()
    forget_roles(user)


@transaction.atomic
def hand_over(leaving: EmployerMembership, to: EmployerMembership, *, by: User) -> None:
    """A contact leaves: the other becomes owner, and the one who leaves goes, in one step."""
    if to.employer_id != leaving.employer_id or to.user_id == leaving.user_id:
        raise NotAColleague
    if by.pk != leaving.user_id and not owner_or_region(by, leaving):
        raise PermissionDenied
    if not to.user.is_active:
        raise NotAColleague
    if to.role != Role.OWNER:
        _locked(leaving)
        EmployerMembership.objects.filter(pk=to.pk).update(role=Role.OWNER)
        to.role = Role.OWNER
        forget_roles(to.user)
        trail.record(
            "employers.member.role", to.employer, by=by, user=to.user_id, role=str(Role.OWNER)
        )
        _tell(to, "employers.role_changed", by=by, role=str(to.get_role_display()))
    remove_member(leaving, by=by)


def members_page(employer: Employer) -> str:

    return reverse("employers:member-list", args=[employer.slug])


def _locked(membership: EmployerMembership) -> EmployerMembership:
    """All roles of the employer are held, so that two owners cannot both be the last to go."""
    rows = EmployerMembership.objects.select_for_update().filter(employer=membership.employer_id)
    for row in rows.order_by("pk"):
        if row.pk == membership.pk:
            return row
    raise NotAColleague


def _require_other_owner(membership: EmployerMembership) -> None:
    others = owners_of(membership.employer).exclude(pk=membership.user_id)
    if not others.exists():
        raise LastOwner


def _tell(membership: EmployerMembership, kind: str, *, by: User, **context: str) -> None:
    if by.pk == membership.user_id:
        return

    notify(
        [membership.user],
        kind=kind,
        about=membership,
        occasion=timezone.now().isoformat(timespec="seconds"),
        url="/mijn/",
        employer=membership.employer.name,
        **context,
    )
