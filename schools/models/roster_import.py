"""One upload of a roster: read, shown, then applied."""

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
