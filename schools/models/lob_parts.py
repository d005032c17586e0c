"""The rows of a LOB profile: exceptions, steps, talks, what is assessed, targets and papers."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.models import Track
from schools.models.lob_profile import FOUR_MODELS, LobPartQuerySet, LobProfile

YEARS = [MinValueValidator(1), MaxValueValidator(6)]
EVERY_YEAR = 0
MOST_TALKS = MaxValueValidator(40)


class LobModelException(models.Model):
    """Another model for one track, one year, or one year of one track."""

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="exceptions")
    track = models.CharField(_("track"), max_length=10, choices=Track, blank=True)
    year_of_study = models.PositiveSmallIntegerField(
        _("year"), default=EVERY_YEAR, validators=[MaxValueValidator(6)]
    )
    model = models.CharField(_("model"), max_length=3, choices=FOUR_MODELS)

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("other model")
        verbose_name_plural = _("other models")
        ordering = ["track", "year_of_study"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "track", "year_of_study"],
                name="lob_exception_once",
            ),
        ]

    def __str__(self):
        return f"{self.track} {self.year_of_study or ''}: {self.model}"


class GrowthStep(models.Model):
    """A step on the way to the model that the school wants."""

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="steps")
    text = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("ready on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of growth")
        verbose_name_plural = _("steps of growth")
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.text


class TalkNorm(models.Model):
    """How many talks a pupil of a year gets in one school year, by kind."""

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="talks")
    year_of_study = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    lob = models.PositiveSmallIntegerField(_("LOB talks"), default=0, validators=[MOST_TALKS])
    coach = models.PositiveSmallIntegerField(_("coach talks"), default=0, validators=[MOST_TALKS])
    three_way = models.PositiveSmallIntegerField(
        _("three-way talks"), default=0, validators=[MOST_TALKS]
    )

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of talks")
        verbose_name_plural = _("numbers of talks")
        ordering = ["year_of_study"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "year_of_study"], name="lob_talks_once_a_year"
            ),
        ]

    def __str__(self):
        return f"{self.year_of_study}: {self.lob}, {self.coach}, {self.three_way}"

    @property
    def total(self) -> int:
        return self.lob + self.coach + self.three_way


# The pupil's own: no choice of a school, so there is no field for it either.
NEVER_ASSESSED = (
    _("What a pupil says when looking back"),
    _("Wishes, dreams and choices"),
    _("What is said in a talk"),
    _("The faces that a pupil chooses"),
    _("Whom a pupil knows"),
)


class AssessmentChoice(models.Model):
    """What the school decided about one thing that may be assessed.

    What is the pupil's own (reflections, wishes, talks) is no choice: see ``NEVER_ASSESSED``.
    """

    class Item(models.TextChoices):
        PRODUCT = "product", _("The result of a practical assignment")
        SKILLS = "skills", _("Practical skills that the pupil shows")
        ATTENDANCE = "attendance", _("Being there, and the safety instruction")
        FILE = "file", _("Whether the career file is complete")

    class Choice(models.TextChoices):
        ASSESSED = "assessed", _("We assess this")
        NOT = "not", _("We do not assess this")
        NEVER = "never", _("We never assess this")

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="assessments")
    item = models.CharField(_("what"), max_length=12, choices=Item)
    choice = models.CharField(_("choice"), max_length=10, choices=Choice)

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice about assessing")
        verbose_name_plural = _("choices about assessing")
        constraints = [
            models.UniqueConstraint(fields=["profile", "item"], name="lob_assessment_once"),
        ]

    def __str__(self):
        return f"{self.item}: {self.choice}"


class SubjectTarget(models.Model):
    """What a subject does for LOB: how many activities a year, for which year and competences."""

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="subject_targets")
    subject = models.ForeignKey("reference.Subject", models.PROTECT, related_name="+")
    year_of_study = models.PositiveSmallIntegerField(
        _("year"), default=EVERY_YEAR, validators=[MaxValueValidator(6)]
    )
    activities = models.PositiveSmallIntegerField(
        _("activities a year"), validators=[MinValueValidator(1), MOST_TALKS]
    )
    competences = models.ManyToManyField(
        "reference.Competence", verbose_name=_("competences"), related_name="+", blank=True
    )

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("target of a subject")
        verbose_name_plural = _("targets of subjects")
        ordering = ["subject", "year_of_study"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "subject", "year_of_study"],
                name="lob_target_once",
            ),
        ]

    def __str__(self):
        return f"{self.subject_id} {self.year_of_study or ''}: {self.activities}"


class PolicyDocument(models.Model):
    """Where a plan of the school says something about LOB. A link: files stay with the school."""

    class Kind(models.TextChoices):
        SCHOOL_PLAN = "school_plan", _("School plan")
        YEAR_PLAN = "year_plan", _("Year plan")
        PROSPECTUS = "prospectus", _("School guide")
        EXAM_PROGRAMME = "exam_programme", _("Exam programme (PTA)")
        OTHER = "other", _("Other")

    profile = models.ForeignKey(LobProfile, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    title = models.CharField(_("name"), max_length=120)
    url = models.URLField(
        _("web address"), max_length=500, validators=[URLValidator(schemes=["https", "http"])]
    )
    where = models.CharField(_("chapter or page"), max_length=80, blank=True)

    objects = LobPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of the school")
        verbose_name_plural = _("plans of the school")
        ordering = ["kind", "title"]

    def __str__(self):
        return self.title
