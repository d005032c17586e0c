"""Signing in through the school: which provider a school uses, and whose account is whose there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models.membership import coordinated_school_ids
from schools.querysets import SchoolScopedQuerySet

ENTREE = "entree"
PLAIN = "plain"


class SchoolSignInQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """The coordinators of the school."""
        return self.filter(school__in=coordinated_school_ids(user))

    def active(self):
        return self.filter(active=True)


class SchoolSignIn(models.Model):
    """An OpenID Connect provider that one school trusts.

    The secret is sealed with a key made from SECRET_KEY (services/sign_in_secrets.py) and never
    shown again: a copy of the database alone lets nobody act as this portal at the provider, and
    a coordinator's screen cannot leak it. A keyed hash would not do, because the secret itself
    must be sent; a vault of its own would be one more server for what a school can make anew.
    """

    class Kind(models.TextChoices):
        PLAIN = PLAIN, _("Own sign-in of the school (OpenID Connect)")
        ENTREE = ENTREE, _("Entree Federatie")

    school = models.OneToOneField("schools.School", models.CASCADE, related_name="sign_in")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PLAIN)
    issuer = models.CharField(_("address of the provider"), max_length=200)
    client_id = models.CharField(_("client ID"), max_length=200)
    sealed_secret = models.CharField(max_length=1000, editable=False)
    number_claim = models.CharField(_("claim with the pupil's number"), max_length=60, blank=True)
    for_pupils = models.BooleanField(_("pupils may use it"), default=True)
    for_staff = models.BooleanField(_("staff may use it"), default=True)
    active = models.BooleanField(_("switched on"), default=False)
    tried_at = models.DateTimeField(_("tried with success"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SchoolSignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in of a school")
        verbose_name_plural = _("sign-ins of schools")

    def __str__(self):
        return f"sign-in of school {self.school_id}"


class FederatedIdentityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person self; the coordinators see those of their own team and may undo them."""
        return self.filter(
            Q(user=user) | Q(user__schools_memberships__school__in=coordinated_school_ids(user))
        ).distinct()


class FederatedIdentity(models.Model):
    """This subject of this issuer is this user. Whatever else the provider says may change."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="federated_identities"
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    location = models.ForeignKey(
        "schools.Location",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Said by the person, when the provider names the school but not the building.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = FederatedIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("account at the school's sign-in")
        verbose_name_plural = _("accounts at the school's sign-in")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=~Q(subject=""),
                name="federated_subject_once",
            ),
            models.UniqueConstraint(fields=["user", "issuer"], name="federated_user_once"),
        ]

    class PersonalData:
        erase = {"subject": ""}
        keep = {"id", "user", "issuer", "location", "created_at", "last_used_at"}

    def __str__(self):
        return f"identity {self.pk}"
