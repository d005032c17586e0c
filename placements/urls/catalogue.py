from django.urls import path

from placements.views import catalogue, offer_pages

urlpatterns = [
    path("aanbod/", catalogue.catalogue, name="catalogue"),
    path("aanbod/<int:pk>/", offer_pages.OfferPage.as_view(), name="offer-page"),
    path("bedrijven/<slug:slug>/", offer_pages.EmployerPage.as_view(), name="employer-page"),
]
