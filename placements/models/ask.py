"""Every mail that asks an employer for something, one row each: the load budget counts them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids


class EmployerAskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its employer, and the region."""
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))

    def in_month(self, month):
        return self.filter(month=month)


class EmployerAsk(models.Model):
    """Written by placements/services/load.py only, in the transaction that sends the mail."""

    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="asks")
    month = models.DateField()  # its first day
    kind = models.CharField(max_length=80)
    booking = models.ForeignKey(
        "placements.Booking", models.SET_NULL, null=True, blank=True, related_name="asks"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = EmployerAskQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to an employer")
        verbose_name_plural = _("questions to employers")
        indexes = [models.Index(fields=["employer", "month"], name="asks_of_month")]

    def __str__(self):
        return f"ask {self.pk}"
