from employers.models.employer import Employer, EmployerMembership
from employers.models.employer_import import EmployerImport
from employers.models.joining import EmployerInvitation, JoinRequest, SignUp
from employers.models.offer import Offer
from employers.models.session import Session
from employers.models.worksite import WorkSite

__all__ = [
    "Employer",
    "EmployerImport",
    "EmployerInvitation",
    "EmployerMembership",
    "JoinRequest",
    "Offer",
    "Session",
    "SignUp",
    "WorkSite",
]
