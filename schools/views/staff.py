"""The team: who works here and as what, who is invited, and a colleague's roles and groups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import User
from portal.organisations.doors import Door, at_the_door
from schools.forms.people import DutiesForm, InviteForm
from schools.models import SchoolInvitation
from schools.permissions import coordinates, manages_invitation, owns, resets_second_step
from schools.services import invitations
from schools.services.invitations import AlreadyInTeam, NotWaiting, invite_staff
from schools.services.second_step import NoSecondStep, reset_second_step
from schools.services.staff import IsOwner, LastCoordinator, remove_person, set_roles
from schools.team import team_of
from schools.views.scope import bound, my_schools, school_at_hand

INVITATION_STEPS = {
    "opnieuw": (invitations.invite_again, gettext_lazy("The invitation was mailed again.")),
    "intrekken": (
        invitations.withdraw_invitation,
        gettext_lazy("The invitation is withdrawn. The link does not work any more."),
    ),
}
DOOR = Door(
    invitations.open_invitation,
    invitations.accept_invitation,
    invitations.accept_as_new,
    "schools/invitation.html",
    named=False,
)


@login_not_required
@never_cache
def invitation(request, token):
    return at_the_door(request, token, DOOR)


@require_safe
def staff_list(request):
    """Everyone at the school sees the team; its coordinators change it."""
    school = school_at_hand(request)
    may_change = coordinates(request.user, school)
    waiting = SchoolInvitation.objects.visible_to(request.user).waiting().filter(school=school)
    context = {
        "school": school,
        "schools": my_schools(request),
        "team": team_of(school, with_second_step=may_change),
        "coordinates": may_change,
        "owns": owns(request.user, school),
        "invitations": list(waiting) if may_change else [],
    }
    return render(request, "schools/staff_list.html", context)


def staff_invite(request):
    school = school_at_hand(request, to_edit=True)
    form = InviteForm(bound(request), school=school)
    if request.method == "POST" and form.is_valid():
        duties, data = form.duties, form.cleaned_data
        try:
            invite_staff(
                school,
                email=data["email"],
                name=data["name"],
                role=duties.roles,
                by=request.user,
                subjects=duties.subjects,
                groups=duties.groups,
                teaching_groups=duties.teaching_groups,
            )
        except AlreadyInTeam as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, _("Invited. The link in the mail works for two weeks."))
            return _team(school)
    context = {"school": school, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "schools/staff_invite.html", context, status=status)


def staff_edit(request, pk):
    """Roles, subjects and groups of one person at this school."""
    school = school_at_hand(request, to_edit=True)
    person = _member(school, pk)
    form = DutiesForm(bound(request), school=school, initial=_now(school, person))
    if request.method == "POST" and form.is_valid():
        try:
            set_roles(school, person, form.duties, by=request.user)
        except (LastCoordinator, IsOwner) as problem:
            form.add_error("roles", str(problem))
        else:
            messages.success(request, _("Saved. The person hears of another role by mail."))
            return _team(school)
    context = {
        "school": school,
        "person": person,
        "form": form,
        "is_owner": school.owner_id == person.pk,
        "may_reset": resets_second_step(request.user, school, person),
    }
    status = 422 if form.is_bound else 200
    return render(request, "schools/staff_edit.html", context, status=status)


@require_POST
def staff_remove(request, pk):
    """The coordinator takes somebody off the team, or somebody leaves by own choice."""
    school = school_at_hand(request, to_edit=request.user.pk != pk)
    try:
        remove_person(school, _member(school, pk), by=request.user)
    except (LastCoordinator, IsOwner) as problem:
        messages.error(request, str(problem))
    else:
        if pk == request.user.pk:
            messages.success(request, _("You no longer work for this school here."))
            return redirect("home:desk")
        messages.success(request, _("Taken off the team. The person hears it by mail."))
    return _team(school)


@require_POST
def staff_reset(request, pk):
    school = school_at_hand(request, to_edit=True)
    try:
        reset_second_step(school, _member(school, pk), by=request.user)
    except NoSecondStep as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Reset. The person gets a mail and sets it up again."))
    return _team(school)


@require_POST
def invitation_step(request, pk, name):
    if name not in INVITATION_STEPS:
        raise Http404
    rows = SchoolInvitation.objects.visible_to(request.user).select_related("school")
    row = get_object_or_404(rows, pk=pk)
    if not manages_invitation(request.user, row):
        raise PermissionDenied
    service, text = INVITATION_STEPS[name]
    try:
        service(row, by=request.user)
    except NotWaiting as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, str(text))
    if coordinates(request.user, row.school):
        return _team(row.school)
    return redirect("schools:school-owner", row.school.slug)


def _member(school, pk: int) -> User:
    people = User.objects.filter(schools_memberships__school=school).distinct()
    return get_object_or_404(people, pk=pk)


def _now(school, person: User) -> dict:
    rows = person.schools_memberships.filter(school=school).prefetch_related("subjects")
    return {
        "roles": [row.role for row in rows],
        "subjects": {subject for row in rows for subject in row.subjects.all()},
        "groups": person.mentored_groups.to_staff(school),
        "teaching_groups": person.taught_groups.to_staff(school),
    }


def _team(school):
    response = redirect("schools:staff-list")
    response["Location"] += f"?school={school.slug}"
    return response
