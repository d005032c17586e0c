"""The life of an employer, of a request to join it, and of a date. An offer's life is Wagtail's."""

from employers.models import Employer, EmployerImport, JoinRequest, Session
from employers.permissions import (
    acts_for_employer,
    employer_or_region,
    is_region_coordinator,
    owner_or_region,
    owns_employer,
    portal_itself,
)
from portal.core.workflow import Workflow

E, J, S = Employer.State, JoinRequest.State, Session.State
Run = EmployerImport.State

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

EMPLOYER_IMPORT_WORKFLOW = Workflow(
    ("start", {Run.UPLOADED, Run.READY}, Run.READING, is_region_coordinator),
    ("show", {Run.READING}, Run.READY, portal_itself),
    ("apply", {Run.READY}, Run.APPLYING, is_region_coordinator),
    ("finish", {Run.APPLYING}, Run.APPLIED, portal_itself),
    ("cancel", {Run.UPLOADED, Run.READING, Run.READY}, Run.CANCELLED, is_region_coordinator),
    ("fail", {Run.READING, Run.APPLYING}, Run.FAILED, portal_itself),
)

SESSION_WORKFLOW = Workflow(
    ("cancel", {S.OPEN}, S.CANCELLED, employer_or_region),
    ("finish", {S.OPEN}, S.DONE, acts_for_employer),
)
