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
        from placements.told import count_told

        notifications.register_kinds()
        told.register(count_told)
