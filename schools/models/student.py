"""A pupil. Often a minor: never log, mail or index a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.reference.models import Track
from schools.models.group import GroupEnrolment
from schools.models.membership import group_ids_with, school_ids_with, taught_group_ids
from schools.models.rights import Right
from schools.querysets import SchoolScopedQuerySet

# The key of a pupil who was typed in without a number. No file speaks of such a pupil.
BY_HAND = "hand:"


def pupils_with(user, right: Right, path: str = "") -> Q:
    """The pupils for whom ``user`` has ``right``; ``path`` leads from the row to the pupil.

    A teacher's group is often a composite one: there the open enrolments say who is in it.
    """
    own = group_ids_with(user, right)
    found = Q(**{f"{path}school__in": school_ids_with(user, right)})
    found |= Q(**{f"{path}base_group__in": own})
    if taught := own & taught_group_ids(user):
        inside = GroupEnrolment.objects.filter(group__in=taught, until=None).values("student")
        found |= Q(**{f"{path}pk__in": inside})
    return found


class StudentQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The pupil self; the own groups of mentor, coach and subject teacher; the whole school
        for who organises. A school leader sees counts, the region and employers see nobody.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(pupils_with(user, Right.NAMES) | Q(user=user))

    def by_hand(self):
        """Typed in without a number at school, so no file knows them."""
        return self.filter(source_key__startswith=BY_HAND)

    def enrolled(self):
        return self.filter(status=Student.Status.ENROLLED)

    def for_list(self):
        """Everything a list shows, sorted on family name without its prefix."""
        return self.select_related("base_group").order_by("family_name", "given_name", "pk")


class Student(models.Model):
    class Status(models.TextChoices):
        ENROLLED = "enrolled", _("Enrolled")
        PROPOSED_LEAVER = "proposed_leaver", _("Perhaps left")
        AFTERCARE = "aftercare", _("Left, aftercare")
        LEFT = "left", _("Left")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="students")
    location = models.ForeignKey(
        "schools.Location", models.PROTECT, null=True, blank=True, related_name="students"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="student",
    )
    source_key = models.CharField(_("number at school"), max_length=256)
    # Not unique: a file may say one twice. Who signs in must match exactly one pupil.
    eck_id = models.CharField(_("ECK iD"), max_length=256, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    name_prefix = models.CharField(_("prefix"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    year_of_study = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    track = models.CharField(_("track"), max_length=10, choices=Track, blank=True)
    base_group = models.ForeignKey(
        "schools.Group", models.SET_NULL, null=True, blank=True, related_name="students"
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.ENROLLED)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pupil")
        verbose_name_plural = _("pupils")
        constraints = [
            models.UniqueConstraint(fields=["school", "source_key"], name="pupil_key_once"),
        ]
        indexes = [
            models.Index(
                fields=["school", "status", "family_name", "given_name"], name="pupil_list"
            ),
            models.Index(fields=["base_group", "status"], name="pupil_of_group"),
            models.Index(
                fields=["school", "eck_id"], condition=~Q(eck_id=""), name="pupil_by_eck_id"
            ),
        ]

    class PersonalData:
        erase = {
            "given_name": "",
            "name_prefix": "",
            "family_name": "",
            "source_key": "",
            "eck_id": "",
            "user": None,
        }
        keep = {
            "id",
            "school",
            "location",
            "year_of_study",
            "track",
            "base_group",
            "status",
            "left_on",
        }

    def __str__(self):
        return f"pupil {self.pk}"

    @property
    def number(self) -> str:
        """The number at school, empty for who was typed in without one."""
        return "" if self.source_key.startswith(BY_HAND) else self.source_key

    @property
    def name(self) -> str:
        """ "Lucas de Vries", for a page that this reader may see."""
        return " ".join(filter(None, [self.given_name, self.name_prefix, self.family_name]))

    @property
    def sort_name(self) -> str:
        """ "Vries, Lucas de"."""
        rest = " ".join(filter(None, [self.given_name, self.name_prefix]))
        return f"{self.family_name}, {rest}" if self.family_name else self.given_name

    def get_absolute_url(self):
        return reverse("placements:student-file", args=[self.pk])
