"""One upload of a roster: read, shown, applied, and undone until the next one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.imports.models import ImportRun
from schools.querysets import SchoolScopedQuerySet


class RosterImportQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The coordinators of the school, nobody else."""
        return self.editable_by(user)


class RosterImport(ImportRun):
    school = models.ForeignKey("schools.School", models.CASCADE, related_name="roster_imports")
    location = models.ForeignKey(
        "schools.Location", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # What the reader has to know besides the file: which column is what, for example.
    options = models.JSONField(default=dict, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["reading", "applying"]),
                name="one_import_at_a_time",
            ),
        ]

    def __str__(self):
        return f"roster import {self.pk}"

    def get_absolute_url(self):
        return reverse("schools:import-detail", args=[self.pk])


class RosterUndoPart(models.Model):
    """What is needed to take an applied import back, for a chunk of rows at a time.

    Holds what pupils were called and where they sat before: erased when the next import is
    applied, when this one is undone, or after a month (schools/services/roster_undo.py).
    """

    class Kind(models.TextChoices):
        MADE_GROUPS = "made_groups", _("groups made")
        CHANGED_GROUPS = "changed_groups", _("groups changed")
        MADE_PUPILS = "made_pupils", _("pupils made")
        CHANGED_PUPILS = "changed_pupils", _("pupils changed")

    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="undo_parts")
    kind = models.CharField(max_length=20, choices=Kind)
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name = _("part of an undo")
        verbose_name_plural = _("parts of an undo")
        ordering = ["pk"]

    class PersonalData:
        erase = {"rows": []}
        keep = {"id", "roster_import", "kind"}

    def __str__(self):
        return f"{self.kind} of roster import {self.roster_import_id}"
