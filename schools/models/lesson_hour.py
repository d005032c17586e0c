"""Bell times: when each lesson hour of the school begins and ends."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet

MOST_HOURS = 15


class LessonHour(models.Model):
    school = models.ForeignKey("schools.School", models.CASCADE, related_name="lesson_hours")
    number = models.PositiveSmallIntegerField(
        _("hour"), validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))

    objects = SchoolScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson hour")
        verbose_name_plural = _("lesson hours")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="lesson_hour_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="lesson_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"
