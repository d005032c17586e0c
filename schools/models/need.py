"""What a pupil needs to come along: wheelchair, few stimuli, easy text. Never why, no free text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.models.rights import Right
from schools.models.student import pupils_with
from schools.querysets import SchoolScopedQuerySet


class StudentNeedQuerySet(SchoolScopedQuerySet):
    school_lookup = "student__school"

    def visible_to(self, user):
        """The pupil self, the own mentor or coach, the school's coordinators and support
        coordinators. Who goes along on a date sees those on its list, on that list only."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(pupils_with(user, Right.NEEDS, "student__") | Q(student__user=user))

    def current(self):
        """Those that hold today."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.localdate()), need__isnull=False)


class StudentNeed(models.Model):
    """One practical need of one pupil, from ``since`` up to the day ``until`` (None: still)."""

    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="needs")
    # Empty after erasure only: that somebody needed something is no longer told.
    need = models.ForeignKey(
        "reference.PracticalNeed",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("need"),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = StudentNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need of a pupil")
        verbose_name_plural = _("needs of pupils")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "need"], condition=Q(until=None), name="needed_once"
            ),
        ]

    class PersonalData:
        erase = {"need": None}
        keep = {"id", "student", "set_by", "since", "until"}

    def __str__(self):
        return f"need {self.pk}"
