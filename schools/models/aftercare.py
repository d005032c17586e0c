"""Pupils who left: where they went, and how they are doing, for two years after."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.models.destination import DestinationType
from schools.models.membership import coordinated_school_ids, mentored_group_ids
from schools.querysets import SchoolScopedQuerySet

YEARS = 2


def last_day_of_aftercare(left_on: datetime.date) -> datetime.date:
    """Two years after leaving; of 29 February it is the 28th."""
    try:
        return left_on.replace(year=left_on.year + YEARS)
    except ValueError:
        return left_on.replace(year=left_on.year + YEARS, day=28)


class AftercareQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The coordinator, and the mentors of the group the pupil was last in."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            Q(school__in=coordinated_school_ids(user))
            | Q(student__base_group__in=mentored_group_ids(user))
        )

    def current(self):
        """Of pupils who did not come back and whose two years are not over."""
        return self.filter(student__status="aftercare")

    def for_list(self):
        """Who was not asked for longest comes first."""
        return self.select_related("student__base_group").order_by(
            models.F("checked_on").asc(nulls_first=True), "left_on", "pk"
        )


class Aftercare(models.Model):
    """What a school keeps of a pupil who left; a pupil who leaves twice has one row."""

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="aftercare")
    student = models.OneToOneField("schools.Student", models.CASCADE, related_name="aftercare")
    left_on = models.DateField(_("left on"))
    until = models.DateField(_("aftercare until"))
    destination = models.CharField(
        _("where to"), max_length=30, choices=DestinationType, blank=True
    )
    checked_on = models.DateField(_("last asked on"), null=True, blank=True)

    objects = AftercareQuerySet.as_manager()

    class Meta:
        verbose_name = _("aftercare")
        verbose_name_plural = _("aftercare")
        indexes = [models.Index(fields=["school", "checked_on"], name="aftercare_list")]

    class PersonalData:
        erase = {"destination": ""}
        keep = {"id", "school", "student", "left_on", "until", "checked_on"}

    def __str__(self):
        return f"aftercare of pupil {self.student_id}"

    @property
    def next_check(self) -> datetime.date:
        """A good moment to ask: half a year after leaving, then every half year."""
        return (self.checked_on or self.left_on) + datetime.timedelta(days=183)

    @property
    def is_due(self) -> bool:
        return self.next_check <= timezone.localdate()


class AftercareCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who sees the aftercare of the pupil."""
        return self.filter(aftercare__in=Aftercare.objects.visible_to(user))


class AftercareCheck(models.Model):
    """Somebody asked, on this day, and heard this."""

    aftercare = models.ForeignKey(Aftercare, models.CASCADE, related_name="checks")
    day = models.DateField(_("day"))
    destination = models.CharField(_("where to"), max_length=30, choices=DestinationType)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = AftercareCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a leaver")
        verbose_name_plural = _("questions to leavers")
        ordering = ["-day", "-pk"]

    class PersonalData:
        erase = {"destination": "", "recorded_by": None}
        keep = {"id", "aftercare", "day"}

    def __str__(self):
        return f"check {self.pk}"
