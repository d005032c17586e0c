"""One upload of a list of employers by the region: columns chosen, looked at, then applied."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.imports.models import ImportRun


class EmployerImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The regional coordinators, nobody else."""
        return self if getattr(user, "is_region_coordinator", False) else self.none()


class EmployerImport(ImportRun):
    kind = models.CharField(max_length=20, default="employers", editable=False)
    name = models.CharField(_("file"), max_length=120)
    headers = models.JSONField(default=list)
    # column number in the file -> our field; kept, so that the next file with these headers knows
    mapping = models.JSONField(default=dict)

    objects = EmployerImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of employers")
        verbose_name_plural = _("imports of employers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=["reading", "applying"]),
                name="one_employer_import",
            ),
        ]

    def __str__(self):
        return f"import of employers {self.pk}"

    def get_absolute_url(self):
        return reverse("employers:import-detail", args=[self.pk])
