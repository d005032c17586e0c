"""How far a new school is with its guided start. A school without a row was there before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet


class SetUpQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """Who works at the school; the coordinators of the region see all of them."""
        if getattr(user, "is_region_coordinator", False):
            return self.all()
        return super().visible_to(user)

    def unfinished(self):
        return self.filter(finished_at=None)


class SetUp(models.Model):
    class Step(models.TextChoices):
        """In the order in which they are asked."""

        LOCATIONS = "locations", _("Locations and name")
        TRACKS = "tracks", _("Tracks and years")
        HOLIDAYS = "holidays", _("Holiday region")
        PERIODS = "periods", _("Learning periods")
        CALENDAR = "calendar", _("Special days")
        HOURS = "hours", _("Lesson hours")
        ROSTER = "roster", _("Pupils and groups")
        TEAM = "team", _("Team")

    school = models.OneToOneField("schools.School", models.CASCADE, related_name="set_up")
    done = models.JSONField(_("steps done"), default=list, blank=True)
    skipped = models.JSONField(_("steps left for later"), default=list, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = SetUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("set-up of a school")
        verbose_name_plural = _("set-ups of schools")

    def __str__(self):
        return f"set-up of school {self.school_id}"

    @property
    def next_step(self) -> str:
        """The first step that nobody did or left for later; "" when there is none."""
        passed = {*self.done, *self.skipped}
        return next((step for step in self.Step.values if step not in passed), "")
