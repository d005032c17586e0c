from django.urls import path

from placements.views import catalogue, comparing, kept, offer_pages, offer_reports

urlpatterns = [
    path("aanbod/", catalogue.catalogue, name="catalogue"),
    path("aanbod/afdrukken/", comparing.print_list, name="catalogue-print"),
    path("aanbod/vergelijk/", comparing.compare, name="compare"),
    path("aanbod/<int:pk>/", offer_pages.OfferPage.as_view(), name="offer-page"),
    path("aanbod/<int:pk>/afdrukken/", comparing.print_offer, name="offer-print"),
    path("aanbod/<int:pk>/bewaar/", kept.favourite_toggle, name="favourite-toggle"),
    path("aanbod/<int:pk>/melden/", offer_reports.report, name="report"),
    path("bewaard/", kept.favourite_list, name="favourite-list"),
    path("bewaard/zoekopdrachten/", kept.saved_search_list, name="saved-search-list"),
    path("bewaard/zoekopdrachten/nieuw/", kept.saved_search_new, name="saved-search-new"),
    path("bewaard/zoekopdrachten/<int:pk>/", kept.saved_search_edit, name="saved-search-edit"),
    path(
        "bewaard/zoekopdrachten/<int:pk>/weg/", kept.saved_search_delete, name="saved-search-delete"
    ),
    path(
        "bewaard/zoekopdrachten/stop/<str:token>/", kept.saved_search_stop, name="saved-search-stop"
    ),
    path("bedrijven/<slug:slug>/", offer_pages.EmployerPage.as_view(), name="employer-page"),
    path("regio/meldingen/", offer_reports.report_list, name="report-list"),
    path("regio/meldingen/<int:pk>/", offer_reports.report_handle, name="report-handle"),
]
