"""The yearly question whether an offer is still right, and what its employer answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids


class OfferConfirmationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the employer, and the region."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(offer__employer__in=employer_ids(user))

    def open(self, now=None):
        """Asked, not answered, and the link still works."""
        return self.filter(answered_at=None, expires_at__gt=now or timezone.now())


class OfferConfirmation(models.Model):
    """Asked by mail, or said by the employer without being asked (``asked_at`` is empty)."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, still right")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("Not this year")

    class Reason(models.TextChoices):
        NO_TIME = "no_time", _("No time, or too few people")
        BUILDING = "building", _("We rebuild or move")
        TOO_MANY = "too_many", _("Too many requests")
        EXPERIENCE = "experience", _("The last time did not go well")
        CHANGED = "changed", _("Our work has changed")
        OTHER = "other", _("Something else")

    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="confirmations")
    school_year = models.CharField(_("about school year"), max_length=9)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("link works until"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, blank=True)
    reason = models.CharField(_("why not"), max_length=12, choices=Reason, blank=True)
    words = models.CharField(_("in one sentence"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfferConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of an offer")
        verbose_name_plural = _("confirmations of offers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="no") | ~Q(reason=""), name="not_this_year_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & ~Q(answered_at=None),
                name="an_answer_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "answered_at", "expires_at"], name="confirmation_open"),
        ]

    def __str__(self):
        return f"confirmation {self.pk}"

    @property
    def why_not(self) -> str:
        """The reason and the sentence, for the employer itself and the region."""
        return ". ".join(filter(None, [str(self.get_reason_display()).rstrip("."), self.words]))
