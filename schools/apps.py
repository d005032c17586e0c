from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "schools"

    def ready(self):
        from portal.accounts import second_step
        from portal.core import navigation
        from portal.imports import problems, readers
        from portal.privacy import documents
        from portal.reference import workdays
        from portal.reference.setup import register_step
        from schools import notifications
        from schools.imports.edexml import read_edexml
        from schools.imports.oneroster import read_oneroster
        from schools.imports.oneroster_problems import ONEROSTER_PROBLEMS
        from schools.imports.table import read_table_roster
        from schools.imports.table_problems import ROSTER_TABLE_PROBLEMS, UPLOAD_PROBLEMS
        from schools.models import School
        from schools.models.rights import CHAPTER
        from schools.navigation import school_links
        from schools.permissions import asked_second_step
        from schools.services.back_office import set_up_back_office

        readers.register("edexml", read_edexml)
        readers.register("oneroster", read_oneroster)
        readers.register("table", read_table_roster)
        problems.register(ONEROSTER_PROBLEMS)
        problems.register(ROSTER_TABLE_PROBLEMS)
        problems.register(UPLOAD_PROBLEMS)
        notifications.register()
        navigation.register(school_links)
        second_step.register(asked_second_step)
        documents.add_chapter(CHAPTER)
        register_step("back office of schools", set_up_back_office)
        workdays.register_schools(School.objects.holiday_regions)
