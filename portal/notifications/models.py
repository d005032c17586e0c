"""What somebody was told: once in the inbox, once by mail where there is an address."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one who was told."""
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def due(self):
        """Not yet mailed, to somebody who has an address and may sign in."""
        return self.filter(emailed_at=None, by_mail=True, recipient__is_active=True)


class Notification(models.Model):
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=80)
    dedup_key = models.CharField(max_length=160)
    context = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    by_mail = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "dedup_key"], name="told_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="inbox"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(emailed_at=None, by_mail=True),
                name="outbox",
            ),
        ]

    class PersonalData:
        erase = {"context": {}}
        keep = {
            "id",
            "recipient",
            "kind",
            "dedup_key",
            "url",
            "by_mail",
            "created_at",
            "read_at",
            "emailed_at",
            "attempts",
        }

    def __str__(self):
        return f"message {self.pk}"


class Letter(models.Model):
    """A mail to an address that has no account yet. The row is gone once the mail has left."""

    email = models.EmailField(_("e-mail address"))
    template = models.CharField(max_length=80)
    context = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    class PersonalData:
        erase = {"email": "", "context": {}, "url": ""}
        keep = {"id", "template", "language", "created_at", "attempts"}

    def __str__(self):
        return f"letter {self.pk}"
