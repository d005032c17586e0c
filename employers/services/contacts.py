"""Who can be called on the day, and on which number."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from employers.models import EmployerMembership
from employers.permissions import employer_or_region
from portal.accounts.models import User
from portal.audit import trail


@transaction.atomic
def keep_mobile(person: EmployerMembership, number: str, *, by: User) -> None:
    """The number at which this person can be reached by schools; empty takes it away."""
    if not employer_or_region(by, person.employer):
        raise PermissionDenied
    if person.mobile == number:
        return
    person.mobile = number
    person.save(update_fields=["mobile"])
    trail.record("employers.member.mobile", person.employer, by=by)
