"""How a school does LOB (career orientation): one row a version, and the words it chooses from."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import validate_school_year
from schools.querysets import SchoolScopedQuerySet

LONGEST_TEXT = 20_000
LONGEST_ANSWER = 2_000


class LobModel(models.TextChoices):
    """The four ways to give LOB a place, from simple to all-round, and the school's own."""

    LESSONS = "1", _("1. A subject on the timetable")
    PROJECTS = "2", _("2. Projects, in one or more periods")
    SUBJECTS = "3", _("3. Part of some subjects")
    WHOLE_SCHOOL = "4", _("4. In all subjects, the whole school")
    OWN = "own", _("A model of our own")


FOUR_MODELS = [choice for choice in LobModel.choices if choice[0] != LobModel.OWN]


class CoachingMethod(models.TextChoices):
    SOLUTION = "solution", _("Solution-focused working")
    MOTIVATION = "motivation", _("Motivational interviewing")
    CORE_QUESTIONS = "core_questions", _("Coaching with three core questions")
    KUIJPERS = "kuijpers", _("Career dialogue with the five competences")
    GROW = "grow", _("GROW model")
    RESTORATIVE = "restorative", _("Connecting, restorative working")
    OWN = "own", _("A method of our own")


class LobProfileQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """Who works at the school reads what was approved; drafts only who may change them."""
        from schools.models.membership import (
            SchoolMembership,
            coordinated_school_ids,
            school_ids,
            school_ids_as,
        )

        editors = coordinated_school_ids(user) | school_ids_as(
            user, SchoolMembership.Role.SCHOOL_LEADER
        )
        return self.filter(
            Q(school__in=school_ids(user), state=LobProfile.State.APPROVED) | Q(school__in=editors)
        )

    def approved(self):
        return self.filter(state=LobProfile.State.APPROVED)

    def being_made(self):
        """Drafts and what waits for approval: at most one for each school."""
        return self.exclude(state=LobProfile.State.APPROVED)

    def with_parts(self):
        """Everything of a version, in a fixed number of queries."""
        return self.select_related("school", "approved_by").prefetch_related(
            "exceptions",
            "steps",
            "talks",
            "sectors__sector",
            "destinations__sectors",
            "assessments",
            "subject_targets__subject",
            "subject_targets__competences",
            "documents",
        )

    def in_force_on(self, day=None):
        """Approved and begun, the one that counts first. Take ``.first()`` for one school."""
        return (
            self.approved()
            .filter(in_force_from__lte=day or timezone.localdate())
            .order_by("-in_force_from")
        )


class LobProfile(models.Model):
    """One version. In force is the approved one that began last; older ones stay to be read."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Waits for approval")
        APPROVED = "approved", _("Approved")

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="lob_profiles")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    # Safe HTML: portal/core/rich_text.py cleans it, on the way in and on the way out.
    vision = models.TextField(
        _("our vision"), blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)]
    )
    vision_shared_on = models.DateField(_("shared with the team on"), null=True, blank=True)
    coaching_method = models.CharField(
        _("coaching method"), max_length=20, choices=CoachingMethod, blank=True
    )
    coaching_words = models.TextField(
        _("how we coach"), blank=True, max_length=LONGEST_ANSWER, default=""
    )

    model = models.CharField(_("model"), max_length=3, choices=LobModel, blank=True)
    own_model_name = models.CharField(_("name of your own model"), max_length=80, blank=True)
    own_model_like = models.CharField(
        _("looks most like"), max_length=3, choices=FOUR_MODELS, blank=True
    )
    reason_vision = models.TextField(
        _("vision: what do we find important?"), blank=True, max_length=LONGEST_ANSWER
    )
    reason_ambition = models.TextField(
        _("ambition: what do our plans say?"), blank=True, max_length=LONGEST_ANSWER
    )
    reason_team = models.TextField(
        _("skills: what can our team do already?"), blank=True, max_length=LONGEST_ANSWER
    )
    target_model = models.CharField(
        _("where we want to go"), max_length=3, choices=LobModel, blank=True
    )
    target_on = models.DateField(_("on which day"), null=True, blank=True)

    assessment_words = models.TextField(
        _("to our pupils"), blank=True, max_length=LONGEST_ANSWER, default=""
    )
    leavers_of = models.CharField(
        _("school year"), max_length=9, blank=True, validators=[validate_school_year]
    )
    mr_discussed_on = models.DateField(
        _("discussed with the participation council on"), null=True, blank=True
    )

    objects = LobProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("LOB profile")
        verbose_name_plural = _("LOB profiles")
        ordering = ["school", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="lob_version_once"),
            models.UniqueConstraint(
                fields=["school"], condition=~Q(state="approved"), name="lob_one_being_made"
            ),
            models.UniqueConstraint(
                fields=["school", "in_force_from"],
                condition=Q(state="approved"),
                name="lob_one_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(in_force_from__isnull=False),
                name="lob_approved_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self):
        return reverse("schools:lob-version", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """May still be changed."""
        return self.state == self.State.DRAFT

    @property
    def model_name(self) -> str:
        return self.own_model_name if self.model == LobModel.OWN else self.get_model_display()


class LobPartQuerySet(SchoolScopedQuerySet):
    """Rows of a version are seen by who sees the version."""

    school_lookup = "profile__school"

    def visible_to(self, user):
        """Whoever may read the version of the LOB profile that it belongs to."""
        return self.filter(profile__in=LobProfile.objects.visible_to(user))
