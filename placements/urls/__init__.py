"""Each room of the bridge has its own addresses."""

from placements.urls import catalogue, groups, outcomes, pupil, rounds

app_name = "placements"

urlpatterns = [
    *catalogue.urlpatterns,
    *rounds.urlpatterns,
    *pupil.urlpatterns,
    *groups.urlpatterns,
    *outcomes.urlpatterns,
]
