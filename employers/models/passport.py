"""The safety passport of a work site: filled in once, good for a year, read by all schools."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids
from employers.models.offer_safety import AGE_LIMITS
from portal.reference.models.safety import Hazard, validate_hazards

REMIND_BEFORE = datetime.timedelta(days=30)


class Gear(models.TextChoices):
    SHOES = "shoes", _("Safety shoes or boots")
    HELMET = "helmet", _("Helmet")
    VEST = "vest", _("High-visibility vest")
    GLASSES = "glasses", _("Safety glasses")
    GLOVES = "gloves", _("Gloves")
    EARS = "ears", _("Ear protection")
    HAIR = "hair", _("Hairnet or hair tied up")
    COAT = "coat", _("Apron, coat or overall")


class Provider(models.TextChoices):
    COMPANY = "company", _("The company has them")
    SCHOOL = "school", _("The school brings them")
    PUPIL = "pupil", _("Pupils bring their own")


def validate_gear(gear) -> None:
    """Kind of gear -> who provides it."""
    known = isinstance(gear, dict) and set(gear) <= set(Gear.values)
    if not known or not set(gear.values()) <= set(Provider.values):
        raise ValidationError(_("Choose from the list."))


def a_year_after(day: datetime.date) -> datetime.date:
    """The same day next year; 28 February after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


class SafetyPassportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of verified employers for who signs in with an address, one's own always, the region."""
        if getattr(user, "is_region_editor", False):
            return self
        if not getattr(user, "email", None):
            return self.none()
        return self.filter(
            Q(worksite__employer__state="verified") | Q(worksite__employer__in=employer_ids(user))
        )

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(worksite__employer__in=employer_ids(user))

    def expiring(self, today: datetime.date):
        """Still valid, but not for long."""
        return self.filter(valid_until__gte=today, valid_until__lte=today + REMIND_BEFORE)


class SafetyPassport(models.Model):
    worksite = models.OneToOneField(
        "employers.WorkSite", models.CASCADE, related_name="passport", editable=False
    )
    hazards = models.JSONField(
        _("dangers here"),
        default=list,
        blank=True,
        validators=[validate_hazards],
        help_text=_("Tick nothing when there are none."),
    )
    gear = models.JSONField(
        _("protective gear"), default=dict, blank=True, validators=[validate_gear]
    )
    gear_note = models.CharField(
        _("sizes, and what else to know"),
        max_length=200,
        blank=True,
        help_text=_("For example: shoes in sizes 35 to 47."),
    )
    min_age = models.PositiveSmallIntegerField(
        _("youngest age at this place"),
        null=True,
        blank=True,
        validators=AGE_LIMITS,
        help_text=_("Only if your company has its own rule."),
    )
    first_aider = models.BooleanField(_("a first aider (BHV) is present"), default=False)
    risk_check_on = models.DateField(_("date of your risk inventory (RI&E)"), null=True, blank=True)
    supervision = models.CharField(
        _("who guides the pupils"),
        max_length=120,
        blank=True,
        help_text=_("A job is enough: the foreman, a trainer."),
    )
    pupils_per_adult = models.PositiveSmallIntegerField(
        _("pupils for each guide of yours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    emergency_point = models.CharField(
        _("where everyone gathers in an emergency"), max_length=120, blank=True
    )
    confirmed_on = models.DateField(_("confirmed on"), editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    valid_until = models.DateField(_("valid until"), editable=False)

    objects = SafetyPassportQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety passport")
        verbose_name_plural = _("safety passports")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("confirmed_on")),
                name="passport_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="passport_by_end")]

    def __str__(self):
        return f"safety passport of work site {self.worksite_id}"

    @property
    def is_valid(self) -> bool:
        return self.valid_until >= timezone.localdate()

    @property
    def expires_soon(self) -> bool:
        return self.is_valid and self.valid_until <= timezone.localdate() + REMIND_BEFORE

    @property
    def hazard_rows(self) -> list[Hazard]:
        """The hazards with words and pictogram, in their own order, without a query."""
        return [row for row in Hazard.all_cached() if row.code in self.hazards]

    @property
    def gear_rows(self) -> list[tuple[str, str]]:
        """(what, who provides it), in the order of the list."""
        return [
            (str(gear.label), str(Provider(self.gear[gear.value]).label))
            for gear in Gear
            if gear.value in self.gear
        ]

    @property
    def gear_names(self) -> list[str]:
        return [what for what, _who in self.gear_rows]
