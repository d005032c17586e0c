from django.apps import AppConfig


class HomeConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "portal.home"
    label = "home"

    def ready(self):
        from portal.core import navigation
        from portal.home.navigation import own_links, public_links

        navigation.register(public_links)
        navigation.register(own_links)
