"""What employers see of the pupils that come: before, on the day, and after."""

from django.urls import path

from placements.views import impact, quotes, visits

urlpatterns = [
    path("bedrijf/bezoeken/", visits.visit_list, name="visit-list"),
    path("bedrijf/bezoek/<int:pk>/", visits.visit, name="visit"),
    path("bedrijf/bezoek/<int:pk>/dagblad/", visits.day_sheet, name="visit-sheet"),
    path("bedrijf/bezoek/<int:pk>/verslag/", visits.report, name="visit-report"),
    path("bedrijf/aanbod/<int:pk>/opbrengst/", visits.offer_takeaway, name="offer-takeaway"),
    path("bedrijf/jaarkaart/", impact.impact_list, name="impact-list"),
    path("bedrijf/jaarkaart/<slug:slug>/<str:school_year>/", impact.impact, name="impact"),
    path(
        "bedrijf/jaarkaart/<slug:slug>/<str:school_year>/kaart.svg", impact.card, name="impact-card"
    ),
    path(
        "bedrijf/jaarkaart/<slug:slug>/<str:school_year>/deel/", impact.share, name="impact-share"
    ),
    path("jaarkaart/<str:secret>/", impact.public, name="impact-public"),
    path("jaarkaart/<str:secret>/kaart.svg", impact.public_card, name="impact-public-card"),
    path("uitspraken/", quotes.to_choose, name="quotes"),
    path("uitspraken/<int:answer_pk>/kies/", quotes.choose, name="quote-choose"),
    path("uitspraken/bezoek/<int:session_pk>/klaar/", quotes.skip, name="quotes-skip"),
    path("uitspraken/<int:pk>/terug/", quotes.withdraw, name="quote-withdraw"),
    path("leerling/uitspraak/<int:pk>/", quotes.ask_pupil, name="pupil-quote"),
]
