from django.urls import path

from placements.views import catalogue

urlpatterns = [
    path("aanbod/", catalogue.Catalogue.as_view(), name="catalogue"),
    path("aanbod/<int:pk>/", catalogue.OfferPage.as_view(), name="offer-page"),
    path("bedrijven/<slug:slug>/", catalogue.EmployerPage.as_view(), name="employer-page"),
]
