"""May a picture of this pupil be used? Per purpose; no, until somebody who decides says yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models.student import Student
from schools.querysets import SchoolScopedQuerySet


class PhotoQuerySet(SchoolScopedQuerySet):
    school_lookup = "student__school"

    def visible_to(self, user):
        """The pupil self, and the people of the school who see the pupil's name."""
        return self.filter(student__in=Student.objects.visible_to(user))


class PhotoConsentQuerySet(PhotoQuerySet):
    def current(self):
        """Given and not withdrawn."""
        return self.filter(withdrawn_on=None)


class PhotoConsent(models.Model):
    """One yes for one purpose. Rows stay when it is withdrawn: they are the history."""

    class Purpose(models.TextChoices):
        SCHOOL = "school", _("Website and newsletter of the school")
        EMPLOYER = "employer", _("The company's own report")
        SOCIAL = "social", _("Social media")
        PORTAL = "portal", _("A story on this portal")

    class GivenBy(models.TextChoices):
        PARENT = "parent", _("a parent")
        PUPIL = "pupil", _("the pupil, 16 or older")

    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="photo_consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    given_by = models.CharField(_("given by"), max_length=10, choices=GivenBy)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PhotoConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo consent")
        verbose_name_plural = _("photo consents")
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "purpose"],
                condition=Q(withdrawn_on=None),
                name="photo_consent_once",
            ),
        ]

    class PersonalData:
        erase = {"recorded_by": None}
        keep = {"id", "student", "purpose", "given_by", "given_on", "withdrawn_on"}

    def __str__(self):
        return f"photo consent {self.pk}"


class PhotoDecider(models.Model):
    """The school says that this pupil is 16 or older, and decides on pictures without a parent.

    No birth date is kept; this mark is all that the portal knows of it.
    """

    student = models.OneToOneField("schools.Student", models.CASCADE, related_name="photo_decider")
    since = models.DateField(_("since"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("pupil who decides on pictures")
        verbose_name_plural = _("pupils who decide on pictures")

    class PersonalData:
        erase = {"set_by": None}
        keep = {"id", "student", "since"}

    def __str__(self):
        return f"own say of pupil {self.student_id}"
