"""Being somebody of the demo: one click, and only where the demo is on."""

import pytest
from django.urls import reverse

from portal.demo.people import PERSONAS
from tests.factories import EmployerMembershipFactory, UserFactory

URL = "/demo/"


@pytest.fixture
def farmer():
    return EmployerMembershipFactory(user__email="joris.wiltink@voorbeeld.example").user


def test_sign_in_as_shows_who_there_is(client, farmer):
    response = client.get(URL)

    assert [card["persona"].code for card in response.context["cards"]] == ["bedrijf"]


def test_sign_in_as_without_a_region_says_what_to_do(client):
    assert "load_demo" in client.get(URL).text


def test_sign_in_as_signs_in(client, farmer):
    response = client.post(URL, {"wie": "bedrijf"})

    assert response.url == reverse("home:desk")
    assert client.session["_auth_user_id"] == str(farmer.pk)


def test_sign_in_as_somebody_else_leaves_nothing_of_the_one_before(client, farmer):
    client.force_login(UserFactory())
    session = client.session
    session["secret"] = "of the one before"
    session.save()

    client.post(URL, {"wie": "bedrijf"})

    assert "secret" not in client.session
    assert client.session["_auth_user_id"] == str(farmer.pk)


@pytest.mark.parametrize("who", ["", "directeur", "regio", "<script>"])
def test_sign_in_as_somebody_who_is_not_there(client, who):
    response = client.post(URL, {"wie": who}, follow=True)

    assert response.redirect_chain == [(URL, 302)]
    assert "_auth_user_id" not in client.session


def test_sign_in_as_is_not_there_when_the_demo_is_off(client, farmer, settings):
    settings.DEMO = False

    assert client.get(URL).status_code == 404
    assert client.post(URL, {"wie": "bedrijf"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_personas_have_codes_of_their_own():
    codes = [persona.code for persona in PERSONAS]

    assert sorted(set(codes)) == sorted(codes)
