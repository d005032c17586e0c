from django.apps import AppConfig


class EmployersConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "employers"

    def ready(self):
        from employers import navigation, notifications, receivers  # noqa: F401
        from employers.services.offer_templates import load_offer_templates
        from employers.services.review import set_up_review
        from portal.core.navigation import register
        from portal.reference.setup import register_step

        register(navigation.nav_for)
        register_step("review of offers", set_up_review)
        register_step("examples of offers", load_offer_templates)
