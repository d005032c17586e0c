"""Where pupils sign in. The space is called accounts: to the reader it is all signing in."""

from django.urls import path

from schools.views import card_sign_in

app_name = "accounts"

urlpatterns = [
    path("kaart/", card_sign_in.card_sign_in, name="card-sign-in"),
    path("kaart/<str:token>/", card_sign_in.card_qr, name="card-qr"),
    path("klaar/", card_sign_in.card_done, name="card-done"),
    path("klas/<slug:school>/", card_sign_in.class_device_page, name="class-device"),
]
