"""Needs and photo consent: a grid for a group, a page for a pupil, a page of the pupil's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from portal.reference.models import PracticalNeed
from schools.care import care_for, care_of
from schools.forms.care import (
    need_changes,
    photo_changes,
    photo_columns,
    photo_ticks,
    purposes,
)
from schools.models import Group, PhotoConsent, Student
from schools.permissions import own_student, records_photos, sets_needs
from schools.services.needs import NeedRefused, change_needs_of_group, set_needs
from schools.services.photo_consents import (
    ConsentRefused,
    PhotoChange,
    choose_own_consent,
    record_consent,
    record_consents_of_group,
)


@never_cache
def group_needs(request, pk):
    """Everything on one page: a tick for each pupil and each need."""
    group = _group(request, pk)
    if not sets_needs(request.user, group):
        raise PermissionDenied
    if request.method == "POST":
        try:
            changed = change_needs_of_group(group, need_changes(request.POST), by=request.user)
        except NeedRefused as refused:
            messages.error(request, str(refused))
        else:
            _say(request, changed)
        return redirect(request.path)
    context = {
        "group": group,
        "name": "need",
        "rows": [
            {"student": pupil, "ticked": [need.code for need in care.needs]}
            for pupil, care in _pupils_with_care(group, request.user)
        ],
        "columns": [(need.code, need.label, need.icon) for need in PracticalNeed.all_cached()],
    }
    return render(request, "schools/group_needs.html", context)


@never_cache
def group_photos(request, pk):
    group = _group(request, pk)
    if not records_photos(request.user, group):
        raise PermissionDenied
    if request.method == "POST":
        try:
            changed = record_consents_of_group(group, photo_changes(request.POST), by=request.user)
        except ConsentRefused as refused:
            messages.error(request, str(refused))
        else:
            _say(request, changed)
        return redirect(request.path)
    context = {
        "group": group,
        "name": "photo",
        "rows": [
            {"student": pupil, "ticked": photo_ticks(care)}
            for pupil, care in _pupils_with_care(group, request.user)
        ],
        "columns": photo_columns(),
    }
    return render(request, "schools/group_photos.html", context)


@never_cache
def student_needs(request, pk):
    student = _student(request, pk)
    if not sets_needs(request.user, student):
        raise PermissionDenied
    if request.method == "POST":
        try:
            changed = set_needs(student, set(request.POST.getlist("need")), by=request.user)
        except NeedRefused as refused:
            messages.error(request, str(refused))
        else:
            _say(request, int(changed))
        return redirect(request.path)
    context = {
        "student": student,
        "care": care_for(student, request.user),
        "needs": PracticalNeed.all_cached(),
        "records_photos": records_photos(request.user, student),
    }
    return render(request, "schools/student_needs.html", context)


@never_cache
def student_photos(request, pk):
    """Who decides, what may be, and the history."""
    student = _student(request, pk)
    if not records_photos(request.user, student):
        raise PermissionDenied
    if request.method == "POST":
        change = photo_changes(request.POST).get(student.pk, PhotoChange())
        try:
            changed = record_consent(student, change, by=request.user)
        except ConsentRefused as refused:
            messages.error(request, str(refused))
        else:
            _say(request, int(changed))
        return redirect(request.path)
    history = PhotoConsent.objects.visible_to(request.user).filter(student=student)
    context = {
        "student": student,
        "ticked": photo_ticks(care_for(student, request.user)),
        "columns": photo_columns(),
        "history": history.select_related("recorded_by").order_by("-given_on", "-pk"),
        "sets_needs": sets_needs(request.user, student),
    }
    return render(request, "schools/student_photos.html", context)


@never_cache
def own_photos(request):
    """The pupil: may you be in pictures? From 16 to tick, before that to read."""
    student = own_student(request.user)
    if student is None:
        raise PermissionDenied
    if request.method == "POST":
        try:
            choose_own_consent(student, set(request.POST.getlist("photo")), by=request.user)
        except ConsentRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("We have saved what you chose."))
        return redirect(request.path)
    context = {"care": care_for(student, request.user), "purposes": purposes()}
    return render(request, "schools/own_photos.html", context)


def _group(request, pk) -> Group:
    groups = Group.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(groups, pk=pk)


def _student(request, pk) -> Student:
    """Of the school's people only: the pupil has pages of their own."""
    students = Student.objects.visible_to(request.user).enrolled().exclude(user=request.user)
    return get_object_or_404(students.select_related("base_group", "school"), pk=pk)


def _pupils_with_care(group: Group, user) -> list[tuple]:
    pupils = list(Student.objects.enrolled().filter(base_group=group).for_list())
    care = care_of(pupils, user, who_decides=True)
    return [(pupil, care[pupil.pk]) for pupil in pupils]


def _say(request, changed: int) -> None:
    if changed:
        text = ngettext("%(n)s pupil is saved.", "%(n)s pupils are saved.", changed)
        messages.success(request, text % {"n": changed})
    else:
        messages.info(request, _("Nothing has changed."))
