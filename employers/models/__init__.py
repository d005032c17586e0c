from employers.models.budget import Limits, LoadBudget, limits_of
from employers.models.confirmation import OfferConfirmation
from employers.models.employer import Employer, EmployerMembership
from employers.models.employer_import import EmployerImport
from employers.models.guest import Guest
from employers.models.joining import EmployerInvitation, JoinRequest, SignUp
from employers.models.offer import Offer
from employers.models.offer_template import OfferTemplate
from employers.models.partner import OfferPartner
from employers.models.passport import Gear, Provider, SafetyPassport
from employers.models.planning import CalendarAddress, DateSeries, OfferPlanning, Release
from employers.models.session import Session
from employers.models.worksite import WorkSite

__all__ = [
    "CalendarAddress",
    "DateSeries",
    "Employer",
    "EmployerImport",
    "EmployerInvitation",
    "EmployerMembership",
    "Gear",
    "Guest",
    "JoinRequest",
    "Limits",
    "LoadBudget",
    "Offer",
    "OfferConfirmation",
    "OfferPartner",
    "OfferPlanning",
    "OfferTemplate",
    "Provider",
    "Release",
    "SafetyPassport",
    "Session",
    "SignUp",
    "WorkSite",
    "limits_of",
]
