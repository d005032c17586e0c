"""Whom a school can call about an offer. Never on a public page, never for pupils."""

from employers.models import EmployerMembership, Offer
from employers.permissions import employer_or_region
from schools.permissions import roles_by_school


def contacts_for(user, offer: Offer) -> list[EmployerMembership]:
    """The contact person and the deputy, for who works at a school, the employer and the region."""
    if not getattr(user, "is_authenticated", False):
        return []
    return offer.people if roles_by_school(user) or employer_or_region(user, offer) else []
