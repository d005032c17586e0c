"""A year of an employer on a card: figures are counted anew, this keeps whether it is shared."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids
from portal.core.school_year import validate_school_year


class ImpactCardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer's own people, and the region."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(employer__in=employer_ids(user))


class ImpactCard(models.Model):
    """``secret`` opens the public page; empty while the employer does not share it."""

    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="impact_cards")
    school_year = models.CharField(
        _("school year"), max_length=9, validators=[validate_school_year]
    )
    secret = models.CharField(max_length=43, unique=True, null=True, blank=True, editable=False)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ImpactCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("year card")
        verbose_name_plural = _("year cards")
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "school_year"], name="year_card_once"),
        ]

    def __str__(self):
        return f"{self.employer_id} {self.school_year}"

    def get_absolute_url(self):
        return reverse("placements:impact", args=[self.employer.slug, self.school_year])
