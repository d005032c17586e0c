from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlacementsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "placements"

    def ready(self):
        from employers import told
        from placements import (
            notifications,
            receivers,  # noqa: F401 - connects itself
        )
        from placements.navigation import kept_links, request_links
        from placements.searching.trigrams import make_trigrams
        from placements.told import count_told
        from portal.core import navigation

        notifications.register_kinds()
        navigation.register(request_links)
        navigation.register(kept_links)
        told.register(count_told)
        post_migrate.connect(make_trigrams, sender=self)
