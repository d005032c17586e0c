"""Who owns the pages of a school, and whether the school asks a second step of its staff."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import second_step
from schools.forms.people import AppointForm, FirstOwnerForm, OwnerForm
from schools.models import School, SchoolInvitation
from schools.models.rights import Role
from schools.permissions import coordinates, is_region_coordinator, owns, resets_second_step
from schools.services.invitations import AlreadyInTeam, HasOwner, invite_staff
from schools.services.owners import appoint_owner, hand_over_school, lacks_owner
from schools.services.second_step import NoSecondStep, require_second_step, reset_second_step

PER_PAGE = 40


@require_safe
def owner_list(request):
    """For the region: every school and its owner, those without one first. No pupils, no team."""
    if not is_region_coordinator(request.user):
        raise PermissionDenied
    schools = School.objects.with_coordinators().select_related("owner")
    page = Paginator(schools.order_by("owner", "name"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/owner_list.html", {"page_obj": page})


@require_safe
def school_owner(request, slug):
    school = _school(request, slug)
    return _page(request, school)


@require_POST
def school_owner_do(request, slug, name):
    school = _school(request, slug)
    if name not in STEPS:
        raise Http404
    form_class, do, text = STEPS[name]
    form = form_class(request.POST, **_for(form_class, school))
    if not form.is_valid():
        return _page(request, school, {name: form})
    try:
        do(school, by=request.user, **form.cleaned_data)
    except (AlreadyInTeam, HasOwner) as problem:
        form.add_error(None, str(problem))
        return _page(request, school, {name: form})
    messages.success(request, str(text))
    return redirect("schools:school-owner", slug)


@require_POST
def second_step_rule(request, slug):
    school = _school(request, slug)
    required = request.POST.get("verplicht") == "ja"
    require_second_step(school, required, by=request.user)
    text = _("From now on everybody needs a second step.") if required else _("Switched off.")
    messages.success(request, text)
    return redirect("schools:school-owner", slug)


@require_POST
def owner_reset(request, slug):
    """The owner lost the telephone: nobody at the school may help, so the region does."""
    school = _school(request, slug)
    if school.owner is None:
        raise Http404
    try:
        reset_second_step(school, school.owner, by=request.user)
    except NoSecondStep as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Reset. The person gets a mail and sets it up again."))
    return redirect("schools:school-owner", slug)


def _invite_owner(school: School, *, by, name: str, email: str) -> None:
    invite_staff(school, email=email, name=name, role=Role.COORDINATOR, by=by, owner=True)


STEPS = {
    "overdragen": (
        OwnerForm,
        hand_over_school,
        gettext_lazy("Handed over. Your colleague hears it by mail."),
    ),
    "aanwijzen": (AppointForm, appoint_owner, gettext_lazy("The school has another owner.")),
    "uitnodigen": (
        FirstOwnerForm,
        _invite_owner,
        gettext_lazy("Invited. The link in the mail works for two weeks."),
    ),
}


def _school(request, slug) -> School:
    """The coordinators' own school; the region comes at every school, for its owner only."""
    if is_region_coordinator(request.user):
        return get_object_or_404(School.objects.select_related("owner"), slug=slug)
    schools = School.objects.visible_to(request.user).select_related("owner")
    school = get_object_or_404(schools, slug=slug)
    if not coordinates(request.user, school):
        raise PermissionDenied
    return school


def _for(form_class, school: School) -> dict:
    return {} if form_class is FirstOwnerForm else {"school": school}


def _page(request, school: School, bound: dict | None = None):
    bound, user = bound or {}, request.user
    region, owner = is_region_coordinator(user), owns(user, school)
    usual = (["overdragen"] if owner else []) + (["aanwijzen"] if region else [])
    if region and lacks_owner(school):
        usual.append("uitnodigen")
    forms = {name: STEPS[name][0](**_for(STEPS[name][0], school)) for name in usual} | bound
    waiting = SchoolInvitation.objects.visible_to(user).waiting().filter(school=school, owner=True)
    has_step = bool(school.owner_id and second_step.having([school.owner_id]))
    context = {
        "school": school,
        "owns": owner,
        "region": region,
        "invitations": list(waiting),
        "may_reset": school.owner is not None
        and has_step
        and resets_second_step(user, school, school.owner),
        **{f"{name}_form": form for name, form in forms.items()},
    }
    return render(request, "schools/school_owner.html", context, status=422 if bound else 200)
