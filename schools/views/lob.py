"""The LOB profile of a school: what holds now, older versions, and the pupils' page of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.workflow import TransitionNotAllowed
from schools.forms.lob import ApproveForm, ReturnForm
from schools.lob_parts import completeness_of
from schools.lob_pupils import pupil_page_of
from schools.lob_reading import changes_between, in_force, lines_of, version_before
from schools.models import LobProfile
from schools.permissions import approves_lob, edits_lob, own_student
from schools.services.lob_profiles import (
    LobRefused,
    approve_version,
    discard_version,
    offer_version,
    start_version,
    take_back_version,
)
from schools.views.scope import my_schools, school_at_hand
from schools.workflow import LOB_PROFILE_WORKFLOW


def lob_home(request):
    """What holds now; for who may change it the draft and how far it is."""
    school = school_at_hand(request)
    versions = LobProfile.objects.visible_to(request.user).filter(school=school)
    holding = in_force(school.pk)
    draft = versions.being_made().with_parts().first()
    context = {
        "school": school,
        "schools": my_schools(request),
        "holding": holding,
        "lines": lines_of(holding) if holding else [],
        "draft": draft,
        "completeness": completeness_of(draft) if draft else None,
        "history": versions.approved().select_related("approved_by").order_by("-number"),
        "edits": edits_lob(request.user, school),
        "today": timezone.localdate(),
    }
    return render(request, "schools/lob/home.html", context)


def lob_version(request, pk):
    """One version to read. For a draft: the list of parts, and what can be done with it."""
    profile = _visible(request, pk)
    context = {
        "profile": profile,
        "school": profile.school,
        "lines": lines_of(profile),
        "completeness": completeness_of(profile),
        "before": version_before(profile),
        "edits": edits_lob(request.user, profile) and profile.is_open,
        "can": LOB_PROFILE_WORKFLOW.available(profile, by=request.user),
        "approves": approves_lob(request.user, profile),
        "approve_form": ApproveForm(),
        "return_form": ReturnForm(),
    }
    return render(request, "schools/lob/version.html", context)


def lob_compare(request, pk):
    profile = _visible(request, pk)
    before = version_before(profile)
    if before is None:
        raise Http404
    context = {
        "profile": profile,
        "before": before,
        "school": profile.school,
        "parts": changes_between(before, profile),
    }
    return render(request, "schools/lob/compare.html", context)


@require_POST
def lob_start(request):
    draft = start_version(school_at_hand(request), by=request.user)
    return redirect(draft)


@require_POST
def lob_offer(request, pk):
    profile = _visible(request, pk)
    return _done(request, profile, _("The school leader gets a message."), offer_version)


@require_POST
def lob_take_back(request, pk):
    profile = _visible(request, pk)
    form = ReturnForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    text = _("It is a draft again.")
    return _done(request, profile, text, take_back_version, remark=remark)


@require_POST
def lob_approve(request, pk):
    profile = _visible(request, pk)
    form = ApproveForm(request.POST)
    if not approves_lob(request.user, profile):
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["in_force_from"]))
        return redirect(profile)
    day = form.cleaned_data["in_force_from"]
    text = _("This version is approved.")
    return _done(request, profile, text, approve_version, in_force_from=day)


@require_POST
def lob_discard(request, pk):
    profile = _visible(request, pk)
    try:
        discard_version(profile, by=request.user)
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
        return redirect(profile)
    messages.success(request, _("The draft is thrown away. What held before holds on."))
    return redirect("schools:lob-home")


def pupil_lob(request):
    """ "Zo doen wij het": for the pupil; colleagues look along."""
    student = own_student(request.user)
    school = student.school if student else school_at_hand(request)
    page = pupil_page_of(school, student.year_of_study if student else None)
    context = {"page": page, "school": school, "student": student}
    return render(request, "schools/lob/pupil.html", context)


def _visible(request, pk) -> LobProfile:
    return get_object_or_404(LobProfile.objects.visible_to(request.user).with_parts(), pk=pk)


def _done(request, profile, text, service, **options):
    try:
        service(profile, by=request.user, **options)
    except (LobRefused, TransitionNotAllowed) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, text)
    return redirect(profile)
