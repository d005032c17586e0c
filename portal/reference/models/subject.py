"""School subjects, and the tracks in which they are taught."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.language import Translated


class Track(models.TextChoices):
    PRO = "pro", _("Practical training (pro)")
    VMBO_BB = "vmbo_bb", _("Vmbo basic vocational (bb)")
    VMBO_KB = "vmbo_kb", _("Vmbo advanced vocational (kb)")
    VMBO_GL = "vmbo_gl", _("Vmbo combined (gl)")
    VMBO_TL = "vmbo_tl", _("Vmbo theoretical (tl)")
    HAVO = "havo", _("Havo")
    VWO = "vwo", _("Vwo")
    VSO = "vso", _("Special education (vso)")


def validate_tracks(tracks) -> None:
    known = Track.values
    if not isinstance(tracks, list) or not all(track in known for track in tracks):
        raise ValidationError(_("Choose from the tracks that this portal knows."))


class Subject(models.Model):
    class Category(models.TextChoices):
        GENERAL = "general", _("General subject")
        PRACTICAL = "practical", _("Practical subject")
        ORIENTATION = "orientation", _("Orientation and guidance")

    code = models.SlugField(_("code"), max_length=50, unique=True)
    label_nl = models.CharField(_("name in Dutch"), max_length=80)
    label_en = models.CharField(_("name in English"), max_length=80, blank=True)
    category = models.CharField(_("kind"), max_length=20, choices=Category)
    tracks = models.JSONField(_("tracks"), default=list, blank=True, validators=[validate_tracks])

    label = Translated(_("name"))

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["label_nl"]

    def __str__(self):
        return self.label

    @classmethod
    def all_cached(cls) -> tuple["Subject", ...]:
        """All subjects by name, without a query when they were read in the last minute."""
        return _subjects()


_subjects = CachedList(Subject.objects.all)
