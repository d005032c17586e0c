"""What pupils do at a company, from which age, and the dangers of this very activity. Abstract."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.models import Regime
from portal.reference.models.safety import Hazard, validate_hazards

AGE_LIMITS = [MinValueValidator(10), MaxValueValidator(20)]


class OfferSafety(models.Model):
    class Activity(models.TextChoices):
        OBSERVE = Regime.OBSERVE.value, _("They look and ask")
        TRY = Regime.TRY.value, _("They try something small, with guidance")
        WORK = Regime.WORK.value, _("They work along")

    activity = models.CharField(
        _("what pupils do at your company"),
        max_length=10,
        choices=Activity,
        default=Activity.TRY,
    )
    min_age = models.PositiveSmallIntegerField(
        _("your own youngest age"),
        null=True,
        blank=True,
        validators=AGE_LIMITS,
        help_text=_("Leave it empty when every age of your years is welcome."),
    )
    hazards = models.JSONField(
        _("extra dangers of this activity"),
        default=list,
        blank=True,
        validators=[validate_hazards],
        help_text=_("What the safety passport of the work site names already, counts too."),
    )

    class Meta:
        abstract = True

    @property
    def regime(self) -> str:
        """At school it is a lesson, whatever pupils do there."""
        return Regime.LESSON.value if self.worksite_id is None else self.activity

    @property
    def passport(self):
        """The safety passport of the place where it happens, or None."""
        return getattr(self.worksite, "passport", None) if self.worksite_id else None

    @property
    def youngest_age(self) -> int | None:
        """The company's own rule: the highest of what offer and work site ask; None without one."""
        ages = [self.min_age, self.passport.min_age if self.passport else None]
        return max((age for age in ages if age), default=None)

    @property
    def all_hazards(self) -> frozenset[str]:
        """Those of the activity itself and of the work site."""
        return frozenset(self.hazards) | frozenset(self.passport.hazards if self.passport else ())

    @property
    def extra_hazard_rows(self) -> list[Hazard]:
        """What this activity adds to the passport, with words and pictogram."""
        known = set(self.passport.hazards) if self.passport else set()
        return [row for row in Hazard.all_cached() if row.code in set(self.hazards) - known]
