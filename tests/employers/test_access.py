"""Who gets into an employer's pages: its own people and the regional coordinator."""

import pytest
from django.urls import reverse

from tests.factories import SessionFactory

GET, POST = "get", "post"
OF_AN_OFFER = [
    ("offer-detail", GET),
    ("offer-edit", GET),
    ("offer-preview", GET),
    ("offer-submit", POST),
    ("offer-recall", POST),
    ("offer-copy", POST),
    ("offer-withdraw", POST),
    ("session-new", GET),
]
OF_A_SESSION = [("session-edit", GET), ("session-cancel", POST), ("session-finish", POST)]


@pytest.fixture
def addresses(live, worksite):
    session = SessionFactory(offer=live)
    return [
        *((reverse(f"employers:{name}", args=[live.pk]), how) for name, how in OF_AN_OFFER),
        *((reverse(f"employers:{name}", args=[session.pk]), how) for name, how in OF_A_SESSION),
        (reverse("employers:worksite-edit", args=[worksite.pk]), GET),
        (reverse("employers:employer-edit", args=[live.employer.slug]), GET),
    ]


def answers(client, addresses):
    return {getattr(client, how)(address).status_code for address, how in addresses}


def test_another_employer_finds_nothing(client, addresses, other_employer_user):
    client.force_login(other_employer_user)

    assert answers(client, addresses) == {404}


@pytest.mark.parametrize(
    "who", ["coordinator", "mentor", "student", "region_editor"], ids=lambda who: who
)
def test_people_without_an_employer_are_refused(client, addresses, who, request):
    person = request.getfixturevalue(who)
    client.force_login(person.user if who == "student" else person)

    everything = [
        *addresses,
        (reverse("employers:offer-list"), GET),
        (reverse("employers:offer-new"), GET),
        (reverse("employers:worksite-list"), GET),
        (reverse("employers:worksite-new"), GET),
    ]
    assert answers(client, everything) == {403}


def test_anonymous_signs_in_first(client, addresses):
    assert answers(client, addresses) == {302}


def test_the_regional_coordinator_gets_in(client, addresses, region_coordinator):
    client.force_login(region_coordinator)

    assert answers(client, [pair for pair in addresses if pair[1] == GET]) == {200}


@pytest.mark.parametrize("name", [name for name, how in OF_AN_OFFER if how == POST])
def test_a_link_never_changes_anything(client, live, employer_user, name):
    client.force_login(employer_user)

    assert client.get(reverse(f"employers:{name}", args=[live.pk])).status_code == 405
