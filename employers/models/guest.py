"""People of a company who come to schools often. About a VOG we keep dates, never the paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids


class GuestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of verified employers for who signs in with an address, one's own always, the region."""
        if getattr(user, "is_region_editor", False):
            return self
        if not getattr(user, "email", None):
            return self.none()
        return self.filter(Q(employer__state="verified") | Q(employer__in=employer_ids(user)))

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))


class Guest(models.Model):
    """The company states the date of issue; the region sees the paper and says so."""

    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="guests")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("job at the company"), max_length=120)
    vog_issued_on = models.DateField(
        _("VOG: date of issue"),
        null=True,
        blank=True,
        help_text=_("Only the date that is on the certificate. Never send the paper itself."),
    )
    vog_seen_on = models.DateField(_("VOG seen on"), null=True, blank=True, editable=False)
    vog_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("VOG seen by"),
        editable=False,
    )

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vog_seen_on=None) | Q(vog_issued_on__lte=models.F("vog_seen_on")),
                name="vog_seen_after_issue",
            ),
        ]

    class PersonalData:
        erase = {"name": "", "role": "", "vog_issued_on": None, "vog_seen_on": None}
        keep = {"id", "employer", "vog_seen_by"}

    def __str__(self):
        return f"guest {self.pk}"
