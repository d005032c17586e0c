"""How people come to act for an employer: they sign up, are invited, or ask to join."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from employers.models.employer import EmployerMembership, employer_ids
from portal.organisations.models import Invitation


class OfEmployerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the employer, and the regional coordinator."""
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))


class EmployerInvitationQuerySet(OfEmployerQuerySet):
    def visible_to(self, user):
        """The people of the employer, and the regional coordinator."""
        return super().visible_to(user)

    def waiting(self):
        """Neither accepted nor withdrawn; perhaps past its day."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class EmployerInvitation(Invitation):
    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="invitations")
    role = models.CharField(
        _("role"),
        max_length=30,
        choices=EmployerMembership.Role,
        default=EmployerMembership.Role.MEMBER,
    )

    objects = EmployerInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invited_once",
            ),
        ]

    class PersonalData:
        erase = {"email": "", "name": ""}
        keep = {
            "id",
            "employer",
            "role",
            "invited_by",
            "created_at",
            "expires_at",
            "accepted_at",
            "withdrawn_at",
        }


class JoinRequestQuerySet(OfEmployerQuerySet):
    def visible_to(self, user):
        """The people of the employer, who asked, and the regional coordinator."""
        mine = super().visible_to(user)
        return mine | self.filter(user=user) if getattr(user, "email", None) else mine

    def waiting(self):
        return self.filter(state=JoinRequest.State.ASKED)


class JoinRequest(models.Model):
    """Somebody says to work there too. An owner, or the region, says yes or no."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for an answer")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    employer = models.ForeignKey("employers.Employer", models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="employer_join_requests"
    )
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.ASKED, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"], condition=Q(state="asked"), name="asked_once"
            ),
        ]

    def __str__(self):
        return f"request to join {self.pk}"


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody: only the link in the mail leads to it."""
        return self.none()


class SignUp(models.Model):
    """A company that signed up, with an address that is not confirmed yet: nothing is public."""

    email = models.EmailField(_("e-mail address"))
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    company = models.JSONField(default=dict)
    second_name = models.CharField(max_length=150, blank=True)
    second_email = models.EmailField(blank=True)
    joins = models.ForeignKey(
        "employers.Employer", models.CASCADE, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [models.Index(fields=["expires_at"], name="sign_ups_by_end")]

    class PersonalData:
        erase = {
            "email": "",
            "first_name": "",
            "last_name": "",
            "company": {},
            "second_name": "",
            "second_email": "",
        }
        keep = {"id", "joins", "language", "created_at", "expires_at", "used_at"}

    def __str__(self):
        return f"sign-up {self.pk}"
