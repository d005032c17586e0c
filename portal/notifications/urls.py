from django.urls import path

from portal.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("alles-gelezen/", views.read_all, name="read-all"),
    path("<int:pk>/", views.open_notification, name="open"),
]
