from django.urls import path

from schools.views import lob, lob_parts

urlpatterns = [
    path("lob/", lob.lob_home, name="lob-home"),
    path("lob/nieuw/", lob.lob_start, name="lob-start"),
    path("lob/<int:pk>/", lob.lob_version, name="lob-version"),
    path("lob/<int:pk>/vergelijken/", lob.lob_compare, name="lob-compare"),
    path("lob/<int:pk>/aanbieden/", lob.lob_offer, name="lob-offer"),
    path("lob/<int:pk>/teruggeven/", lob.lob_take_back, name="lob-take-back"),
    path("lob/<int:pk>/vaststellen/", lob.lob_approve, name="lob-approve"),
    path("lob/<int:pk>/weggooien/", lob.lob_discard, name="lob-discard"),
    path("lob/<int:pk>/deel/<slug:part>/", lob_parts.lob_part, name="lob-part"),
    path("zo-doen-wij-het/", lob.pupil_lob, name="pupil-lob"),
]
