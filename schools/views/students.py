"""Pupils by hand: typed in, changed, moved to another group, or out of school."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schools.forms.students import MoveForm, StudentForm
from schools.models import Group, Student
from schools.permissions import coordinates
from schools.services.leavers import HERE, deregister_student
from schools.services.students import (
    FIELDS,
    StudentRefused,
    add_student,
    change_student,
    move_student,
)
from schools.views.scope import bound, id_in, school_at_hand


def student_new(request):
    school = school_at_hand(request, to_edit=True)
    form = StudentForm(bound(request), school=school, initial={"group": _asked_group(request)})
    if request.method == "POST" and form.is_valid():
        try:
            student = add_student(school, by=request.user, **form.values)
        except StudentRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("The pupil is added."))
            return _after_adding(request, student)
    return _answer(request, "schools/student_form.html", {"form": form, "school": school})


def student_edit(request, pk):
    student = _editable(request, pk)
    initial = {name: getattr(student, name) for name in FIELDS if name != "location"}
    form = StudentForm(
        bound(request),
        school=student.school,
        student=student,
        initial={**initial, "number": student.number},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_student(student, by=request.user, **form.values)
        except StudentRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("schools:student-edit", pk)
    context = {"form": form, "student": student, "school": student.school}
    context["here"] = student.status in HERE
    return _answer(request, "schools/student_form.html", context)


def student_move(request, pk):
    student = _editable(request, pk, status__in=HERE)
    form = MoveForm(bound(request), student=student)
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        try:
            move_student(student, group, by=request.user, on=form.cleaned_data["on"])
        except StudentRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Now in group %(group)s.") % {"group": group})
            return redirect("schools:student-edit", pk)
    context = {"form": form, "student": student, "school": student.school}
    return _answer(request, "schools/student_move.html", context)


@require_POST
def student_deregister(request, pk):
    student = _editable(request, pk, status__in=HERE)
    deregister_student(student, by=request.user)
    messages.success(request, _("The pupil has left. The login card does not work any more."))
    return redirect("schools:group-list")


def _after_adding(request, student: Student):
    """Who types in a class goes on with the next one of the same group."""
    if "again" in request.POST:
        group = f"&groep={student.base_group_id}" if student.base_group_id else ""
        return redirect(f"{request.path}?school={student.school.slug}{group}")
    return redirect(student.base_group or "schools:group-list")


def _asked_group(request) -> int | None:
    asked = request.GET.get("groep", "")
    groups = Group.objects.visible_to(request.user).filter(pk=id_in(asked))
    return groups.values_list("pk", flat=True).first()


def _editable(request, pk, **more) -> Student:
    """404 for another school's pupil, 403 for a colleague who may look only."""
    students = Student.objects.visible_to(request.user).filter(**more)
    student = get_object_or_404(students.select_related("school", "base_group"), pk=pk)
    if not coordinates(request.user, student):
        raise PermissionDenied
    return student


def _answer(request, template, context):
    return render(request, template, context, status=422 if context["form"].is_bound else 200)
