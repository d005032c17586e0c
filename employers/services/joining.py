"""Asking to join a company that is here already. Its owners decide, or the region."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, EmployerMembership, JoinRequest
from employers.services.invitations import AlreadyMember
from employers.services.members import add_member, members_page
from employers.services.messages import owners_of, tell_region_about_employer
from employers.workflow import JOIN_WORKFLOW
from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify


@transaction.atomic
def ask_to_join(employer: Employer, *, by: User) -> JoinRequest:
    """The owners and the region hear it. Asking twice is once. Raises AlreadyMember."""
    if employer.memberships.filter(user=by).exists():
        raise AlreadyMember
    request, created = JoinRequest.objects.get_or_create(
        employer=employer, user=by, state=JoinRequest.State.ASKED
    )
    if not created:
        return request
    trail.record("employers.member.ask", employer, by=by, request=request.pk)
    context = {"who": by.get_full_name(), "employer": employer.name}
    notify(
        owners_of(employer),
        kind="employers.join_asked",
        about=request,
        url=members_page(employer),
        **context,
    )
    tell_region_about_employer(
        employer,
        "employers.join_asked",
        occasion=f"request {request.pk}",
        url=members_page(employer),
        who=context["who"],
    )
    return request


@transaction.atomic
def approve_join(request: JoinRequest, *, by: User) -> EmployerMembership:
    """Raises PermissionDenied or TransitionNotAllowed."""
    JOIN_WORKFLOW.apply("approve", request, by=by, decided_at=timezone.now())
    # Where nobody is owner yet, whoever the region lets in becomes one.
    role = EmployerMembership.Role
    first = not owners_of(request.employer).exists()
    membership = add_member(
        request.employer, request.user, role.OWNER if first else role.MEMBER, by=by
    )
    trail.record("employers.member.approve", request.employer, by=by, request=request.pk)
    notify(
        [request.user],
        kind="employers.join_approved",
        about=request,
        url=reverse("home:desk"),
        employer=request.employer.name,
    )
    return membership


@transaction.atomic
def decline_join(request: JoinRequest, *, by: User) -> None:
    """Raises PermissionDenied or TransitionNotAllowed."""
    JOIN_WORKFLOW.apply("decline", request, by=by, decided_at=timezone.now())
    trail.record("employers.member.decline", request.employer, by=by, request=request.pk)
    notify(
        [request.user],
        kind="employers.join_declined",
        about=request,
        url=reverse("home:desk"),
        employer=request.employer.name,
    )


JOIN_SERVICES = {"approve": approve_join, "decline": decline_join}
