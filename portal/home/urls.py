from django.urls import path

from portal.home import views

app_name = "home"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("<slug:space>/", views.desk, name="desk-of"),
]
