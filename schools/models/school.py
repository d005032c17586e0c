"""A school and its locations. People, groups and rounds belong to a school."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Organisation
from portal.reference.models import HolidayRegion
from schools.models.rights import Role
from schools.querysets import SchoolScopedQuerySet


class SchoolQuerySet(SchoolScopedQuerySet):
    school_lookup = "pk"

    def with_coordinators(self):
        """Adds ``coordinators``: how many there are."""
        ours = models.Q(memberships__role=Role.COORDINATOR)
        return self.annotate(coordinators=models.Count("memberships", filter=ours))

    def holiday_regions(self) -> list[str]:
        """The holiday regions of all these schools, each once."""
        return list(self.order_by().values_list("holiday_region", flat=True).distinct())


def second_step_by_default() -> bool:
    """On where the portal asks it of everybody, so on in production."""
    return settings.STAFF_SECOND_STEP_REQUIRED


class School(Organisation):
    brin = models.CharField(
        _("BRIN"), max_length=4, unique=True, validators=[RegexValidator(r"^\d{2}[A-Z]{2}$")]
    )
    tracks = models.JSONField(_("tracks"), default=list, blank=True)
    years = models.JSONField(_("years"), default=list, blank=True)
    holiday_region = models.CharField(
        _("holiday region"), max_length=10, choices=HolidayRegion, default=HolidayRegion.MIDDLE
    )
    day_telephone = models.CharField(
        _("telephone on the day"),
        max_length=20,
        blank=True,
        help_text=_("For employers where pupils come. A number of the school, not of a person."),
        validators=[RegexValidator(r"^[0-9+][0-9 ()-]{8,18}$", _("Write a telephone number."))],
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="owned_schools",
        verbose_name=_("owner"),
    )
    second_step_required = models.BooleanField(
        _("second step required"), default=second_step_by_default
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name"]

    def get_absolute_url(self):
        return reverse("schools:school-detail", args=[self.slug])


class LocationQuerySet(SchoolScopedQuerySet):
    pass


class Location(models.Model):
    """One building of a school, known nationally by BRIN and two digits."""

    school = models.ForeignKey(School, models.CASCADE, related_name="locations")
    brin6 = models.CharField(
        _("BRIN with location"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{2}[A-Z]{2}\d{2}$")],
    )
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street"), max_length=120, blank=True)
    house_number = models.CharField(_("house number"), max_length=12, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    tracks = models.JSONField(
        _("tracks"), default=list, blank=True, help_text=_("None means: those of the school.")
    )
    years = models.JSONField(
        _("years"), default=list, blank=True, help_text=_("None means: those of the school.")
    )
    holiday_region = models.CharField(
        _("holiday region"),
        max_length=10,
        choices=HolidayRegion,
        blank=True,
        help_text=_("Empty means: that of the school."),
    )

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("school location")
        verbose_name_plural = _("school locations")
        ordering = ["name"]

    def __str__(self):
        return self.name
