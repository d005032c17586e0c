"""A matching round: these groups, these dates, so many places each, wishes until a deadline."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet


class RoundQuerySet(SchoolScopedQuerySet):
    def for_list(self):
        return self.select_related("period").order_by("-first_day", "-pk")

    def open_to(self, student):
        """Rounds in which ``student`` may state wishes now."""
        return self.filter(state=Round.State.OPEN, groups=student.base_group_id)


class Round(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Being made")
        OPEN = "open", _("Open for wishes")
        CLOSED = "closed", _("Wishes closed")
        COMPUTED = "computed", _("To be checked")
        PUBLISHED = "published", _("Published")
        FINISHED = "finished", _("Finished")

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="rounds")
    title = models.CharField(_("name"), max_length=120)
    period = models.ForeignKey(
        "schools.LearningPeriod",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("learning period"),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    wishes_until = models.DateTimeField(_("wishes until"))
    places_each = models.PositiveSmallIntegerField(
        _("places for each pupil"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    wishes_each = models.PositiveSmallIntegerField(
        _("wishes for each pupil"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
    )
    groups = models.ManyToManyField("schools.Group", related_name="rounds", blank=True)
    sessions = models.ManyToManyField(
        "employers.Session", through="placements.RoundSession", related_name="rounds"
    )
    state = models.CharField(
        _("status"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    seed = models.CharField(max_length=64, editable=False, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="round_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["school", "state", "-first_day"], name="round_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("placements:round-detail", args=[self.pk])


class RoundSession(models.Model):
    """A date that takes part. ``places`` are held for this round from its opening on."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="round_sessions")
    session = models.ForeignKey("employers.Session", models.CASCADE, related_name="round_sessions")
    places = models.PositiveSmallIntegerField(_("places in this round"))
    held = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("date in a round")
        verbose_name_plural = _("dates in a round")
        constraints = [
            models.UniqueConstraint(fields=["round", "session"], name="session_once_a_round"),
            models.CheckConstraint(condition=Q(held__lte=F("places")), name="held_within_places"),
        ]

    def __str__(self):
        return f"session {self.session_id} in round {self.round_id}"
