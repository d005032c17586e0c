"""Was the pupil there?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models.rights import Right
from schools.models.student import pupils_with
from schools.querysets import SchoolScopedQuerySet


class AttendanceQuerySet(SchoolScopedQuerySet):
    school_lookup = "placement__student__school"

    def visible_to(self, user):
        """Who notes it, and the pupil self."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        noted = pupils_with(user, Right.ATTENDANCE, "placement__student__")
        return self.filter(noted | models.Q(placement__student__user=user))


class Attendance(models.Model):
    class Status(models.TextChoices):
        PRESENT = "present", _("Present")
        LATE = "late", _("Late")
        ABSENT = "absent", _("Absent")

    class Reason(models.TextChoices):
        ILL = "ill", _("Ill")
        KNOWN = "known", _("Absent with leave")
        UNKNOWN = "unknown", _("Not known")
        OTHER = "other", _("Something else")

    placement = models.OneToOneField(
        "placements.Placement", models.CASCADE, related_name="attendance"
    )
    status = models.CharField(_("attendance"), max_length=10, choices=Status)
    reason = models.CharField(_("why absent"), max_length=10, choices=Reason, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason="") | models.Q(status="absent"),
                name="reason_only_when_absent",
            ),
        ]

    class PersonalData:
        erase = {"reason": ""}
        keep = {"id", "placement", "status", "noted_by", "noted_at"}

    def __str__(self):
        return f"attendance {self.pk}"
