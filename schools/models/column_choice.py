"""What a school said about the columns of its own tables, so that it is asked once."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.imports.columns import plain_header
from schools.querysets import SchoolScopedQuerySet


class ColumnChoiceQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The coordinators of the school, nobody else."""
        return self.editable_by(user)


class ColumnChoice(models.Model):
    """For one set of headers, in whatever order: header -> field, and what values mean.

    ``columns`` holds headers in their plain form ("leerfaseleerjaar"); ``values`` holds, for each
    field, text in the file -> what it means ({"track": {"bbl": "vmbo_bb"}}). Neither holds a row.
    """

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="column_choices")
    headers_digest = models.CharField(max_length=64)
    columns = models.JSONField(_("columns"), default=dict)
    values = models.JSONField(_("meanings"), default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ColumnChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "headers_digest"], name="columns_chosen_once"
            ),
        ]

    def __str__(self):
        return f"columns {self.pk}"


def digest_of_headers(headers: Iterable[str]) -> str:
    """The same for the same headers in another order, case or spacing."""
    plain = sorted(plain_header(header) for header in headers)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()
