"""Whom to call is for who works at a school; never on a public page, never for pupils."""

import pytest

from tests.factories import EmployerMembershipFactory, OfferFactory


@pytest.fixture
def offer():
    person = EmployerMembershipFactory(user__last_name="Bellaard", mobile="06 12345678")
    return OfferFactory(employer=person.employer, contact=person)


def page_for(client, user, offer):
    if user:
        client.force_login(user)
    return client.get(offer.get_absolute_url()).text


def test_school_staff_see_whom_to_call(client, offer, coordinator, mentor):
    for user in (coordinator, mentor):
        assert "06 12345678" in page_for(client, user, offer)


def test_the_employer_and_the_region_see_it(client, offer, region_coordinator):
    for user in (offer.contact.user, region_coordinator):
        assert "Bellaard" in page_for(client, user, offer)


def test_nobody_else_sees_it(client, offer, student, other_employer_user):
    for user in (None, student.user, other_employer_user):
        text = page_for(client, user, offer)
        assert "Bellaard" not in text
        assert "06 12345678" not in text


def test_assignment_shows_its_question_and_agreements(client):
    offer = OfferFactory(
        kind="assignment", client_question="Kan dit lichter?", criteria="Sterk\nLicht", weeks=6
    )

    text = page_for(client, None, offer)

    assert "Kan dit lichter?" in text
    assert "<li>Licht</li>" in text
