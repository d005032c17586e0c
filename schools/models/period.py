"""A learning period: a part of the school year as the school itself divides it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import validate_school_year
from portal.reference.models.subject import Track, validate_tracks
from schools.querysets import SchoolScopedQuerySet


class LearningPeriodQuerySet(SchoolScopedQuerySet):
    def containing(self, day):
        return self.filter(first_day__lte=day, last_day__gte=day)


class LearningPeriod(models.Model):
    school = models.ForeignKey("schools.School", models.CASCADE, related_name="periods")
    school_year = models.CharField(
        _("school year"), max_length=9, validators=[validate_school_year]
    )
    label = models.CharField(_("name"), max_length=60)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    tracks = models.JSONField(
        _("tracks"),
        default=list,
        blank=True,
        validators=[validate_tracks],
        help_text=_("None means: for the whole school."),
    )

    objects = LearningPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning period")
        verbose_name_plural = _("learning periods")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="period_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["school", "school_year", "label", "tracks"], name="period_label_once"
            ),
        ]

    def __str__(self):
        names = f" ({self.track_names})" if self.tracks else ""
        return f"{self.label} {self.school_year}{names}"

    @property
    def track_names(self) -> str:
        """Of a period that is not for the whole school."""
        return ", ".join(str(Track(code).label) for code in self.tracks if code in Track.values)
