"""Who works for the region, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionMembership(models.Model):
    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Regional coordinator")
        EDITOR = "editor", _("Editor")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="region_memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role in the region")
        verbose_name_plural = _("roles in the region")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="region_role_once"),
        ]

    def __str__(self):
        return f"{self.role} {self.user_id}"
