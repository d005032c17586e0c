"""What a pupil wishes: offers, in order. Any date of the offer will do."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models import Student
from schools.querysets import SchoolScopedQuerySet


class WishListQuerySet(SchoolScopedQuerySet):
    school_lookup = "round__school"

    def visible_to(self, user):
        """Whoever may see the pupil."""
        return self.filter(student__in=Student.objects.visible_to(user))


class WishList(models.Model):
    """A pupil's answer in one round. ``sent_at`` None: begun, not yet sent."""

    round = models.ForeignKey("placements.Round", models.CASCADE, related_name="wish_lists")
    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="wish_lists")
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = WishListQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish list")
        verbose_name_plural = _("wish lists")
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="one_wish_list_a_round"),
        ]

    class PersonalData:
        erase = {}
        keep = {"id", "round", "student", "sent_at", "entered_by", "updated_at"}

    def __str__(self):
        return f"wish list {self.pk}"


class Wish(models.Model):
    wish_list = models.ForeignKey(WishList, models.CASCADE, related_name="wishes")
    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["wish_list", "offer"], name="wish_once"),
            models.UniqueConstraint(fields=["wish_list", "rank"], name="rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="rank_from_one"),
        ]

    class PersonalData:
        erase = {}
        keep = {"id", "wish_list", "offer", "rank"}

    def __str__(self):
        return f"wish {self.pk}"
