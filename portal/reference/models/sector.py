"""The ten sectors that pupils meet, each with a hue and a pictogram, and the vmbo profiles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.wording import own_name
from portal.reference.cached import CachedList
from portal.reference.language import Translated


class VmboProfile(models.Model):
    """One of the ten vocational profiles of the vmbo."""

    class Branch(models.TextChoices):
        TECHNOLOGY = "technology", _("Technology")
        CARE = "care", _("Care and welfare")
        ECONOMY = "economy", _("Economy")
        GREEN = "green", _("Green")
        CROSS = "cross", _("Cross-sector")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=10)
    name_nl = models.CharField(_("name in Dutch"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    branch = models.CharField(_("vmbo sector"), max_length=20, choices=Branch)

    name = Translated(_("name"))

    class Meta:
        verbose_name = _("vmbo profile")
        verbose_name_plural = _("vmbo profiles")
        ordering = ["name_nl"]

    def __str__(self):
        return self.name


class NamedBySchool(Translated):
    """The region's words, or the school's on its own pages (portal/core/wording.py)."""

    def __get__(self, row, owner=None):
        if row is None:
            return self
        return own_name(row.code) or super().__get__(row, owner)


class Sector(models.Model):
    class Hue(models.TextChoices):
        CONSTRUCTION = "construction", pgettext_lazy("hue", "Orange")
        MOBILITY = "mobility", pgettext_lazy("hue", "Blue")
        CARE = "care", pgettext_lazy("hue", "Rose")
        RETAIL = "retail", pgettext_lazy("hue", "Purple")
        HOSPITALITY = "hospitality", pgettext_lazy("hue", "Red")
        GREEN = "green", pgettext_lazy("hue", "Green")
        FACILITY = "facility", pgettext_lazy("hue", "Turquoise")
        MEDIA = "media", pgettext_lazy("hue", "Violet")
        SERVICES = "services", pgettext_lazy("hue", "Slate")
        CRAFTS = "crafts", pgettext_lazy("hue", "Ochre")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    pupil_label_nl = models.CharField(_("name for pupils in Dutch"), max_length=60)
    pupil_label_en = models.CharField(_("name for pupils in English"), max_length=60, blank=True)
    intro_nl = models.TextField(_("introduction in Dutch"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    hue = models.CharField(_("hue"), max_length=20, choices=Hue)
    pictogram = models.CharField(
        _("pictogram"), max_length=40, help_text=_("Name of the picture in the sprite.")
    )
    vmbo_profiles = models.ManyToManyField(
        VmboProfile, verbose_name=_("vmbo profiles"), related_name="sectors", blank=True
    )
    chamber = models.CharField(_("sector chamber"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = NamedBySchool(_("name"))
    pupil_label = NamedBySchool(_("name for pupils"))
    intro = Translated(_("introduction"))

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["order", "name_nl"]

    def __str__(self):
        return self.name

    @classmethod
    def all_cached(cls) -> tuple["Sector", ...]:
        """All sectors in order, without a query when they were read in the last minute."""
        return _sectors()


_sectors = CachedList(Sector.objects.all)
