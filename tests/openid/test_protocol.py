"""What a provider, or somebody in between, may do wrong: nobody gets in on it, and no 500."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.openid.errors import OpenIdError, ProviderDown
from portal.accounts.openid.fetch import get_json, require_address
from tests.openid.journey import at_provider, leave, make_sign_in, sign_in, signed_in


@pytest.fixture(autouse=True)
def _pupil(student, school, provider):
    student.source_key = "20071"
    student.save()
    provider.person = {
        "sub": "abc@school",
        "eduPersonAffiliation": "student",
        "nlEduPersonProfileId": "20071@1.school.example",
    }
    make_sign_in(school, provider)


def test_whole_way_signs_in(client, school, student):
    page = sign_in(client, school)

    assert page.status_code == 302
    assert page.url == "/mijn/"
    assert signed_in(client) == student.user_id


def test_secret_in_the_body_when_the_provider_wants_it_so(client, school, student, provider):
    provider.basic_auth = False

    sign_in(client, school)

    assert signed_in(client) == student.user_id


def test_browser_leaves_with_state_nonce_and_challenge(client, school, settings):
    address = leave(client, school).url

    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{settings.SITE_URL}/inloggen/school/{school.slug}/terug/"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert "prompt" not in asked


@pytest.mark.parametrize(
    "wrong",
    [
        "issuer",
        "audience",
        "two_audiences",
        "expired",
        "nonce",
        "no_nonce",
        "no_signature",
        "own_secret",
        "signature",
        "unknown_key",
        "subject",
        "at_hash",
        "mix_up",
        "no_id_token",
    ],
)
def test_wrong_answer_lets_nobody_in(client, school, provider, wrong):
    provider.wrong = wrong

    page = sign_in(client, school)

    assert page.status_code == 403
    assert "klopt niet" in page.text
    assert signed_in(client) is None


@pytest.mark.parametrize("wrong", ["down", "nonsense", "endless"])
def test_provider_that_is_down_gives_a_message(client, school, provider, wrong):
    provider.wrong = wrong

    page = leave(client, school)

    assert page.status_code == 503
    assert "geeft nu geen antwoord" in page.text


def test_provider_that_goes_down_halfway_gives_a_message(client, school, provider):
    provider.wrong = "token_down"

    assert sign_in(client, school).status_code == 503
    assert signed_in(client) is None


def test_provider_that_is_gone_gives_a_message(client, school, provider):
    provider.server.server_close()

    assert leave(client, school).status_code == 503


def test_description_of_another_issuer_is_refused(client, school, provider):
    provider.wrong = "discovery"

    assert leave(client, school).status_code == 403


def test_cancelling_at_the_provider_is_no_error(client, school, provider):
    provider.wrong = "cancelled"

    page = sign_in(client, school)

    assert page.status_code == 403
    assert "gestopt" in page.text


def test_answer_works_once(client, school, student):
    back = at_provider(leave(client, school).url)
    client.get(back)
    client.logout()

    again = client.get(back)

    assert again.status_code == 400
    assert signed_in(client) is None


def test_answer_of_another_browser_is_refused(client, school):
    """Else somebody could be signed in, without knowing it, as who sent the link."""
    back = at_provider(leave(client, school).url)
    victim = Client()

    assert victim.get(back).status_code == 400
    assert signed_in(victim) is None


def test_altered_state_is_refused(client, school):
    back = at_provider(leave(client, school).url)

    assert client.get(back.replace("state=", "state=x")).status_code == 400
    assert signed_in(client) is None


def test_answer_after_ten_minutes_is_refused(client, school):
    back = at_provider(leave(client, school).url)
    session = client.session
    session["openid_attempts"] = [
        {**row, "since": row["since"] - 601} for row in session["openid_attempts"]
    ]
    session.save()

    assert client.get(back).status_code == 400


def test_answer_at_the_address_of_another_provider_is_refused(
    client, school, other_school, provider
):
    make_sign_in(other_school, provider)
    back = at_provider(leave(client, school).url)

    page = client.get(back.replace(f"/{school.slug}/", f"/{other_school.slug}/"))

    assert page.status_code == 400
    assert signed_in(client) is None


def test_made_up_code_is_refused(client, school):
    back = at_provider(leave(client, school).url)

    page = client.get(back.replace("code=", "code=x"))

    assert page.status_code == 403


def test_return_without_anything_is_refused(client, school):
    assert client.get(f"/inloggen/school/{school.slug}/terug/").status_code == 400


def test_two_tabs_both_come_back(client, school, student):
    first, second = (at_provider(leave(client, school).url) for _number in range(2))

    assert client.get(second).status_code == 302
    client.logout()
    assert client.get(first).status_code == 400
    assert client.get(at_provider(leave(client, school).url)).status_code == 302


def test_new_key_of_the_provider_is_fetched(client, school, student, provider):
    provider.wrong = "unknown_key"
    sign_in(client, school)
    provider.wrong = ""

    cache.clear()
    sign_in(client, school)

    assert signed_in(client) == student.user_id


def test_only_own_pages_are_gone_to_afterwards(client, school):
    assert sign_in(client, school, "?next=/mijn/wensen/").url == "/mijn/wensen/"
    client.logout()
    assert sign_in(client, school, "?next=https://kwaad.example/").url == "/mijn/"
    client.logout()
    assert sign_in(client, school, "?next=//kwaad.example/").url == "/mijn/"


def test_unknown_school_is_not_found(client):
    assert client.get("/inloggen/school/bestaat-niet/naar/").status_code == 404
    assert client.get("/inloggen/school/bestaat-niet/terug/").status_code == 404
    assert client.get("/inloggen/entree/").status_code == 404
    assert client.get("/inloggen/entree/terug/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "http://school.example",
        "https://school.example:8443",
        "https://",
        "file:///etc/passwd",
        "https://user:pw@school.example",
        "https://[half",
        "ftp://school.example",
        "school.example",
    ],
)
def test_only_https_on_the_usual_port_is_called(address):
    with pytest.raises(OpenIdError):
        require_address(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.0.0.7", "169.254.169.254", "[::1]"])
def test_own_network_is_never_called(settings, host):
    settings.OPENID_INSIDE_HOSTS = []

    with pytest.raises(OpenIdError) as error:
        get_json(f"https://{host}/.well-known/openid-configuration")

    assert error.value.code == "address"


def test_host_that_does_not_exist_is_down(settings, monkeypatch):
    def unknown(*_args, **_more):
        raise OSError

    monkeypatch.setattr("socket.getaddrinfo", unknown)

    with pytest.raises(ProviderDown):
        get_json("https://bestaat-niet.example/")
