"""Places kept for one school until a day, and the schools that an employer works with."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids
from schools.models.membership import school_ids_with
from schools.models.rights import Right


class ReservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer of the date, coordinators and liaisons of the school, and the region."""
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(
            Q(session__offer__employer__in=employer_ids(user))
            | Q(school__in=school_ids_with(user, Right.REQUESTS))
        )

    def kept(self):
        """Those with places that nobody has used or freed yet."""
        return self.filter(left__gt=0)


class Reservation(models.Model):
    """``left`` of ``places`` are still kept; they count as taken on the date."""

    session = models.ForeignKey("employers.Session", models.CASCADE, related_name="reservations")
    school = models.ForeignKey(
        "schools.School",
        models.CASCADE,
        related_name="reservations",
        verbose_name=_("school"),
    )
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    left = models.PositiveSmallIntegerField(editable=False)
    free_on = models.DateField(_("fall free on"))
    freed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["free_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "school"],
                condition=Q(freed_at=None),
                name="reserved_once_a_school",
            ),
            models.CheckConstraint(
                condition=Q(left__lte=F("places")), name="reservation_left_within_places"
            ),
            models.CheckConstraint(
                condition=Q(freed_at=None) | Q(left=0), name="freed_reservation_keeps_nothing"
            ),
        ]
        indexes = [models.Index(fields=["freed_at", "free_on"], name="reservation_due")]

    def __str__(self):
        return f"reservation {self.pk}"


class PartnerSchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer, coordinators and liaisons of the school, and the region."""
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(
            Q(employer__in=employer_ids(user)) | Q(school__in=school_ids_with(user, Right.REQUESTS))
        )


class PartnerSchool(models.Model):
    """A school that an employer lets choose first, where it gives out dates in steps."""

    employer = models.ForeignKey(
        "employers.Employer", models.CASCADE, related_name="partner_schools"
    )
    school = models.ForeignKey(
        "schools.School", models.CASCADE, related_name="partner_employers", verbose_name=_("school")
    )
    since = models.DateField(_("since"), auto_now_add=True)

    objects = PartnerSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner school")
        verbose_name_plural = _("partner schools")
        ordering = ["school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "school"], name="partner_school_once"),
        ]

    def __str__(self):
        return f"partner school {self.pk}"
