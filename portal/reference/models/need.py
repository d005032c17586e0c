"""What a pupil needs to be able to come along: a closed list, in words for each who reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.language import Translated


class PlaceFeature(models.TextChoices):
    """What a place can have. The names are those of the description of a work site."""

    STEP_FREE = "step_free", _("without steps")
    ACCESSIBLE_TOILET = "accessible_toilet", _("accessible toilet")
    QUIET_PLACE = "quiet_place", _("a quiet place")
    HEARING_LOOP = "hearing_loop", _("hearing loop")


class PracticalNeed(models.Model):
    """A practical need, never its reason. The codes stay, the words may change.

    ``strict``: a place that says it lacks ``place_has`` is no place for this pupil; otherwise it
    is only worth a look.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    label_nl = models.CharField(_("label in Dutch"), max_length=60)
    label_en = models.CharField(_("label in English"), max_length=60, blank=True)
    sentence_nl = models.CharField(
        _("sentence for employers in Dutch"),
        max_length=160,
        help_text=_("What has to be done. Never why."),
    )
    sentence_en = models.CharField(
        _("sentence for employers in English"), max_length=160, blank=True
    )
    pupil_wording_nl = models.CharField(_("wording for pupils in Dutch"), max_length=160)
    pupil_wording_en = models.CharField(
        _("wording for pupils in English"), max_length=160, blank=True
    )
    icon = models.CharField(
        _("pictogram"), max_length=40, help_text=_("Name of the picture in the sprite.")
    )
    place_has = models.CharField(
        _("what the place must have"), max_length=20, choices=PlaceFeature, blank=True
    )
    strict = models.BooleanField(_("impossible without it"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    label = Translated(_("label"))
    sentence = Translated(_("sentence for employers"))
    pupil_wording = Translated(_("wording for pupils"))

    class Meta:
        verbose_name = _("practical need")
        verbose_name_plural = _("practical needs")
        ordering = ["order", "code"]

    def __str__(self):
        return self.label

    @classmethod
    def all_cached(cls) -> tuple["PracticalNeed", ...]:
        """All in order, without a query when they were read in the last minute."""
        return _needs()

    @classmethod
    def by_code(cls) -> dict[str, "PracticalNeed"]:
        return {need.code: need for need in cls.all_cached()}


_needs = CachedList(PracticalNeed.objects.all)
