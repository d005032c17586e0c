"""How much an employer wants to be asked: its load budget, over all its offers and all schools.

What is left empty follows the size of the company. Only the employer itself changes it.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.employer import Employer, employer_ids

JANUARY, DECEMBER = 1, 12


@dataclass(frozen=True)
class Limits:
    """What holds for an employer. The names in ``own`` it chose itself; the rest is the default."""

    requests: int
    activities: int
    pupils: int
    rest_weeks: int = 0
    quiet_months: frozenset[int] = frozenset()
    own: frozenset[str] = frozenset()


DEFAULTS = {
    Employer.Size.SMALL: Limits(requests=2, activities=1, pupils=12),
    Employer.Size.MEDIUM: Limits(requests=4, activities=2, pupils=24),
    Employer.Size.LARGE: Limits(requests=8, activities=4, pupils=60),
}


class LoadBudgetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer's own, and all for the region, which cannot change them."""
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))


def validate_months(value) -> None:
    months = range(JANUARY, DECEMBER + 1)
    if not isinstance(value, list) or any(type(m) is not int or m not in months for m in value):
        raise ValidationError(_("Choose months from January to December."))


def _limit(label, most: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(most)]
    )


class LoadBudget(models.Model):
    """One row for an employer that chose something itself; None in a field is the default."""

    employer = models.OneToOneField(Employer, models.CASCADE, related_name="load_budget")
    requests = _limit(_("requests in a month"), 60)
    activities = _limit(_("activities in a month"), 60)
    pupils = _limit(_("pupils in a month"), 2000)
    rest_weeks = models.PositiveSmallIntegerField(
        _("weeks of rest after an activity"), default=0, validators=[MaxValueValidator(26)]
    )
    quiet_months = models.JSONField(
        _("quiet months"), default=list, blank=True, validators=[validate_months]
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = LoadBudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("load budget")
        verbose_name_plural = _("load budgets")

    def __str__(self):
        return f"load budget {self.pk}"


COUNTED = ("requests", "activities", "pupils")


def limits_of(employer: Employer) -> Limits:
    """What holds for this employer now: what it chose, else what fits its size."""
    usual = DEFAULTS[Employer.Size(employer.size)]
    budget = getattr(employer, "load_budget", None)
    if budget is None:
        return usual
    chosen = {name: value for name in COUNTED if (value := getattr(budget, name)) is not None}
    return Limits(
        **{name: chosen.get(name, getattr(usual, name)) for name in COUNTED},
        rest_weeks=budget.rest_weeks,
        quiet_months=frozenset(budget.quiet_months),
        own=frozenset(chosen) | ({"rest_weeks"} if budget.rest_weeks else frozenset()),
    )
