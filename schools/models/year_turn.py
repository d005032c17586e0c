"""From one school year to the next: what becomes of each group and of who goes another way."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import validate_school_year
from schools.querysets import SchoolScopedQuerySet


class YearTurnQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The coordinators of the school, nobody else."""
        return self.editable_by(user)


class TurnRowQuerySet(YearTurnQuerySet):
    school_lookup = "turn__school"


class YearTurn(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        TURNING = "turning", _("Being carried out")
        DONE = "done", _("Done")

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="year_turns")
    from_year = models.CharField(
        _("from school year"), max_length=9, validators=[validate_school_year]
    )
    to_year = models.CharField(_("to school year"), max_length=9, validators=[validate_school_year])
    copy_periods = models.BooleanField(_("Take over the learning periods"), default=True)
    copy_calendar = models.BooleanField(_("Take over test weeks and other days"), default=True)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    report = models.JSONField(default=dict, blank=True, editable=False)
    message = models.CharField(max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = YearTurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn of the year")
        verbose_name_plural = _("turns of the year")
        ordering = ["-to_year"]
        constraints = [
            models.UniqueConstraint(fields=["school", "to_year"], name="year_turned_once"),
        ]

    def __str__(self):
        return f"{self.from_year} → {self.to_year}"

    def get_absolute_url(self):
        return reverse("schools:year-turn", args=[self.pk])


class YearTurnGroup(models.Model):
    """A base group of the old year, and where its pupils go as a whole."""

    class Fate(models.TextChoices):
        UP = "up", _("Goes on as a group")
        LEAVES = "leaves", _("Leaves school")
        LATER = "later", _("Spread over groups, by the next roster")

    turn = models.ForeignKey(YearTurn, models.CASCADE, related_name="groups")
    group = models.ForeignKey("schools.Group", models.CASCADE, related_name="+")
    fate = models.CharField(_("what happens"), max_length=10, choices=Fate, default=Fate.UP)
    new_name = models.CharField(_("new name"), max_length=100, blank=True)
    keep_mentors = models.BooleanField(_("same mentors"), default=True)

    objects = TurnRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("group in the turn of the year")
        verbose_name_plural = _("groups in the turn of the year")
        constraints = [
            models.UniqueConstraint(fields=["turn", "group"], name="group_turned_once"),
        ]

    def __str__(self):
        return f"group {self.group_id}: {self.fate}"


class YearTurnPupil(models.Model):
    """A pupil who goes another way than the group."""

    class Fate(models.TextChoices):
        UP = "up", _("Into a new group")
        LEAVES = "leaves", _("Leaves school")
        LATER = "later", _("No group yet")

    turn = models.ForeignKey(YearTurn, models.CASCADE, related_name="pupils")
    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="+")
    fate = models.CharField(_("what happens"), max_length=10, choices=Fate)
    into = models.ForeignKey(YearTurnGroup, models.CASCADE, null=True, blank=True, related_name="+")

    objects = TurnRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("pupil who goes another way")
        verbose_name_plural = _("pupils who go another way")
        constraints = [
            models.UniqueConstraint(fields=["turn", "student"], name="pupil_turned_once"),
        ]

    class PersonalData:
        erase = {}
        keep = {"id", "turn", "student", "fate", "into"}

    def __str__(self):
        return f"student {self.student_id}: {self.fate}"
