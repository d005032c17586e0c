from django.urls import path

from schools.views import region_schools

app_name = "region"

urlpatterns = [
    path("", region_schools.school_list, name="school-list"),
    path("toevoegen/", region_schools.school_find, name="school-find"),
    path("toevoegen/zelf/", region_schools.school_add_by_hand, name="school-add-by-hand"),
    path("toevoegen/<slug:brin>/", region_schools.school_add, name="school-add"),
    path("landelijke-lijst/", region_schools.list_upload, name="list-upload"),
    path("<slug:slug>/uitnodigen/", region_schools.school_invite, name="school-invite"),
]
