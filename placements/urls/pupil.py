from django.urls import path

from placements.views import pupil, reflections
from schools.views.care import own_photos

urlpatterns = [
    path("leerling/wensen/", pupil.wish_home, name="pupil-wish-home"),
    path("leerling/wensen/<int:round_pk>/", pupil.wishes, name="pupil-wishes"),
    path(
        "leerling/wensen/<int:round_pk>/<int:offer_pk>/kies/",
        pupil.toggle_wish,
        name="pupil-wish-toggle",
    ),
    path(
        "leerling/wensen/<int:round_pk>/<int:offer_pk>/omhoog/",
        pupil.move_wish_up,
        name="pupil-wish-up",
    ),
    path("leerling/wensen/<int:round_pk>/klaar/", pupil.send_wishes, name="pupil-wishes-send"),
    path("leerling/dag/", pupil.my_day, name="pupil-day"),
    path("leerling/waarom/<int:placement_pk>/", pupil.why, name="pupil-why"),
    path("leerling/map/", pupil.my_file, name="pupil-file"),
    path("leerling/fotos/", own_photos, name="pupil-photos"),
    path("leerling/terugkijken/<int:pk>/", reflections.start, name="reflection"),
    path(
        "leerling/terugkijken/<int:pk>/<int:number>/",
        reflections.question,
        name="reflection-question",
    ),
    path("leerling/terugkijken/<int:pk>/einde/", reflections.end, name="reflection-end"),
    path("leerling/terugkijken/<int:pk>/prive/", reflections.privacy, name="reflection-privacy"),
]
