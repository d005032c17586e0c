"""School holidays. They differ per region and the dates include both first and last day."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import validate_school_year
from portal.reference.language import Translated


class HolidayRegion(models.TextChoices):
    NORTH = "north", _("North")
    MIDDLE = "middle", _("Middle")
    SOUTH = "south", _("South")


class SchoolHolidayQuerySet(models.QuerySet):
    def in_region(self, region: str):
        return self.filter(region=region)

    def overlapping(self, first_day: datetime.date, last_day: datetime.date):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class SchoolHoliday(models.Model):
    class Kind(models.TextChoices):
        AUTUMN = "autumn", _("Autumn holiday")
        CHRISTMAS = "christmas", _("Christmas holiday")
        SPRING = "spring", _("Spring holiday")
        MAY = "may", _("May holiday")
        SUMMER = "summer", _("Summer holiday")
        OTHER = "other", _("Other day off")

    region = models.CharField(_("holiday region"), max_length=10, choices=HolidayRegion)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name_nl = models.CharField(_("name in Dutch"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    school_year = models.CharField(
        _("school year"), max_length=9, validators=[validate_school_year]
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), help_text=_("This day is still free."))
    advisory = models.BooleanField(
        _("advice"), default=False, help_text=_("A school may choose other dates.")
    )

    name = Translated(_("name"))
    objects = SchoolHolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ["first_day", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "kind", "region", "first_day"], name="holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="holiday_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.school_year} ({self.get_region_display()})"
