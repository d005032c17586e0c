"""One run of the matching: its input, its progress and its result, kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet


class MatchRunQuerySet(SchoolScopedQuerySet):
    school_lookup = "round__school"

    def visible_to(self, user):
        """The coordinators of the school, nobody else."""
        return self.editable_by(user)

    def active(self):
        return self.filter(state__in=[MatchRun.State.QUEUED, MatchRun.State.RUNNING])


class MatchRun(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for its turn")
        RUNNING = "running", _("Busy")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    round = models.ForeignKey("placements.Round", models.CASCADE, related_name="runs")
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.QUEUED, editable=False
    )
    least_change = models.BooleanField(_("change as little as possible"), default=False)
    progress = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(max_length=40, blank=True)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    input_sha256 = models.CharField(max_length=64, blank=True)
    problem = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    message = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of the matching")
        verbose_name_plural = _("runs of the matching")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state__in=["queued", "running"]),
                name="one_run_at_a_time",
            ),
        ]

    def __str__(self):
        return f"run {self.pk}"

    def get_absolute_url(self):
        return reverse("placements:run-detail", args=[self.pk])
