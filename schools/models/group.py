"""Groups of pupils, and since when a pupil is in one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import current_school_year, validate_school_year
from schools.querysets import SchoolScopedQuerySet


class GroupQuerySet(SchoolScopedQuerySet):
    def base(self):
        return self.filter(kind=Group.Kind.BASE)

    def current(self):
        """Without what was put away."""
        return self.filter(archived_at=None)

    def of_year(self, school_year):
        return self.filter(school_year=school_year)

    def to_staff(self, school):
        """Groups of this year and later, to choose as somebody's groups."""
        return self.filter(school=school, school_year__gte=current_school_year())

    def with_size(self):
        """Adds ``size``: how many enrolled pupils have this as their base group."""
        return self.annotate(size=models.Count("students", filter=Q(students__status="enrolled")))


class Group(models.Model):
    """A base group (klas) or a composite group, for one school year."""

    class Kind(models.TextChoices):
        BASE = "base", _("Base group")
        COMPOSITE = "composite", _("Composite group")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="groups")
    location = models.ForeignKey(
        "schools.Location", models.PROTECT, null=True, blank=True, related_name="groups"
    )
    source_key = models.CharField(max_length=256, blank=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BASE)
    year_of_study = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    school_year = models.CharField(
        _("school year"), max_length=9, validators=[validate_school_year]
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    mentors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="mentored_groups", blank=True
    )
    teachers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="taught_groups", blank=True
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "source_key"],
                condition=~Q(source_key=""),
                name="group_key_once_a_year",
            ),
        ]
        indexes = [models.Index(fields=["school", "school_year", "name"], name="group_list")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("placements:group-detail", args=[self.pk])


class GroupEnrolment(models.Model):
    """A pupil was in a group from ``since`` until ``until`` (None: still is)."""

    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="enrolments")
    group = models.ForeignKey(Group, models.CASCADE, related_name="enrolments")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("place in a group")
        verbose_name_plural = _("places in a group")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "group"], condition=Q(until=None), name="enrolled_once"
            ),
        ]

    class PersonalData:
        erase = {}
        keep = {"id", "student", "group", "since", "until"}

    def __str__(self):
        return f"student {self.student_id} in group {self.group_id}"
