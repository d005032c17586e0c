"""How to talk with a group: short texts for employers, for each level, that the region may edit."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.language import Translated
from portal.reference.models.subject import validate_tracks

YEAR_LIMITS = [MinValueValidator(1), MaxValueValidator(6)]


class TalkingTip(models.Model):
    """Tips for one level. The first in order that has the track and the year is used."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    tracks = models.JSONField(
        _("tracks"),
        default=list,
        blank=True,
        validators=[validate_tracks],
        help_text=_("None: for every group that no other row fits."),
    )
    year_min = models.PositiveSmallIntegerField(_("from year"), default=1, validators=YEAR_LIMITS)
    year_max = models.PositiveSmallIntegerField(_("up to year"), default=6, validators=YEAR_LIMITS)
    gist_nl = models.CharField(_("in a few words, in Dutch"), max_length=80)
    gist_en = models.CharField(_("in a few words, in English"), max_length=80, blank=True)
    tips_nl = models.TextField(_("tips in Dutch"), help_text=_("One tip a line."))
    tips_en = models.TextField(_("tips in English"), blank=True, help_text=_("One tip a line."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated(_("name"))
    gist = Translated(_("in a few words"))
    tips = Translated(_("tips"))

    class Meta:
        verbose_name = _("tip for talking with a group")
        verbose_name_plural = _("tips for talking with a group")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @classmethod
    def all_cached(cls) -> tuple["TalkingTip", ...]:
        """All in order, without a query when they were read in the last minute."""
        return _tips()

    @classmethod
    def for_level(cls, track: str, year: int | None) -> "TalkingTip | None":
        """The tips for pupils of this track and year; the general ones when none fits."""
        rows = cls.all_cached()
        fitting = (row for row in rows if track and track in row.tracks and row.has_year(year))
        return next(fitting, next((row for row in rows if not row.tracks), None))

    def has_year(self, year: int | None) -> bool:
        return year is None or self.year_min <= year <= self.year_max

    @property
    def tip_list(self) -> list[str]:
        return [line.strip() for line in self.tips.splitlines() if line.strip()]


_tips = CachedList(TalkingTip.objects.all)
