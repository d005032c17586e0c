"""What the pupil makes of it: five questions on five competences. There is no grade."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models.rights import Right
from schools.models.student import pupils_with
from schools.querysets import SchoolScopedQuerySet


class ReflectionQuerySet(SchoolScopedQuerySet):
    school_lookup = "placement__student__school"

    def visible_to(self, user):
        """The pupil's own; the mentor's groups; for the coordinator that it exists."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            Q(placement__student__user=user) | pupils_with(user, Right.FILE, "placement__student__")
        )

    def readable_by(self, user):
        """Whose words may be read: one's own, and as mentor what is not kept private."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            Q(placement__student__user=user)
            | pupils_with(user, Right.WORDS, "placement__student__")
            & Q(private=False, state=Reflection.State.DONE)
        )


class Reflection(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("To do")
        STARTED = "started", _("Begun")
        DONE = "done", _("Done")

    placement = models.OneToOneField(
        "placements.Placement", models.CASCADE, related_name="reflection"
    )
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    private = models.BooleanField(_("only for me"), default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("looking back")
        verbose_name_plural = _("looking back")

    class PersonalData:
        erase = {}
        keep = {"id", "placement", "state", "private", "started_at", "done_at"}

    def __str__(self):
        return f"reflection {self.pk}"


class ReflectionAnswer(models.Model):
    """One answer: a face (1 glad - 4 not at all, 0 "I don't know") and a few words."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="answers")
    competence = models.ForeignKey("reference.Competence", models.PROTECT, related_name="+")
    face = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["reflection", "competence"], name="answer_once"),
            models.CheckConstraint(condition=Q(face=None) | Q(face__lte=4), name="face_is_known"),
        ]

    class PersonalData:
        erase = {"words": "", "face": None}
        keep = {"id", "reflection", "competence", "answered_at"}

    def __str__(self):
        return f"answer {self.pk}"
