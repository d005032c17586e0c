"""What happens to an employer as a whole: its profile, and its life cycle."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer
from employers.permissions import employer_or_region
from employers.services.messages import tell_about_employer, tell_region_about_employer
from employers.workflow import EMPLOYER_WORKFLOW
from portal.accounts.models import User
from portal.audit import trail

PROFILE = [
    "name",
    "kvk_number",
    "establishment_number",
    "sector",
    "size",
    "sbi_code",
    "sbi_version",
    "sbb_recognised_on",
    "place",
    "about",
    "website",
]


class ReasonMissing(Exception):
    """Refused or put on hold without a word is no way to treat people."""

    def __str__(self) -> str:
        return _("Write in one or two sentences why. The people of the company read it.")


@transaction.atomic
def change_profile(employer: Employer, *, by: User) -> None:
    """Keep the changed profile. Raises ValidationError, or PermissionDenied."""
    if not employer_or_region(by, employer):
        raise PermissionDenied
    employer.full_clean()
    employer.save(update_fields=PROFILE)
    trail.record("employers.employer.change", employer, by=by)


@transaction.atomic
def verify_employer(employer: Employer, *, by: User) -> None:
    """From now on its offers can be seen."""
    EMPLOYER_WORKFLOW.apply("verify", employer, by=by, state_reason="")
    trail.record("employers.employer.verify", employer, by=by)
    _tell(employer, "employers.employer_verified")


@transaction.atomic
def refuse_employer(employer: Employer, *, by: User, reason: str) -> None:
    """It may change what is wrong and apply again. Raises ReasonMissing."""
    reason = _required(reason)
    EMPLOYER_WORKFLOW.apply("refuse", employer, by=by, state_reason=reason)
    trail.record("employers.employer.refuse", employer, by=by, reason=reason)
    _tell(employer, "employers.employer_refused", reason=reason)


@transaction.atomic
def apply_again(employer: Employer, *, by: User) -> None:
    """After a refusal: an owner says that it is right now. The region hears it."""
    EMPLOYER_WORKFLOW.apply("apply_again", employer, by=by)
    trail.record("employers.employer.apply", employer, by=by)
    tell_region_about_employer(employer, "employers.employer_applied", occasion=_now())


@transaction.atomic
def suspend_employer(employer: Employer, *, by: User, reason: str) -> None:
    """Its offers leave the catalogue; dates that are agreed stay. Raises ReasonMissing."""
    reason = _required(reason)
    EMPLOYER_WORKFLOW.apply("suspend", employer, by=by, state_reason=reason)
    trail.record("employers.employer.suspend", employer, by=by, reason=reason)
    _tell(employer, "employers.employer_suspended", reason=reason)


@transaction.atomic
def restore_employer(employer: Employer, *, by: User) -> None:
    EMPLOYER_WORKFLOW.apply("restore", employer, by=by, state_reason="")
    trail.record("employers.employer.restore", employer, by=by)
    _tell(employer, "employers.employer_restored")


@transaction.atomic
def leave(employer: Employer, *, by: User) -> None:
    """The employer stops; what happened stays on record."""
    EMPLOYER_WORKFLOW.apply("leave", employer, by=by)
    trail.record("employers.employer.leave", employer, by=by)


def _required(reason: str) -> str:
    reason = reason.strip()[:500]
    if not reason:
        raise ReasonMissing
    return reason


def _now() -> str:
    return timezone.now().isoformat(timespec="seconds")


def _tell(employer: Employer, kind: str, **context: str) -> None:
    tell_about_employer(employer, kind, occasion=_now(), **context)


EMPLOYER_SERVICES = {
    "verify": verify_employer,
    "refuse": refuse_employer,
    "apply_again": apply_again,
    "suspend": suspend_employer,
    "restore": restore_employer,
    "leave": leave,
}
WITH_REASON = {"refuse", "suspend"}
