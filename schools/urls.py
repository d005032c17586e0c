from django.urls import path

from schools.views import aftercare, care, contact, groups, imports, people, periods, year_turns

app_name = "schools"

urlpatterns = [
    path("importeren/", imports.import_list, name="import-list"),
    path("importeren/nieuw/", imports.import_upload, name="import-upload"),
    path("importeren/<int:pk>/", imports.import_detail, name="import-detail"),
    path("importeren/<int:pk>/voortgang/", imports.import_progress, name="import-progress"),
    path("importeren/<int:pk>/doorvoeren/", imports.import_apply, name="import-apply"),
    path("importeren/<int:pk>/annuleren/", imports.import_cancel, name="import-cancel"),
    path("groepen/", groups.group_list, name="group-list"),
    path("groepen/<int:pk>/mentoren/", groups.group_mentors, name="group-mentors"),
    path("groepen/<int:pk>/kaarten/", groups.group_cards, name="group-cards"),
    path("groepen/<int:pk>/kaarten/vernieuwen/", groups.cards_renew, name="cards-renew"),
    path("groepen/<int:pk>/wat-nodig-is/", care.group_needs, name="group-needs"),
    path("groepen/<int:pk>/fotos/", care.group_photos, name="group-photos"),
    path("leerlingen/<int:pk>/wat-nodig-is/", care.student_needs, name="student-needs"),
    path("leerlingen/<int:pk>/fotos/", care.student_photos, name="student-photos"),
    path("vertrekkers/", people.leaver_list, name="leaver-list"),
    path("team/", people.staff_list, name="staff-list"),
    path("team/<int:pk>/weghalen/", people.staff_remove, name="staff-remove"),
    path("jaarovergang/", year_turns.turn_list, name="year-turn-list"),
    path("jaarovergang/<int:pk>/", year_turns.turn_detail, name="year-turn"),
    path("jaarovergang/<int:pk>/groepen/", year_turns.turn_groups, name="year-turn-groups"),
    path("jaarovergang/<int:pk>/leerlingen/", year_turns.turn_pupils, name="year-turn-pupils"),
    path("jaarovergang/<int:pk>/overnemen/", year_turns.turn_copies, name="year-turn-copies"),
    path("jaarovergang/<int:pk>/controle/", year_turns.turn_check, name="year-turn-check"),
    path("jaarovergang/<int:pk>/weg/", year_turns.turn_drop, name="year-turn-drop"),
    path("nazorg/", aftercare.aftercare_list, name="aftercare-list"),
    path("nazorg/<int:pk>/", aftercare.aftercare_check, name="aftercare-check"),
    path("leerperiodes/", periods.period_list, name="period-list"),
    path("leerperiodes/nieuw/", periods.period_create, name="period-create"),
    path("leerperiodes/<int:pk>/", periods.period_edit, name="period-edit"),
    path("leerperiodes/<int:pk>/weg/", periods.period_delete, name="period-delete"),
    path("<slug:slug>/telefoon/", contact.school_telephone, name="school-telephone"),
    path("<slug:slug>/", people.school_detail, name="school-detail"),
]
