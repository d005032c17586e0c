from django.urls import path

from placements.views import coverage, groups, students

urlpatterns = [
    path("leerlingen/", students.StudentList.as_view(), name="student-list"),
    path("leerlingen/<int:pk>/", students.student_file, name="student-file"),
    path("groepen/<int:pk>/", groups.group_detail, name="group-detail"),
    path("dekking/", coverage.coverage, name="coverage"),
    path("dekking/csv/", coverage.export, name="coverage-export"),
]
