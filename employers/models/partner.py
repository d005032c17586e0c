"""Other employers that do an offer together with the one who leads it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids


class OfferPartnerQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(state=OfferPartner.State.ACCEPTED)

    def shown(self):
        """Who is named on a public page: said yes, and is welcome on the portal."""
        return self.accepted().filter(employer__state="verified")

    def visible_to(self, user):
        """The employer that leads, the one that was asked, and the region."""
        if getattr(user, "is_region_editor", False):
            return self
        mine = employer_ids(user)
        return self.filter(Q(employer__in=mine) | Q(offer__employer__in=mine))

    def asked_of(self, user):
        """Those in which ``user`` may answer for the employer that was asked."""
        return self.filter(employer__in=employer_ids(user))


class OfferPartner(models.Model):
    """One employer asked to join in. It is no part of the text, so it needs no review."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Said no")

    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="partners")
    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="partnerships")
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.ASKED, editable=False
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OfferPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner in an offer")
        verbose_name_plural = _("partners in an offer")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "employer"], name="partner_asked_once"),
        ]
        indexes = [models.Index(fields=["employer", "state"], name="partner_by_employer")]

    def __str__(self):
        return f"partner {self.pk}"
