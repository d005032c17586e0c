"""The people of the tests: one fixture for each role, at two schools and two employers."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from portal.reference.cached import forget_all
from schools.models import SchoolMembership
from tests.factories import (
    EmployerMembershipFactory,
    GroupFactory,
    RegionMembershipFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    SessionFactory,
    StudentFactory,
    UserFactory,
)

Role = SchoolMembership.Role


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Reference data is there in every test, also after a flush (live_server)."""
    from django.db import connection, connections

    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)
        mine = connections[connection.alias]
        # On the class too: the loop of Playwright has a connection of its own, which restores.
        mine._test_serialized_contents = connection.creation.serialize_db_to_string()
        type(mine)._test_serialized_contents = mine._test_serialized_contents


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    forget_all()


@pytest.fixture(autouse=True)
def _database(db):
    """Nearly every test needs the database; those of the solver switch this off themselves."""


@pytest.fixture(autouse=True)
def _same_days():
    """Dates count from the first day: what a test gets does not depend on the tests before it."""
    SessionFactory.reset_sequence(0, force=True)


@pytest.fixture
def school():
    return SchoolFactory(name="Praktijkschool De Waard")


@pytest.fixture
def other_school():
    return SchoolFactory(name="Praktijkschool Elders")


@pytest.fixture
def group(school):
    return GroupFactory(school=school, name="2P1")


def _staff(school, role):
    return SchoolMembershipFactory(school=school, role=role).user


@pytest.fixture
def coordinator(school):
    return _staff(school, Role.COORDINATOR)


@pytest.fixture
def other_coordinator(other_school):
    return _staff(other_school, Role.COORDINATOR)


@pytest.fixture
def mentor(school, group):
    user = _staff(school, Role.MENTOR)
    group.mentors.add(user)
    return user


@pytest.fixture
def other_mentor(other_school):
    user = _staff(other_school, Role.MENTOR)
    GroupFactory(school=other_school).mentors.add(user)
    return user


@pytest.fixture
def teacher(school, group):
    """A subject teacher of 2P1."""
    user = _staff(school, Role.SUBJECT_TEACHER)
    group.teachers.add(user)
    return user


@pytest.fixture
def supervisor(school):
    return _staff(school, Role.INTERNSHIP_SUPERVISOR)


@pytest.fixture
def coach(school, group):
    user = _staff(school, Role.COACH)
    group.mentors.add(user)
    return user


@pytest.fixture
def liaison(school):
    return _staff(school, Role.COMPANY_LIAISON)


@pytest.fixture
def support_coordinator(school):
    return _staff(school, Role.SUPPORT_COORDINATOR)


@pytest.fixture
def school_leader(school):
    return _staff(school, Role.SCHOOL_LEADER)


@pytest.fixture
def student(group):
    """A pupil of 2P1 who can sign in."""
    return StudentFactory(
        base_group=group, user=UserFactory(email=None, first_name="", last_name="")
    )


@pytest.fixture
def other_student(other_school):
    return StudentFactory(
        base_group=GroupFactory(school=other_school),
        user=UserFactory(email=None, first_name="", last_name=""),
    )


@pytest.fixture
def employer_user():
    return EmployerMembershipFactory().user


@pytest.fixture
def other_employer_user():
    return EmployerMembershipFactory().user


@pytest.fixture
def region_coordinator():
    return RegionMembershipFactory(role="coordinator").user


@pytest.fixture
def region_editor():
    return RegionMembershipFactory(role="editor").user
