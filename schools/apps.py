from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "schools"

    def ready(self):
        from portal.core import navigation
        from portal.imports import readers
        from portal.reference import workdays
        from portal.reference.setup import register_step
        from schools import notifications
        from schools.imports.edexml import read_edexml
        from schools.models import School
        from schools.navigation import school_links
        from schools.services.back_office import set_up_back_office

        readers.register("edexml", read_edexml)
        notifications.register()
        navigation.register(school_links)
        register_step("back office of schools", set_up_back_office)
        workdays.register_schools(School.objects.holiday_regions)
