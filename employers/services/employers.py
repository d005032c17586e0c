"""What happens to an employer as a whole: its profile, and its life cycle."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from employers.models import Employer
from employers.permissions import employer_or_region
from employers.services.messages import tell_about_employer
from employers.workflow import EMPLOYER_WORKFLOW
from portal.accounts.models import User
from portal.audit import trail

PROFILE = ["name", "kvk_number", "sector", "size", "about", "website"]


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
    EMPLOYER_WORKFLOW.apply("verify", employer, by=by)
    trail.record("employers.employer.verify", employer, by=by)
    _tell(employer, "employers.employer_verified")


@transaction.atomic
def suspend_employer(employer: Employer, *, by: User) -> None:
    """Its offers leave the catalogue; dates that are agreed stay."""
    EMPLOYER_WORKFLOW.apply("suspend", employer, by=by)
    trail.record("employers.employer.suspend", employer, by=by)
    _tell(employer, "employers.employer_suspended")


@transaction.atomic
def restore_employer(employer: Employer, *, by: User) -> None:
    EMPLOYER_WORKFLOW.apply("restore", employer, by=by)
    trail.record("employers.employer.restore", employer, by=by)
    _tell(employer, "employers.employer_verified")


@transaction.atomic
def leave(employer: Employer, *, by: User) -> None:
    """The employer stops; what happened stays on record."""
    EMPLOYER_WORKFLOW.apply("leave", employer, by=by)
    trail.record("employers.employer.leave", employer, by=by)


def _tell(employer: Employer, kind: str) -> None:
    tell_about_employer(employer, kind, occasion=timezone.now().isoformat(timespec="seconds"))


EMPLOYER_SERVICES = {
    "verify": verify_employer,
    "suspend": suspend_employer,
    "restore": restore_employer,
    "leave": leave,
}
