"""The school itself, who works there, and pupils who seem to have left."""

import re

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.models import LearningPeriod, School, Student
from schools.permissions import coordinates
from schools.services.leavers import deregister_student, keep_student
from schools.team import team_of
from schools.views.scope import school_at_hand

ID = re.compile(r"[0-9]{1,18}")
DECISIONS = {
    "left": (
        deregister_student,
        gettext_lazy("They have left. Their cards do not work any more."),
    ),
    "stay": (keep_student, gettext_lazy("They stay. They can sign in again.")),
}


def school_detail(request, slug):
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    context = {
        "school": school,
        "locations": school.locations.all(),
        "periods": LearningPeriod.objects.filter(school=school),
        "team": team_of(school),
        "coordinates": coordinates(request.user, school),
        "pupils": Student.objects.enrolled().filter(school=school).count(),
    }
    return render(request, "schools/school_detail.html", context)


def leaver_list(request):
    """Pupils who were not in the last file. Someone who knows says what is true."""
    school = school_at_hand(request, to_edit=True)
    doubted = Student.objects.visible_to(request.user).filter(
        school=school, status=Student.Status.PROPOSED_LEAVER
    )
    if request.method == "POST":
        return _decide(request, doubted)
    context = {"school": school, "students": doubted.for_list()}
    return render(request, "schools/leaver_list.html", context)


def _decide(request, doubted):
    action = request.POST.get("action", "")
    everyone, action = action.startswith("all-"), action.removeprefix("all-")
    ids = [value for value in request.POST.getlist("student") if ID.fullmatch(value)]
    chosen = list(doubted if everyone else doubted.filter(pk__in=ids))
    if action not in DECISIONS:
        raise BadRequest
    if not chosen:
        messages.warning(request, _("Tick the pupils first."))
        return redirect("schools:leaver-list")
    decide, text = DECISIONS[action]
    for student in chosen:
        decide(student, by=request.user)
    messages.success(request, text)
    return redirect("schools:leaver-list")
