"""Where we are: the one region of this installation, official regions, and places of postcodes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.models.calendar import HolidayRegion


class LabourRegion(models.Model):
    """One of the labour-market regions; names change, the AM code does not."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("labour-market region")
        verbose_name_plural = _("labour-market regions")
        ordering = ["name"]

    def __str__(self):
        return self.name


class RmcRegion(models.Model):
    """A region of the Doorstroompunt (formerly RMC). Code 14 was split into 40 and 41."""

    code = models.CharField(_("code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("Doorstroompunt region (RMC)")
        verbose_name_plural = _("Doorstroompunt regions (RMC)")
        ordering = ["code"]

    def __str__(self):
        return self.name


class PostcodeArea(models.Model):
    """The middle of a four-digit postcode area, so distances are estimates."""

    pc4 = models.CharField(_("postcode digits"), max_length=4, primary_key=True)
    place = models.CharField(_("place"), max_length=80)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        verbose_name = _("postcode area")
        verbose_name_plural = _("postcode areas")
        ordering = ["pc4"]

    def __str__(self):
        return f"{self.pc4} {self.place}"


class Region(models.Model):
    """The region that this installation serves: exactly one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("short name"), max_length=60)
    labour_region = models.ForeignKey(
        LabourRegion,
        models.SET_NULL,
        verbose_name=_("labour-market region"),
        related_name="+",
        null=True,
        blank=True,
    )
    holiday_region = models.CharField(
        _("holiday region"),
        max_length=10,
        choices=HolidayRegion,
        default=HolidayRegion.MIDDLE,
        help_text=_("For schools that do not say otherwise."),
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_region")]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Region":
        """This installation's region, without a query when it was read in the last minute.

        Before load_reference ran there is none yet: Region.DoesNotExist.
        """
        rows = _regions()
        if not rows:
            raise cls.DoesNotExist
        return rows[0]


_regions = CachedList(lambda: Region.objects.select_related("labour_region"))
