"""A login card: how a pupil without e-mail signs in.

The secret itself is not stored: it is derived from the portal's key, the card and its nonce
(see services/login_cards.py), so that a copy of the database opens no door.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.querysets import SchoolScopedQuerySet


def new_nonce() -> str:
    return secrets.token_hex(16)


class LoginCardQuerySet(SchoolScopedQuerySet):
    school_lookup = "student__school"

    def valid(self):
        return self.filter(revoked_at=None)


class LoginCard(models.Model):
    student = models.ForeignKey("schools.Student", models.CASCADE, related_name="login_cards")
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    picture_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    objects = LoginCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("login card")
        verbose_name_plural = _("login cards")
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(revoked_at=None), name="one_valid_card_a_pupil"
            ),
        ]

    class PersonalData:
        erase = {"nonce": "", "code_digest": "", "picture_digest": ""}
        keep = {"id", "student", "created_at", "revoked_at", "last_used_at"}

    def __str__(self):
        return f"card {self.pk}"
