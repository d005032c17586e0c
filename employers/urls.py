from django.urls import path

from employers.views import offer_steps, offers, profile, sessions, worksites

app_name = "employers"

urlpatterns = [
    path("aanbod/", offers.OfferList.as_view(), name="offer-list"),
    path("aanbod/nieuw/", offers.offer_new, name="offer-new"),
    path("aanbod/<int:pk>/", offers.offer_detail, name="offer-detail"),
    path("aanbod/<int:pk>/wijzigen/", offers.offer_edit, name="offer-edit"),
    path("aanbod/<int:pk>/voorbeeld/", offers.offer_preview, name="offer-preview"),
    path("aanbod/<int:pk>/insturen/", offer_steps.offer_submit, name="offer-submit"),
    path("aanbod/<int:pk>/terughalen/", offer_steps.offer_recall, name="offer-recall"),
    path("aanbod/<int:pk>/kopie/", offer_steps.offer_copy, name="offer-copy"),
    path("aanbod/<int:pk>/intrekken/", offer_steps.offer_withdraw, name="offer-withdraw"),
    path("aanbod/<int:pk>/datum/", sessions.session_new, name="session-new"),
    path("datums/<int:pk>/", sessions.session_edit, name="session-edit"),
    path("datums/<int:pk>/afzeggen/", sessions.session_cancel, name="session-cancel"),
    path("datums/<int:pk>/geweest/", sessions.session_finish, name="session-finish"),
    path("werkplekken/", worksites.WorkSiteList.as_view(), name="worksite-list"),
    path("werkplekken/nieuw/", worksites.worksite_new, name="worksite-new"),
    path("werkplekken/<int:pk>/", worksites.worksite_edit, name="worksite-edit"),
    path("profiel/<slug:slug>/", profile.employer_edit, name="employer-edit"),
]
