"""The life of an employer, of a request to join it, and of a date. An offer's life is Wagtail's."""

from employers.models import Employer, JoinRequest, Session
from employers.permissions import (
    acts_for_employer,
    employer_or_region,
    is_region_coordinator,
    owner_or_region,
    owns_employer,
)
from portal.core.workflow import Workflow

E, J, S = Employer.State, JoinRequest.State, Session.State

EMPLOYER_WORKFLOW = Workflow(
    # transition  from                       to           who
    ("verify", {E.APPLIED}, E.VERIFIED, is_region_coordinator),
    ("refuse", {E.APPLIED}, E.REFUSED, is_region_coordinator),
    ("apply_again", {E.REFUSED}, E.APPLIED, owns_employer),
    ("suspend", {E.VERIFIED}, E.SUSPENDED, is_region_coordinator),
    ("restore", {E.SUSPENDED}, E.VERIFIED, is_region_coordinator),
    ("leave", {E.APPLIED, E.VERIFIED, E.REFUSED, E.SUSPENDED}, E.LEFT, employer_or_region),
)

JOIN_WORKFLOW = Workflow(
    ("approve", {J.ASKED}, J.APPROVED, owner_or_region),
    ("decline", {J.ASKED}, J.DECLINED, owner_or_region),
)

SESSION_WORKFLOW = Workflow(
    ("cancel", {S.OPEN}, S.CANCELLED, employer_or_region),
    ("finish", {S.OPEN}, S.DONE, acts_for_employer),
)
