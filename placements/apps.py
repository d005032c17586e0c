from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "placements"

    def ready(self):
        from employers import told
        from placements import (
            notifications,
            receivers,  # noqa: F401 - connects itself
        )
        from placements.navigation import request_links
        from placements.told import count_told
        from portal.core import navigation

        notifications.register_kinds()
        navigation.register(request_links)
        told.register(count_told)
