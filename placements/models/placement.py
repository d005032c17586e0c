"""A pupil in a session, with the reason; and a pupil without a place, with the true reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models import Student
from schools.querysets import SchoolScopedQuerySet


class PlacementQuerySet(SchoolScopedQuerySet):
    school_lookup = "student__school"

    def visible_to(self, user):
        """Staff see what is proposed; the pupil sees only what is published."""
        own = Q(student__user=user, state=Placement.State.PUBLISHED)
        if not getattr(user, "is_authenticated", False):
            return self.none()
        staff = Q(student__in=Student.objects.visible_to(user).exclude(user=user))
        return self.filter(own | staff)

    def published(self):
        return self.filter(state=Placement.State.PUBLISHED)

    def current(self):
        return self.exclude(state=Placement.State.RELEASED)

    def attended(self):
        """The pupil was there: present or late."""
        return self.published().filter(attendance__status__in=["present", "late"])

    def for_list(self):
        return self.select_related(
            "student__base_group",
            "session__offer__employer",
            "session__offer__sector",
            "session__offer__worksite__passport",
        )


class Placement(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposal")
        PUBLISHED = "published", _("Published")
        RELEASED = "released", _("Released")

    round = models.ForeignKey("placements.Round", models.CASCADE, related_name="placements")
    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="placements")
    session = models.ForeignKey("employers.Session", models.PROTECT, related_name="placements")
    state = models.CharField(
        _("status"), max_length=12, choices=State, default=State.PROPOSED, editable=False
    )
    locked = models.BooleanField(_("locked"), default=False)
    by_hand = models.BooleanField(_("placed by hand"), default=False)
    level = models.PositiveSmallIntegerField(_("wish"), null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    reason_data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "session"],
                condition=~Q(state="released"),
                name="pupil_once_a_session",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state"], name="placement_of_round"),
            models.Index(fields=["session", "state"], name="placement_of_session"),
            models.Index(fields=["student", "state"], name="placement_of_pupil"),
        ]

    class PersonalData:
        erase = {}
        keep = {
            "id",
            "round",
            "student",
            "session",
            "state",
            "locked",
            "by_hand",
            "level",
            "reason",
            "reason_data",
            "created_at",
            "published_at",
        }

    def __str__(self):
        return f"placement {self.pk}"


class UnplacedQuerySet(SchoolScopedQuerySet):
    school_lookup = "round__school"

    def visible_to(self, user):
        """Whoever may see the pupil."""
        return self.filter(student__in=Student.objects.visible_to(user))


class Unplaced(models.Model):
    """So many places are missing for this pupil, and why."""

    round = models.ForeignKey("placements.Round", models.CASCADE, related_name="unplaced")
    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="unplaced")
    missing = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=40)
    reason_data = models.JSONField(default=dict, blank=True)

    objects = UnplacedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pupil without a place")
        verbose_name_plural = _("pupils without a place")
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="unplaced_once"),
        ]

    class PersonalData:
        erase = {}
        keep = {"id", "round", "student", "missing", "reason", "reason_data"}

    def __str__(self):
        return f"unplaced {self.pk}"
