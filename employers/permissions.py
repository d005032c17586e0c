"""Who may do what for an employer. Predicates: (user, obj) -> bool."""

from employers.models import Employer, EmployerMembership, Session
from employers.models.employer import employer_ids, employer_roles

__all__ = [
    "acts_for_employer",
    "employer_ids",
    "employer_or_region",
    "is_region_coordinator",
    "owner_or_region",
    "owns_employer",
    "portal_itself",
]


def acts_for_employer(user, obj) -> bool:
    if isinstance(obj, Employer):
        return obj.pk in employer_ids(user)
    if isinstance(obj, Session):
        return obj.offer.employer_id in employer_ids(user)
    return obj.employer_id in employer_ids(user)


def is_region_coordinator(user, _obj=None) -> bool:
    return getattr(user, "is_region_coordinator", False)


def employer_or_region(user, obj) -> bool:
    return is_region_coordinator(user, obj) or acts_for_employer(user, obj)


def owns_employer(user, obj) -> bool:
    """``obj`` is an employer, or a row that belongs to one."""
    employer = obj.pk if isinstance(obj, Employer) else obj.employer_id
    return employer_roles(user).get(employer) == EmployerMembership.Role.OWNER


def owner_or_region(user, obj) -> bool:
    return is_region_coordinator(user, obj) or owns_employer(user, obj)


def portal_itself(_user, _obj) -> bool:
    """Nobody: a worker does this, as ``by=None``."""
    return False
