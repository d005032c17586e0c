"""Dangers at work in words and pictures, and the rules on what pupils of an age may do where."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.reference.cached import CachedList
from portal.reference.language import Translated

LAST_WEEKDAY = 7


class Regime(models.TextChoices):
    """What pupils do somewhere decides under which rules the day falls."""

    LESSON = "lesson", _("Lesson at school")
    OBSERVE = "observe", _("Look and ask")
    TRY = "try", _("Try something under guidance")
    WORK = "work", _("Work along")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


def validate_regimes(regimes) -> None:
    if not isinstance(regimes, list) or not set(regimes) <= set(Regime.values):
        raise ValidationError(_("Choose from what this portal knows."))


def validate_weekdays(days) -> None:
    if not isinstance(days, list) or not set(days) <= set(range(1, LAST_WEEKDAY + 1)):
        raise ValidationError(_("Choose from the days of the week."))


def validate_hazards(codes) -> None:
    """Only what is in the list of hazards now."""
    if not isinstance(codes, list) or not set(codes) <= {row.code for row in Hazard.all_cached()}:
        raise ValidationError(_("Choose from the hazards that this portal knows."))


class Hazard(models.Model):
    """A danger that a company can tick. The codes stay, the words may change."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    pictogram = models.CharField(
        _("pictogram"), max_length=40, help_text=_("Name of the picture in the sprite.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = Translated(_("name"))

    class Meta:
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @classmethod
    def all_cached(cls) -> tuple["Hazard", ...]:
        """All hazards in order, without a query when they were read in the last minute."""
        return _hazards()


class ActivityRule(models.Model):
    """One limit, for one or more regimes: an age, a time, a length, a day or a hazard.

    The rules are data, because the law changes and a region may agree on more with its schools.
    """

    class Severity(models.TextChoices):
        WARN = "warn", _("Warn")
        BLOCK = "block", _("Stop a clear breach, else warn")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    regimes = models.JSONField(_("holds for"), default=list, validators=[validate_regimes])
    for_age_min = models.PositiveSmallIntegerField(
        _("holds from age"), null=True, blank=True, help_text=_("Empty: for all ages.")
    )
    for_age_max = models.PositiveSmallIntegerField(_("holds up to age"), null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    max_hours_day = models.FloatField(
        _("most hours a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.5), MaxValueValidator(24)],
    )
    earliest = models.TimeField(_("not before"), null=True, blank=True)
    latest = models.TimeField(_("not after"), null=True, blank=True)
    weekdays = models.JSONField(
        _("days of the week"),
        default=list,
        blank=True,
        validators=[validate_weekdays],
        help_text=_("The days on which it may be. None ticked: every day."),
    )
    hazards_excluded = models.JSONField(
        _("not with these hazards"), default=list, blank=True, validators=[validate_hazards]
    )
    severity = models.CharField(
        _("what it does"), max_length=8, choices=Severity, default=Severity.WARN
    )
    sentence_nl = models.CharField(_("sentence in Dutch"), max_length=300)
    sentence_en = models.CharField(_("sentence in English"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    sentence = Translated(_("sentence"))

    class Meta:
        verbose_name = _("rule on age and activity")
        verbose_name_plural = _("rules on age and activity")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(for_age_max=None)
                | Q(for_age_min=None)
                | Q(for_age_max__gte=models.F("for_age_min")),
                name="rule_ages_in_order",
            ),
        ]

    def __str__(self):
        return self.sentence

    @classmethod
    def all_cached(cls) -> tuple["ActivityRule", ...]:
        """All rules in order, without a query when they were read in the last minute."""
        return _rules()


_hazards = CachedList(Hazard.objects.all)
_rules = CachedList(ActivityRule.objects.all)
