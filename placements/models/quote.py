"""One sentence of a pupil that an employer may read: a teacher chose it, the pupil said yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models.membership import mentored_group_ids
from schools.querysets import SchoolScopedQuerySet

MOST_LETTERS = 240


class QuoteReleaseQuerySet(SchoolScopedQuerySet):
    school_lookup = "answer__reflection__placement__student__school"

    def visible_to(self, user):
        """The pupil's own, and those of the mentor's groups. Others get a released text only."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        student = "answer__reflection__placement__student"
        return self.filter(
            Q(**{f"{student}__user": user})
            | Q(**{f"{student}__base_group__in": mentored_group_ids(user)})
        )

    def released(self):
        """Said yes to, and what it was taken from is still there for others to read."""
        return self.filter(
            state=QuoteRelease.State.RELEASED,
            answer__reflection__private=False,
            answer__reflection__state="done",
        )

    def asked(self):
        return self.filter(state=QuoteRelease.State.ASKED)


class QuoteRelease(models.Model):
    """Without a yes of the pupil it stays where it is: no answer is a no."""

    class State(models.TextChoices):
        SKIPPED = "skipped", _("Not passed on")
        ASKED = "asked", _("Waits for the pupil")
        RELEASED = "released", _("The employer may read it")
        REFUSED = "refused", _("The pupil said no")
        WITHDRAWN = "withdrawn", _("Taken back")

    answer = models.OneToOneField(
        "placements.ReflectionAnswer", models.CASCADE, related_name="quote"
    )
    text = models.CharField(_("the sentence"), max_length=MOST_LETTERS, blank=True)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.ASKED, editable=False
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = QuoteReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence for the employer")
        verbose_name_plural = _("sentences for the employer")
        indexes = [models.Index(fields=["state", "-decided_at"], name="quote_by_state")]

    class PersonalData:
        erase = {"text": ""}
        keep = {"id", "answer", "state", "chosen_by", "chosen_at", "decided_at"}

    def __str__(self):
        return f"quote {self.pk}"
