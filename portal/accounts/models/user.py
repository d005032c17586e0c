"""A person who signs in. Rights come from memberships, never from a field here."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    use_in_migrations = True

    @classmethod
    def normalize_email(cls, email):
        """In small letters, as who signs in is looked up; None when there is none."""
        return super().normalize_email(email).lower() or None

    def create_user(self, email=None, password=None, **fields):
        """Without an address the person signs in with a login card and has no password."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """Staff, employers and the region have an address. Pupils have none, nor a name here."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    class PersonalData:
        erase = {"first_name": "", "last_name": "", "email": None}
        keep = {
            "id",
            "password",
            "language",
            "is_active",
            "is_staff",
            "is_superuser",
            "date_joined",
            "last_login",
        }

    def __str__(self):
        return self.get_full_name() or f"user {self.pk}"

    @cached_property
    def region_roles(self) -> frozenset[str]:
        if not self.email:  # a pupil
            return frozenset()
        return frozenset(self.region_memberships.values_list("role", flat=True))

    @property
    def is_region_coordinator(self) -> bool:
        return "coordinator" in self.region_roles

    @property
    def is_region_editor(self) -> bool:
        return bool(self.region_roles)
