from django.urls import path

from placements.views import coverage, groups, lob, students

urlpatterns = [
    path("leerlingen/", students.StudentList.as_view(), name="student-list"),
    path("leerlingen/<int:pk>/", students.student_file, name="student-file"),
    path("groepen/<int:pk>/", groups.group_detail, name="group-detail"),
    path("groepen/<int:pk>/afdruk/", groups.group_print, name="group-print"),
    path("groepen/<int:pk>/excel/", groups.group_export, name="group-export"),
    path("dekking/", coverage.coverage, name="coverage"),
    path("school/lob/vakken/", lob.lob_subjects, name="lob-subjects"),
    path("school/lob/vertrek/", lob.lob_leavers, name="lob-leavers"),
    path("dekking/csv/", coverage.export, name="coverage-export"),
]
