from django.urls import path

from placements.views import (
    programme,
    rounds,
    rounds_review,
    rounds_runs,
    rounds_sessions,
    rounds_wishes,
)

urlpatterns = [
    path("rondes/", rounds.round_list, name="round-list"),
    path("rondes/nieuw/", rounds.round_new, name="round-new"),
    path("programma/overnemen/", programme.programme_copy, name="programme-copy"),
    path("rondes/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("rondes/<int:pk>/wijzigen/", rounds.round_edit, name="round-edit"),
    path("rondes/<int:pk>/weg/", rounds.round_delete, name="round-delete"),
    path("rondes/<int:pk>/aanbod/", rounds_sessions.round_sessions, name="round-sessions"),
    path("rondes/<int:pk>/wensen/", rounds_wishes.round_wishes, name="round-wishes"),
    path(
        "rondes/<int:pk>/wensen/<int:student_pk>/",
        rounds_wishes.round_wish_entry,
        name="round-wish-entry",
    ),
    path("rondes/<int:pk>/doe/<slug:name>/", rounds.round_transition, name="round-transition"),
    path("rondes/<int:pk>/verdeel/", rounds_runs.round_run, name="round-run"),
    path("rondes/verdeling/<int:pk>/", rounds_runs.run_detail, name="run-detail"),
    path("rondes/verdeling/<int:pk>/voortgang/", rounds_runs.run_progress, name="run-progress"),
    path("rondes/verdeling/<int:pk>/stop/", rounds_runs.run_cancel, name="run-cancel"),
    path("rondes/<int:pk>/nakijken/", rounds_review.round_review, name="round-review"),
    path(
        "rondes/<int:pk>/nakijken/<int:student_pk>/",
        rounds_review.placement_add,
        name="placement-add",
    ),
    path("rondes/plek/<int:pk>/vast/", rounds_review.placement_lock, name="placement-lock"),
    path("rondes/plek/<int:pk>/verplaats/", rounds_review.placement_move, name="placement-move"),
    path("rondes/plek/<int:pk>/weg/", rounds_review.placement_remove, name="placement-remove"),
    path("rondes/<int:pk>/publiceer/", rounds_review.round_publish, name="round-publish"),
]
