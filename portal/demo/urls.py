from django.urls import path

from portal.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.sign_in_as, name="sign-in-as"),
]
