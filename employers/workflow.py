"""The life of an employer and of a date. An offer's life is Wagtail's."""

from employers.models import Employer, Session
from employers.permissions import acts_for_employer, employer_or_region, is_region_coordinator
from portal.core.workflow import Workflow

E, S = Employer.State, Session.State

EMPLOYER_WORKFLOW = Workflow(
    # transition  from                       to           who
    ("verify", {E.APPLIED}, E.VERIFIED, is_region_coordinator),
    ("suspend", {E.VERIFIED}, E.SUSPENDED, is_region_coordinator),
    ("restore", {E.SUSPENDED}, E.VERIFIED, is_region_coordinator),
    ("leave", {E.APPLIED, E.VERIFIED, E.SUSPENDED}, E.LEFT, employer_or_region),
)

SESSION_WORKFLOW = Workflow(
    ("cancel", {S.OPEN}, S.CANCELLED, employer_or_region),
    ("finish", {S.OPEN}, S.DONE, acts_for_employer),
)
