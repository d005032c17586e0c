"""The people of a company: who they are, who is invited, who asks to join."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from employers.forms.members import HandOverForm, InviteForm, RoleForm
from employers.models import Employer, EmployerInvitation, EmployerMembership, JoinRequest
from employers.permissions import owner_or_region
from employers.services.invitations import (
    AlreadyMember,
    NotWaiting,
    invite,
    invite_again,
    withdraw_invitation,
)
from employers.services.joining import JOIN_SERVICES
from employers.services.members import (
    LastOwner,
    NotAColleague,
    change_role,
    hand_over,
    remove_member,
)
from employers.views.scope import chosen_employer, employers_of, require_employers_person
from portal.core.workflow import TransitionNotAllowed

INVITATION_STEPS = {
    "opnieuw": (invite_again, gettext_lazy("The invitation was mailed again.")),
    "intrekken": (
        withdraw_invitation,
        gettext_lazy("The invitation is withdrawn. The link does not work any more."),
    ),
}
JOIN_STEPS = {
    "goed": ("approve", gettext_lazy("Approved. The person gets a mail.")),
    "niet": ("decline", gettext_lazy("Declined. The person gets a mail.")),
}


def member_home(request):
    """The page of the only company, or a choice."""
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer:
        return redirect("employers:member-list", employer.slug)
    return render(
        request, "employers/member_home.html", {"employers": employers_of(request.user)[:50]}
    )


def member_list(request, slug):
    """Everybody of the company sees the list; its owners and the region change it."""
    require_employers_person(request.user)
    employer = get_object_or_404(Employer.objects.editable_by(request.user), slug=slug)
    may_change = owner_or_region(request.user, employer)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            try:
                invite(employer, by=request.user, **form.cleaned_data)
            except AlreadyMember as problem:
                form.add_error("email", str(problem))
            else:
                messages.success(request, _("Invited. The link in the mail works for two weeks."))
                return redirect("employers:member-list", slug)
    context = {"form": form, "may_change": may_change, **_people_of(employer, request.user)}
    return render(
        request, "employers/member_list.html", context, status=422 if form.is_bound else 200
    )


def _people_of(employer: Employer, user) -> dict:
    members = list(employer.memberships.select_related("user").order_by("since", "pk"))
    waiting = list(employer.invitations.waiting())
    owners = [member for member in members if member.role == EmployerMembership.Role.OWNER]
    return {
        "employer": employer,
        "members": members,
        "me": next((member for member in members if member.user_id == user.pk), None),
        "only_owner": owners[0] if len(owners) == 1 else None,
        "alone": len(members) == 1 and not waiting,
        "invitations": waiting,
        "requests": list(employer.join_requests.waiting().select_related("user")),
        "others": [member for member in members if member.user_id != user.pk],
    }


@require_POST
def member_role(request, pk):
    member = _member(request, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role."))
    else:
        _try(
            request,
            _("The role is changed."),
            lambda: change_role(member, form.cleaned_data["role"], by=request.user),
        )
    return _back(member.employer)


@require_POST
def member_remove(request, pk):
    member = _member(request, pk)
    done = _try(
        request, _("The access is taken away."), lambda: remove_member(member, by=request.user)
    )
    if done and member.user_id == request.user.pk:
        return redirect("home:desk")
    return _back(member.employer)


@require_POST
def member_hand_over(request, pk):
    member = _member(request, pk)
    form = HandOverForm(request.POST, leaving=member)
    if not form.is_valid():
        messages.error(request, _("Choose who takes over."))
        return _back(member.employer)
    done = _try(
        request,
        _("Handed over. Thank you for what you did."),
        lambda: hand_over(member, form.cleaned_data["to"], by=request.user),
    )
    if done and member.user_id == request.user.pk:
        return redirect("home:desk")
    return _back(member.employer)


@require_POST
def invitation_step(request, pk, name):
    require_employers_person(request.user)
    if name not in INVITATION_STEPS:
        raise Http404
    rows = EmployerInvitation.objects.visible_to(request.user).select_related("employer")
    row = get_object_or_404(rows, pk=pk)
    service, text = INVITATION_STEPS[name]
    _try(request, text, lambda: service(row, by=request.user))
    return _back(row.employer)


@require_POST
def join_step(request, pk, name):
    require_employers_person(request.user)
    if name not in JOIN_STEPS:
        raise Http404
    rows = JoinRequest.objects.visible_to(request.user).select_related("employer", "user")
    row = get_object_or_404(rows, pk=pk)
    service, text = JOIN_STEPS[name]
    _try(request, text, lambda: JOIN_SERVICES[service](row, by=request.user))
    return _back(row.employer)


def _member(request, pk) -> EmployerMembership:
    require_employers_person(request.user)
    mine = EmployerMembership.objects.filter(
        employer__in=Employer.objects.editable_by(request.user)
    )
    return get_object_or_404(mine.select_related("employer", "user"), pk=pk)


def _try(request, text, step) -> bool:
    try:
        step()
    except (LastOwner, NotAColleague, NotWaiting, TransitionNotAllowed) as problem:
        messages.error(request, str(problem))
        return False
    messages.success(request, text)
    return True


def _back(employer: Employer):
    return redirect("employers:member-list", employer.slug)
