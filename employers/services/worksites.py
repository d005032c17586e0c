"""Places of work. The postcode tells where they are, for distances."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NotAPostcode
from stdnum.nl import postcode as nl_postcode

from employers.models import WorkSite
from employers.permissions import employer_or_region
from portal.accounts.models import User
from portal.audit import trail


class BadPostcode(Exception):
    def __str__(self) -> str:
        return _("This is not a Dutch postcode. Write it like 4001 AB.")


def tidy_postcode(text: str) -> str:
    """ "4001ab" becomes "4001 AB". Raises BadPostcode."""
    try:
        return nl_postcode.validate(text)
    except NotAPostcode as fault:
        raise BadPostcode from fault


@transaction.atomic
def save_worksite(worksite: WorkSite, *, by: User) -> WorkSite:
    """Keep a new or changed work site. Raises BadPostcode, ValidationError, PermissionDenied."""
    if not employer_or_region(by, worksite):
        raise PermissionDenied
    is_new = worksite.pk is None
    worksite.postcode = tidy_postcode(worksite.postcode)
    worksite.pc4 = worksite.postcode[:4]
    worksite.full_clean()
    worksite.save()
    if is_new:
        trail.record("employers.worksite.add", worksite, by=by)
    else:
        trail.record("employers.worksite.change", worksite, by=by)
    return worksite
