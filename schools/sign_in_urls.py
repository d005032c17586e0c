"""How people come in, as the school sets it up: its own sign-in, and the devices of a class."""

from django.urls import path

from schools.views import class_devices, sign_in_settings

urlpatterns = [
    path("inloggen/", sign_in_settings.sign_in_settings, name="sign-in"),
    path("inloggen/proberen/", sign_in_settings.sign_in_trial, name="sign-in-try"),
    path("inloggen/aan-of-uit/", sign_in_settings.sign_in_switch, name="sign-in-switch"),
    path("inloggen/<int:pk>/loskoppelen/", sign_in_settings.sign_in_unlink, name="sign-in-unlink"),
    path("apparaten/", class_devices.device_list, name="device-list"),
    path("apparaten/<int:pk>/weg/", class_devices.device_revoke, name="device-revoke"),
]
