"""Pupils as staff see them: the list with what is open, and a pupil's file."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django_filters.views import FilterView

from placements.permissions import has_pupils_on_lists, is_pupil
from placements.pupil_rows import rows_of, with_open_items
from placements.services.files import open_file
from placements.student_filters import KEPT, StudentFilter
from placements.voice import voice_of
from schools.care import care_of
from schools.models import Student
from schools.permissions import (
    Right,
    coordinated_school_ids,
    coordinates,
    has_right,
    records_photos,
    school_ids,
    sets_needs,
)
from schools.school_sectors import sectors_for

PER_PAGE = 40
MOST_FOUND = 200


class StudentList(FilterView):
    """The filters stand in the address; a name is posted, so that no log keeps it."""

    filterset_class = StudentFilter
    template_name = "placements/student_list.html"
    strict = False

    def dispatch(self, request, *args, **kwargs):
        if not school_ids(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if request.POST.get("q", "").strip():
            return self.get(request, *args, **kwargs)
        return redirect(f"{request.path}?{_kept(request.POST).urlencode()}")

    def get_queryset(self):
        return with_open_items(Student.objects.visible_to(self.request.user)).for_list()

    def get_filterset_kwargs(self, filterset_class):
        asked = self._asked()
        if self.request.method == "GET":
            asked = _kept(asked)
        return {**super().get_filterset_kwargs(filterset_class), "data": asked}

    def get_paginate_by(self, queryset):
        return PER_PAGE if self.request.method == "GET" else MOST_FOUND

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "kept": _kept(self._asked()),
            "rows": rows_of(list(context["page_obj"]), user),
            "sectors": sectors_for(user).units,
            "sees_names": has_pupils_on_lists(user),
            "reads_files": has_right(user, Right.FILE),
            "coordinates": bool(coordinated_school_ids(user)),
        }

    def _asked(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET


def _kept(asked: QueryDict) -> QueryDict:
    """What may stand in an address."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if value := asked.get(name):
            kept[name] = value
    return kept


def student_file(request, pk):
    """The pupil self goes to the own folder; a reader who may not open it gets 403."""
    students = Student.objects.visible_to(request.user).select_related("base_group", "school")
    student = get_object_or_404(students, pk=pk)
    user = request.user
    if is_pupil(user, student):
        return redirect("placements:pupil-file")
    dossier = open_file(student, by=user)
    context = {
        "student": student,
        "dossier": dossier,
        "voice": voice_of(student, dossier),
        "mentors": student.base_group.mentors.all() if student.base_group else [],
        "missing": [s for s in dossier.sectors if s.code not in dossier.sectors_met],
        "care": care_of([student], user)[student.pk],
        "may_set_needs": sets_needs(user, student),
        "may_record_photos": records_photos(user, student),
        "coordinates": coordinates(user, student),
        "here": student.status == Student.Status.ENROLLED,
    }
    return render(request, "placements/student_file.html", context)
