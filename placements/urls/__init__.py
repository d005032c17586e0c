"""Each room of the bridge has its own addresses."""

from placements.urls import (
    bookings,
    calls,
    catalogue,
    dates,
    employers,
    groups,
    outcomes,
    pupil,
    rounds,
)

app_name = "placements"

urlpatterns = [
    *bookings.urlpatterns,
    *calls.urlpatterns,
    *catalogue.urlpatterns,
    *dates.urlpatterns,
    *rounds.urlpatterns,
    *pupil.urlpatterns,
    *groups.urlpatterns,
    *outcomes.urlpatterns,
    *employers.urlpatterns,
]
