"""A company or institution that opens its doors, and the people who act for it."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.organisations.models import Membership, Organisation


def employer_roles(user) -> dict[int, str]:
    """Employer id -> the role of ``user`` there, read once per request."""
    if not getattr(user, "email", None):  # nobody, or a pupil: who has a role has an address
        return {}
    if not hasattr(user, "_employer_roles"):
        user._employer_roles = dict(user.employers_memberships.values_list("employer_id", "role"))
    return user._employer_roles


def employer_ids(user) -> set[int]:
    """The employers ``user`` acts for."""
    return set(employer_roles(user))


def forget_roles(user) -> None:
    """After a role was given or taken: what the person may do is asked anew."""
    user.__dict__.pop("_employer_roles", None)


class EmployerQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(state=Employer.State.VERIFIED)

    def visible_to(self, user):
        """Verified employers for everyone, one's own always, all for the region."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(Q(state=Employer.State.VERIFIED) | Q(pk__in=employer_ids(user)))

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(pk__in=employer_ids(user))


class Employer(Organisation):
    class State(models.TextChoices):
        APPLIED = "applied", _("Waiting for verification")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left")

    class Size(models.TextChoices):
        SMALL = "small", _("Up to 10 people")
        MEDIUM = "medium", _("10 to 100 people")
        LARGE = "large", _("More than 100 people")

    class SbiVersion(models.TextChoices):
        SBI_2008 = "2008", "SBI 2008"
        SBI_2025 = "2025", "SBI 2025"

    state = models.CharField(
        _("status"), max_length=12, choices=State, default=State.APPLIED, editable=False
    )
    state_reason = models.TextField(
        _("why it was refused or put on hold"), max_length=500, blank=True, editable=False
    )
    kvk_number = models.CharField(
        _("KvK number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has 8 digits."))],
    )
    establishment_number = models.CharField(
        _("establishment number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", _("An establishment number has 12 digits."))],
    )
    sbi_code = models.CharField(
        _("SBI code"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2,6}$", _("An SBI code has 2 to 6 digits."))],
    )
    sbi_version = models.CharField(_("SBI version"), max_length=4, choices=SbiVersion, blank=True)
    sbb_recognised_on = models.DateField(
        _("recognised by SBB since, as the company says"), null=True, blank=True
    )
    place = models.CharField(_("place"), max_length=80, blank=True)
    sector = models.ForeignKey(
        "reference.Sector", models.PROTECT, related_name="employers", verbose_name=_("sector")
    )
    size = models.CharField(_("size"), max_length=10, choices=Size, default=Size.SMALL)
    about = models.TextField(_("about the company"), blank=True)
    website = models.URLField(_("website"), blank=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ["name"]
        constraints = [
            # A company with several branches may have each of them here, by its own number.
            models.UniqueConstraint(
                fields=["kvk_number", "establishment_number"],
                condition=~Q(kvk_number=""),
                name="company_once",
                violation_error_message=_(
                    "This company is here already, with the same KvK and establishment number."
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "name"], name="employers_by_state")]

    def get_absolute_url(self):
        return reverse("placements:employer-page", args=[self.slug])


class EmployerMembership(Membership):
    class Role(models.TextChoices):
        OWNER = "owner", _("Manages this employer")
        MEMBER = "member", _("Works with offers")

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.MEMBER)
    # For people of schools on the day itself; never on a public page.
    mobile = models.CharField(
        _("mobile number"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"^\+?[\d \-()]{8,20}$", _("Write a number such as 06 12345678."))
        ],
    )

    class Meta:
        verbose_name = _("role at an employer")
        verbose_name_plural = _("roles at an employer")
        constraints = [
            models.UniqueConstraint(fields=["user", "employer"], name="employer_member_once"),
        ]

    class PersonalData:
        erase = {"mobile": ""}
        keep = {"id", "user", "employer", "role", "since"}
