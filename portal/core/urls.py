from django.urls import path

from portal.core import views

app_name = "core"

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("worker.js", views.service_worker, name="service-worker"),
    path("stijl/", views.style_guide, name="style-guide"),
]
