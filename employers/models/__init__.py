from employers.models.employer import Employer, EmployerMembership
from employers.models.offer import Offer
from employers.models.session import Session
from employers.models.worksite import WorkSite

__all__ = ["Employer", "EmployerMembership", "Offer", "Session", "WorkSite"]
