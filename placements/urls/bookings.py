"""Requests for groups, and how much employers are asked."""

from django.urls import path

from placements.views import booking_answers, bookings, load

urlpatterns = [
    path("aanvragen/", bookings.booking_list, name="booking-list"),
    path("aanvragen/nieuw/<int:offer_pk>/", bookings.booking_new, name="booking-new"),
    path("aanvragen/<int:pk>/", bookings.booking_detail, name="booking-detail"),
    path("aanvragen/<int:pk>/doe/<slug:name>/", bookings.booking_do, name="booking-do"),
    path("aanvragen/<int:pk>/antwoord/", booking_answers.respond, name="booking-respond"),
    path("antwoord/<str:token>/", booking_answers.answer, name="booking-answer"),
    path("antwoord/<str:token>/klaar/", booking_answers.answered, name="booking-answered"),
    path("bedrijf/aanvragen/", booking_answers.employer_bookings, name="employer-bookings"),
    path("bedrijf/drukte/", load.own_budgets, name="load-budgets"),
    path("bedrijf/drukte/<slug:slug>/", load.budget, name="load-budget"),
    path("drukte/", load.overview, name="load-overview"),
    path("drukte/zonder-antwoord/", load.silent, name="load-silent"),
]
