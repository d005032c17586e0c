"""One upload: read, shown, applied, reported. Concrete classes add what it belongs to."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage():
    """Uploads hold names, so they never lie where the web server looks."""
    return storages["private"]


class ImportRun(models.Model):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its turn")
        READING = "reading", _("Being read")
        READY = "ready", _("Ready to be checked")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    file = models.FileField(storage=private_storage, upload_to="imports/", blank=True)
    kind = models.CharField(max_length=20, default="edexml")
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.UPLOADED, editable=False
    )
    progress = models.PositiveSmallIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    message = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
