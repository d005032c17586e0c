"""The national list of school locations, as DUO publishes it. Of schools, never of people."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.reference.models.calendar import HolidayRegion
from portal.reference.models.subject import Track, validate_tracks


class SchoolListingQuerySet(models.QuerySet):
    def current(self):
        """Without what is not in the newest list any more."""
        return self.filter(ended_on=None)

    def of_brin(self, brin: str):
        return self.filter(brin6__startswith=brin).order_by("brin6")

    def found(self, words: str):
        """Each of the words stands in the name, the place or the code."""
        rows = self
        for word in words.split()[:6]:
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(place__icontains=word)
                | Q(municipality__icontains=word)
                | Q(brin6__istartswith=word)
            )
        return rows


class SchoolListing(models.Model):
    """One location of a school. Who is gone from the list ends on a day, and stays."""

    brin6 = models.CharField(
        _("BRIN with location"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{2}[A-Z]{2}\d{2}$")],
    )
    board_number = models.CharField(_("number of the board"), max_length=5, blank=True)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street"), max_length=120, blank=True)
    house_number = models.CharField(_("house number"), max_length=12, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    municipality_code = models.CharField(_("code of the municipality"), max_length=4, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    province = models.CharField(_("province"), max_length=30, blank=True)
    denomination = models.CharField(_("denomination"), max_length=80, blank=True)
    telephone = models.CharField(_("telephone"), max_length=20, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    structure = models.JSONField(_("education as listed"), default=list, blank=True)
    tracks = models.JSONField(_("tracks"), default=list, blank=True, validators=[validate_tracks])
    holiday_region = models.CharField(
        _("holiday region"), max_length=10, choices=HolidayRegion, blank=True
    )
    rmc_code = models.CharField(_("Doorstroompunt region (RMC)"), max_length=2, blank=True)
    ended_on = models.DateField(_("gone from the list since"), null=True, blank=True)

    objects = SchoolListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("school in the national list")
        verbose_name_plural = _("national list of schools")
        ordering = ["name", "brin6"]

    def __str__(self):
        return f"{self.brin6} {self.name}"

    @property
    def brin(self) -> str:
        return self.brin6[:4]

    @property
    def track_names(self) -> list:
        return [Track(code).label for code in self.tracks if code in Track.values]
