"""Days on which a school does something else: own holidays, test weeks, study days, internships.

What falls outside these is an ordinary school day, or a holiday of the national list.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import school_year_of
from portal.reference.models import SchoolHoliday
from portal.reference.models.subject import Track, validate_tracks
from schools.querysets import SchoolScopedQuerySet


class CalendarExceptionQuerySet(SchoolScopedQuerySet):
    def overlapping(self, first_day, last_day):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class CalendarException(models.Model):
    """From the first to the last day, both included; ``weekdays`` narrows it (0 is Monday).

    Without groups and tracks it is for the whole school.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Own holiday")
        FREE_DAY = "free_day", _("Free day")
        STUDY_DAY = "study_day", _("Study day")
        TEST_WEEK = "test_week", _("Test week")
        EXAM_PERIOD = "exam_period", _("Exam period")
        PROJECT_WEEK = "project_week", _("Project week")
        ACTIVITY = "activity", _("Activity")
        INTERNSHIP = "internship", _("Internship days")

    # Nobody is at school, or these groups are elsewhere: no date can be chosen.
    CLOSED = (Kind.HOLIDAY, Kind.FREE_DAY, Kind.STUDY_DAY)
    AWAY = (*CLOSED, Kind.INTERNSHIP)
    # They are there but have something on their minds: a date can be chosen, after a warning.
    BUSY = (Kind.TEST_WEEK, Kind.EXAM_PERIOD)

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="calendar")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    label = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    weekdays = models.JSONField(_("weekdays"), default=list, blank=True)
    tracks = models.JSONField(_("tracks"), default=list, blank=True, validators=[validate_tracks])
    groups = models.ManyToManyField(
        "schools.Group", verbose_name=_("groups"), related_name="calendar", blank=True
    )
    replaces = models.CharField(
        _("instead of"),
        max_length=12,
        choices=SchoolHoliday.Kind,
        blank=True,
        help_text=_("Your own dates for a holiday; those of the national list do not count then."),
    )
    uid = models.CharField(max_length=255, blank=True, editable=False)

    objects = CalendarExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="exception_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["school", "uid"], condition=~Q(uid=""), name="calendar_uid_once"
            ),
        ]
        indexes = [models.Index(fields=["school", "first_day"], name="calendar_of_school")]

    def __str__(self):
        return f"{self.label} ({self.get_kind_display()})"

    def get_absolute_url(self):
        return reverse("schools:calendar-edit", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.kind in self.CLOSED

    @property
    def school_year(self) -> str:
        return school_year_of(self.first_day)

    @property
    def weekday_names(self) -> str:
        return ", ".join(str(WEEKDAYS[number]) for number in self.weekdays).lower()

    @property
    def track_names(self) -> str:
        return ", ".join(str(Track(code).label) for code in self.tracks if code in Track.values)

    @property
    def is_for_all(self) -> bool:
        """For the whole school. Reads ``groups``: prefetch them."""
        return not self.tracks and not self.groups.all()

    def covers(self, day: datetime.date) -> bool:
        inside = self.first_day <= day <= self.last_day
        return inside and (not self.weekdays or day.weekday() in self.weekdays)

    def is_for(self, group_id: int | None, track: str = "") -> bool:
        """Whether it holds for this group, or for pupils of this track; without both, for all."""
        if self.is_for_all:
            return True
        named = group_id is not None and any(group.pk == group_id for group in self.groups.all())
        return named or bool(track and track in self.tracks)
