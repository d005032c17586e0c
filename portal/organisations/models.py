"""What a school and an employer have in common: a name, and people who act for it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address on this site"), max_length=80, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Membership(models.Model):
    """A person acts for an organisation in a role. Concrete classes add the organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(app_label)s_memberships"
    )
    role = models.CharField(_("role"), max_length=30)
    since = models.DateField(_("since"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.role} {self.user_id}"


class Invitation(models.Model):
    """Somebody was asked by mail to act for an organisation. Concrete classes add which one."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=30)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
