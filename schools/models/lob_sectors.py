"""The sectors as the school calls them, and where its leavers go."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models.destination import DestinationType
from schools.models.lob_profile import LobPartQuerySet, LobProfile


class SchoolSector(models.Model):
    """A sector of the region in this school: its own name, and whether the school uses it.

    Two sectors of the region with the same own name are one sector for the school.
    """

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="sectors")
    sector = models.ForeignKey("reference.Sector", models.CASCADE, related_name="+")
    own_name = models.CharField(_("our name"), max_length=60, blank=True)
    is_used = models.BooleanField(_("we use this"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector of the school")
        verbose_name_plural = _("sectors of the school")
        ordering = ["order", "sector__order"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "sector"], name="lob_sector_once"),
        ]

    def __str__(self):
        return self.own_name or str(self.sector_id)


class LeaverDestination(models.Model):
    """Which share of the leavers went where, and what sectors that is about. No pupil is known."""

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="destinations")
    kind = models.CharField(_("where to"), max_length=25, choices=DestinationType)
    label = models.CharField(_("more exactly"), max_length=80, blank=True)
    share = models.DecimalField(
        _("share in %"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    sectors = models.ManyToManyField(
        "reference.Sector", verbose_name=_("sectors"), related_name="+", blank=True
    )

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("destination of leavers")
        verbose_name_plural = _("destinations of leavers")
        ordering = ["-share", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=100), name="lob_share_is_percentage"
            ),
            models.UniqueConstraint(
                fields=["profile", "kind", "label"], name="lob_destination_once"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.label}".strip()

    @property
    def name(self) -> str:
        return self.label or self.get_kind_display()
