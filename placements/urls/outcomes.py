from django.urls import path

from placements.views import attendance, feedback

urlpatterns = [
    path("dagen/", attendance.session_list, name="session-list"),
    path("dagen/<int:session_pk>/aanwezigheid/", attendance.attendance, name="attendance"),
    path(
        "dagen/<int:session_pk>/aanwezigheid/iedereen/",
        attendance.all_present,
        name="attendance-all-present",
    ),
    path("terugkoppeling/<str:token>/", feedback.feedback, name="feedback"),
    path("terugkoppeling/<str:token>/dank/", feedback.thanks, name="feedback-thanks"),
]
