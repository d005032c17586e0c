"""How an employer plans dates, dates made in one go, and the address of its calendar.

These hold at once and are no part of the text of an offer, so they need no review.
"""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.budget import validate_months
from employers.models.employer import employer_ids
from employers.models.offer_details import validate_weekdays

MOST_GROUPS = 20


class Release(models.TextChoices):
    AT_ONCE = "at_once", _("At once for all schools")
    IN_STEPS = "in_steps", _("In steps")


class OfOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer of the offer, and the region."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(offer__employer__in=employer_ids(user))


class OfferPlanning(models.Model):
    """One row for an offer whose employer chose something; without it the defaults hold."""

    offer = models.OneToOneField("employers.Offer", models.CASCADE, related_name="planning")
    no_dates_in = models.JSONField(
        _("months without dates"), default=list, blank=True, validators=[validate_months]
    )
    groups_at_once = models.PositiveSmallIntegerField(
        _("groups at the same time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_GROUPS)],
        help_text=_("On one date. Leave empty: as many as there are places for."),
    )
    release = models.CharField(
        _("who may choose first"), max_length=10, choices=Release, default=Release.AT_ONCE
    )
    last_minute = models.BooleanField(_("places that are left go last minute"), default=False)

    objects = OfOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("planning of an offer")
        verbose_name_plural = _("planning of offers")

    def __str__(self):
        return f"planning {self.pk}"


class DateSeries(models.Model):
    """The rule by which dates were made in one go. The dates themselves are what counts."""

    class Rhythm(models.TextChoices):
        WEEK = "week", _("Every week")
        TWO_WEEKS = "two_weeks", _("Every two weeks")
        MONTH = "month", _("Every month")

    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="series")
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.WEEK)
    weekdays = models.JSONField(_("on"), default=list, validators=[validate_weekdays])
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of dates")
        verbose_name_plural = _("series of dates")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="series_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=False) | Q(times__isnull=False),
                name="series_has_an_end",
            ),
        ]

    def __str__(self):
        return f"series {self.pk}"


class CalendarAddressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer itself only: who knows the address can read the calendar."""
        return self.filter(employer__in=employer_ids(user))


def _new_nonce() -> str:
    return secrets.token_hex(16)


class CalendarAddress(models.Model):
    """The secret in the address follows from ``nonce`` and the key of the site; it is not kept."""

    employer = models.OneToOneField(
        "employers.Employer", models.CASCADE, related_name="calendar_address"
    )
    nonce = models.CharField(max_length=32, default=_new_nonce, editable=False)
    renewed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return f"calendar address {self.pk}"
