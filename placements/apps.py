from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "placements"

    def ready(self):
        from placements import (
            notifications,
            receivers,  # noqa: F401 - connects itself
        )

        notifications.register_kinds()
