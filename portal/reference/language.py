"""Reference data in two languages: Dutch is complete, English falls back on it."""

from django.utils.translation import get_language


class Translated:
    """Reads ``<name>_en`` when the page is in English and it is filled, else ``<name>_nl``.

    ``short_description`` heads its column in the back office.
    """

    def __init__(self, short_description=""):
        self.short_description = short_description

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, row, owner=None):
        if row is None:
            return self
        english = (get_language() or "").startswith("en") and getattr(row, f"{self.name}_en")
        return english or getattr(row, f"{self.name}_nl")
