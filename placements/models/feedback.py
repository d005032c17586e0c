"""What the employer saw: given by a link in a mail, without a password, or on the desk."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EmployerFeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The employer's own; schools that had pupils there; the region."""
        from employers.models.employer import employer_ids
        from schools.models.membership import school_ids

        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.is_region_editor:
            return self
        mine = models.Q(session__offer__employer__in=employer_ids(user))
        ours = models.Exists(
            self.model.placements_of(models.OuterRef("session")).filter(
                student__school__in=school_ids(user)
            )
        )
        own = models.Exists(
            self.model.placements_of(models.OuterRef("session")).filter(student__user=user)
        )
        return self.filter(mine | ours | own)

    def given(self):
        return self.exclude(given_at=None)

    def open(self):
        """Asked, not answered, and there is still time."""
        most = timezone.now() - datetime.timedelta(days=settings.FEEDBACK_LINK_DAYS)
        return self.filter(given_at=None, asked_at__gt=most)


class EmployerFeedback(models.Model):
    """Asked after a session, once for each session; empty until ``given_at``."""

    class Face(models.IntegerChoices):
        GOOD = 1, _("Good")
        FAIR = 2, _("All right")
        POOR = 3, _("Not so good")

    session = models.OneToOneField(
        "employers.Session", models.CASCADE, related_name="employer_feedback"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    nobody_came = models.BooleanField(_("nobody came"), default=False)
    head_count = models.PositiveSmallIntegerField(_("how many pupils came"), null=True, blank=True)
    interest = models.PositiveSmallIntegerField(
        _("were the pupils interested?"), choices=Face, null=True, blank=True
    )
    preparation = models.PositiveSmallIntegerField(
        _("was the class well prepared?"), choices=Face, null=True, blank=True
    )
    again = models.PositiveSmallIntegerField(
        _("would you do it again?"), choices=Face, null=True, blank=True
    )
    words = models.CharField(_("one sentence for the pupils"), max_length=400, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    took_told_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("When the employer was told what the pupils took from it."),
    )

    objects = EmployerFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback of an employer")
        verbose_name_plural = _("feedback of employers")

    def __str__(self):
        return f"feedback {self.pk}"

    @property
    def closes_at(self) -> datetime.datetime:
        """Until then the link in the mail and the desk take an answer."""
        return self.asked_at + datetime.timedelta(days=settings.FEEDBACK_LINK_DAYS)

    @property
    def is_closed(self) -> bool:
        return self.closes_at <= timezone.now()

    @staticmethod
    def placements_of(session):
        from placements.models import Placement

        return Placement.objects.published().filter(session=session)
