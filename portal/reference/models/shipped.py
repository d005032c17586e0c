"""What the product itself put in the tables, so that a later load sees what the region changed."""

from django.db import models


class ShippedRow(models.Model):
    """One row as it was loaded.

    A row that differs was edited by the region, a row that is gone was deleted by it:
    load_reference leaves both alone.
    """

    table = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="shipped_row_once"),
        ]

    def __str__(self):
        return f"{self.table} {self.key}"
