from django.urls import path

from placements.views import call_answers, calls, ideas

urlpatterns = [
    path("hulpvragen/", calls.CallList.as_view(), name="call-list"),
    path("hulpvragen/nieuw/", calls.call_new, name="call-new"),
    path("hulpvragen/<int:pk>/", calls.call_detail, name="call-detail"),
    path("hulpvragen/<int:pk>/wijzigen/", calls.call_edit, name="call-edit"),
    path("hulpvragen/<int:pk>/idee/", calls.idea_decide, name="idea-decide"),
    path("hulpvragen/<int:pk>/doe/<slug:name>/", calls.call_transition, name="call-transition"),
    path("bedrijf/hulpvragen/", call_answers.call_answers, name="call-answers"),
    path("bedrijf/hulpvragen/mail/", call_answers.call_digest, name="call-digest"),
    path("bedrijf/hulpvragen/<int:pk>/", call_answers.call_for_employer, name="call-for-employer"),
    path("bedrijf/hulpvragen/<int:pk>/aanbod/", call_answers.call_answer, name="call-answer"),
    path("leerling/idee/", ideas.idea, name="idea"),
    path("leerling/idee/verstuurd/", ideas.idea_sent, name="idea-sent"),
    path("leerling/idee/<slug:code>/", ideas.idea_what, name="idea-what"),
]
