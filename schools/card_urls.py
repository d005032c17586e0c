"""Where pupils sign in. The space is called accounts: to the reader it is all signing in."""

from django.urls import path

from schools.views import card_pictures, card_sign_in, school_sign_in

app_name = "accounts"

urlpatterns = [
    path("kaart/", card_sign_in.card_sign_in, name="card-sign-in"),
    path("kaart/<str:token>/", card_sign_in.card_qr, name="card-qr"),
    path("klaar/", card_sign_in.card_done, name="card-done"),
    path("klas/<slug:school>/", card_sign_in.class_device_page, name="class-device"),
    path("klas/<slug:school>/plaatjes/", card_pictures.card_pictures, name="card-pictures"),
    path("school/", school_sign_in.school_search, name="school-search"),
    path("locatie/", school_sign_in.location_choose, name="sign-in-location"),
    path("school/<slug:school>/", school_sign_in.school_door, name="school-door"),
    path("school/<slug:school>/naar/", school_sign_in.school_leave, name="school-leave"),
    path("school/<slug:school>/terug/", school_sign_in.school_return, name="school-return"),
    path("entree/", school_sign_in.entree_leave, name="entree-leave"),
    path("entree/terug/", school_sign_in.entree_return, name="entree-return"),
]
