"""Places of a date for its employer, and dates and offers as feeds for everybody."""

from django.urls import path

from placements.views import date_places, feeds

urlpatterns = [
    path("aanbod/nieuw.<slug:name>", feeds.offers_feed, name="offers-feed"),
    path("aanbod/datums.ics", feeds.dates_calendar, name="dates-calendar"),
    path("aanbod/datums/<uuid:uid>.ics", feeds.date_calendar, name="date-calendar"),
    path("bedrijf/datums/<int:pk>/plaatsen/", date_places.date_places, name="date-places"),
    path(
        "bedrijf/reserveringen/<int:pk>/vrij/",
        date_places.reservation_free,
        name="reservation-free",
    ),
    path("bedrijf/partnerscholen/<slug:slug>/", date_places.partner_list, name="partner-list"),
    path("bedrijf/partnerscholen/<int:pk>/weg/", date_places.partner_remove, name="partner-remove"),
]
