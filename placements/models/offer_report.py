"""What somebody says is wrong with an offer. Anybody may; the region handles it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class OfferReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region."""
        return self if getattr(user, "is_region_editor", False) else self.none()

    def open(self):
        return self.filter(state=OfferReport.State.OPEN)


class OfferReport(models.Model):
    """``email`` is kept no longer than it takes to tell what was done about it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        HANDLED = "handled", _("Handled")

    class Reason(models.TextChoices):
        WRONG = "wrong", _("The information is wrong")
        UNSAFE = "unsafe", _("It is not safe for pupils")
        UNFIT = "unfit", _("Words or pictures are not fit for pupils")
        ADVERTISING = "advertising", _("It is only advertising")
        SILENT = "silent", _("The company does not answer")
        OTHER = "other", _("Something else")

    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="reports")
    reason = models.CharField(_("what is wrong?"), max_length=12, choices=Reason)
    words = models.CharField(_("tell it in one sentence"), max_length=500)
    email = models.EmailField(_("your e-mail address"), blank=True)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    note = models.CharField(_("what we did"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = OfferReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report about an offer")
        verbose_name_plural = _("reports about offers")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="reports_by_state")]

    class PersonalData:
        erase = {"email": "", "words": ""}
        keep = {"id", "offer", "reason", "state", "note", "created_at", "handled_at", "handled_by"}

    def __str__(self):
        return f"report {self.pk}"

    def get_absolute_url(self):
        return reverse("placements:report-list")
