"""A device that a school set up for its pupils: only there the pictures of a card open the door."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet


class ClassDeviceQuerySet(SchoolScopedQuerySet):
    def in_use(self):
        return self.filter(revoked_at=None)


class ClassDevice(models.Model):
    """``group``: the only class that uses it; None for a device of the whole school."""

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="class_devices")
    group = models.ForeignKey(
        "schools.Group", models.CASCADE, null=True, blank=True, related_name="class_devices"
    )
    name = models.CharField(_("name of the device"), max_length=60)
    set_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ClassDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("class device")
        verbose_name_plural = _("class devices")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
