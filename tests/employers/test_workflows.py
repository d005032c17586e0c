"""The whole tables, both ways: what is allowed works and everything else does not."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from employers.models import Employer, Session
from employers.services.employer_imports import EMPLOYER_IMPORT_SERVICES
from employers.services.employers import EMPLOYER_SERVICES
from employers.services.joining import JOIN_SERVICES
from employers.services.sessions import SESSION_SERVICES
from employers.workflow import (
    EMPLOYER_IMPORT_WORKFLOW,
    EMPLOYER_WORKFLOW,
    JOIN_WORKFLOW,
    SESSION_WORKFLOW,
)
from portal.core.workflow import TransitionNotAllowed
from tests.factories import EmployerFactory, EmployerMembershipFactory, SessionFactory

E, S = Employer.State, Session.State
EMPLOYER_ALLOWED = {
    ("verify", E.APPLIED): E.VERIFIED,
    ("refuse", E.APPLIED): E.REFUSED,
    ("apply_again", E.REFUSED): E.APPLIED,
    ("suspend", E.VERIFIED): E.SUSPENDED,
    ("restore", E.SUSPENDED): E.VERIFIED,
    ("leave", E.APPLIED): E.LEFT,
    ("leave", E.VERIFIED): E.LEFT,
    ("leave", E.SUSPENDED): E.LEFT,
    ("leave", E.REFUSED): E.LEFT,
}
SESSION_ALLOWED = {("cancel", S.OPEN): S.CANCELLED, ("finish", S.OPEN): S.DONE}


def check(workflow, obj, name, target, by):
    if target:
        workflow.apply(name, obj, by=by)
        assert type(obj).objects.get(pk=obj.pk).state == target
    else:
        with pytest.raises(TransitionNotAllowed):
            workflow.apply(name, obj, by=by)


@pytest.mark.parametrize(("name", "state"), itertools.product(EMPLOYER_WORKFLOW.transitions, E))
def test_employer_workflow(name, state, region_coordinator):
    employer = EmployerFactory(state=state)
    owner = EmployerMembershipFactory(employer=employer).user
    by = owner if name == "apply_again" else region_coordinator

    check(EMPLOYER_WORKFLOW, employer, name, EMPLOYER_ALLOWED.get((name, state)), by)


@pytest.mark.parametrize(("name", "state"), itertools.product(SESSION_WORKFLOW.transitions, S))
def test_session_workflow(name, state, live, employer_user):
    session = SessionFactory(offer=live, state=state)

    check(SESSION_WORKFLOW, session, name, SESSION_ALLOWED.get((name, state)), employer_user)


@pytest.mark.parametrize("name", ["verify", "refuse", "suspend", "restore"])
def test_only_the_region_decides_about_an_employer(name, employer, employer_user, region_editor):
    for user in (employer_user, region_editor):
        with pytest.raises(PermissionDenied):
            EMPLOYER_WORKFLOW.apply(name, employer, by=user)


def test_every_transition_has_a_service():
    assert set(EMPLOYER_SERVICES) == set(EMPLOYER_WORKFLOW.transitions)
    assert set(JOIN_SERVICES) == set(JOIN_WORKFLOW.transitions)
    assert set(EMPLOYER_IMPORT_SERVICES) == set(EMPLOYER_IMPORT_WORKFLOW.transitions)
    assert set(SESSION_SERVICES) == set(SESSION_WORKFLOW.transitions)
