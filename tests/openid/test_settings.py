"""The coordinator sets the school's sign-in up, tries it, and switches it on and off."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.sealing import unseal
from portal.audit.trail import entries_for
from portal.notifications.models import Notification
from schools.models import FederatedIdentity, SchoolSignIn
from schools.services.sign_ins import (
    NotTried,
    record_trial,
    set_up_sign_in,
    switch_sign_in,
    unlink_colleague,
)
from tests.openid.journey import at_provider, make_sign_in, sign_in, signed_in
from tests.openid.people import staff_claims
from tests.openid.provider import CLIENT_ID, CLIENT_SECRET

PAGE = "/school/inloggen/"


def filled_in(provider, **more):
    return {
        "kind": "plain",
        "issuer": provider.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "for_pupils": "on",
        "for_staff": "on",
        **more,
    }


def actions(school):
    return sorted(entry.action for entry in entries_for(school))


def test_from_nothing_to_switched_on(client, school, coordinator, provider):
    client.force_login(coordinator)
    provider.person = staff_claims(coordinator)
    client.post(PAGE, filled_in(provider))
    assert client.post(PAGE + "aan-of-uit/", {"on": "yes"}, follow=True).status_code == 200
    assert SchoolSignIn.objects.get().active is False

    trial = client.get(at_provider(client.get(PAGE + "proberen/").url))
    client.post(PAGE + "aan-of-uit/", {"on": "yes"})

    row = SchoolSignIn.objects.get()
    assert "Het werkt" in trial.text
    assert row.active is True
    assert unseal(row.sealed_secret) == CLIENT_SECRET
    assert signed_in(client) == coordinator.pk
    assert FederatedIdentity.objects.count() == 0
    assert actions(school) == [
        "schools.sign_in.set_up",
        "schools.sign_in.switch",
        "schools.sign_in.try",
    ]


def test_secret_is_sealed_and_never_shown(client, school, coordinator, provider):
    client.force_login(coordinator)

    client.post(PAGE, filled_in(provider))

    assert CLIENT_SECRET not in SchoolSignIn.objects.get().sealed_secret
    assert CLIENT_SECRET not in client.get(PAGE).text
    wrong = client.post(PAGE, filled_in(provider, issuer="http://ergens.example"))
    assert CLIENT_SECRET not in wrong.text


def test_old_key_of_the_portal_still_opens_the_secret(school, provider, settings):
    own = make_sign_in(school, provider)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een-nieuwe-sleutel-" + "1" * 40

    assert unseal(own.sealed_secret) == CLIENT_SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(own.sealed_secret) == ""


def test_trial_says_what_is_wrong(client, school, coordinator, provider):
    make_sign_in(school, provider, active=False)
    client.force_login(coordinator)
    provider.wrong = "audience"

    page = client.get(at_provider(client.get(PAGE + "proberen/").url))

    assert "Het werkt nog niet" in page.text
    assert "client-ID" in page.text
    assert SchoolSignIn.objects.get().tried_at is None
    assert signed_in(client) == coordinator.pk


def test_trial_of_a_wrong_school_fails(client, school, other_school, coordinator, provider):
    make_sign_in(school, provider, active=False, kind="entree")
    client.force_login(coordinator)
    provider.person = staff_claims(coordinator, nlEduPersonHomeOrganizationId=other_school.brin)

    page = client.get(at_provider(client.get(PAGE + "proberen/").url))

    assert "andere school" in page.text
    assert SchoolSignIn.objects.get().tried_at is None


def test_somebody_else_cannot_finish_the_trial(client, school, coordinator, mentor, provider):
    make_sign_in(school, provider, active=False)
    client.force_login(coordinator)
    back = at_provider(client.get(PAGE + "proberen/").url)
    session = client.session["openid_attempts"]
    client.force_login(mentor)
    store = client.session
    store["openid_attempts"] = session
    store.save()

    assert client.get(back).status_code == 403
    assert SchoolSignIn.objects.get().tried_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "http://school.example"),
        ("issuer", "https://school.example:99"),
        ("issuer", "school"),
        ("issuer", "https://[x"),
        ("client_id", ""),
        ("client_secret", ""),
        ("kind", "saml"),
        ("number_claim", "a b<c>"),
    ],
)
def test_wrong_settings_give_a_message(client, school, coordinator, provider, field, value):
    client.force_login(coordinator)

    page = client.post(PAGE, filled_in(provider, **{field: value}))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert SchoolSignIn.objects.count() == 0


def test_nobody_at_all_is_no_choice(client, school, coordinator, provider):
    client.force_login(coordinator)
    values = filled_in(provider)
    del values["for_pupils"], values["for_staff"]

    assert client.post(PAGE, values).context["form"].non_field_errors()


def test_other_provider_needs_its_secret_and_a_new_trial(client, school, coordinator, provider):
    own = make_sign_in(school, provider)
    client.force_login(coordinator)
    client.post(PAGE, filled_in(provider, client_secret="", for_staff=""))
    own.refresh_from_db()
    assert (own.active, unseal(own.sealed_secret)) == (True, CLIENT_SECRET)

    other = filled_in(provider, issuer="http://127.0.0.1:1", client_secret="")
    assert "client_secret" in client.post(PAGE, other).context["form"].errors
    client.post(PAGE, {**other, "client_secret": "nieuw"})

    own.refresh_from_db()
    assert (own.active, own.tried_at, own.issuer) == (False, None, "http://127.0.0.1:1")


def test_only_coordinators_may(school, mentor, other_coordinator, provider, coordinator):
    own = make_sign_in(school, provider, active=False)
    identity = FederatedIdentity.objects.create(user=mentor, issuer="x", subject="y")
    for user in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            set_up_sign_in(school, by=user, kind="plain", issuer="https://x", client_id="y")
        with pytest.raises(PermissionDenied):
            record_trial(own, by=user)
        with pytest.raises(PermissionDenied):
            switch_sign_in(own, True, by=user)
        with pytest.raises(PermissionDenied):
            unlink_colleague(school, identity, by=user)
    with pytest.raises(NotTried):
        switch_sign_in(own, True, by=coordinator)


def test_coordinator_unlinks_a_colleague(client, school, coordinator, mentor, provider):
    make_sign_in(school, provider)
    provider.person = staff_claims(mentor)
    sign_in(client, school)
    client.force_login(coordinator)
    identity = FederatedIdentity.objects.get()
    assert mentor.get_full_name() in client.get(PAGE).text

    client.post(f"{PAGE}{identity.pk}/loskoppelen/")

    assert FederatedIdentity.objects.count() == 0
    assert "schools.sign_in.unlink" in actions(school)


def test_account_of_another_school_is_not_found(client, coordinator, other_mentor):
    identity = FederatedIdentity.objects.create(user=other_mentor, issuer="x", subject="y")
    client.force_login(coordinator)

    assert client.post(f"{PAGE}{identity.pk}/loskoppelen/").status_code == 404


def test_search_finds_schools_with_a_sign_in(client, school, other_school, provider, settings):
    make_sign_in(school, provider)

    found = client.get("/inloggen/school/", {"q": "praktijkschool"}).context["found"]

    assert found == [school]
    settings.ENTREE_ISSUER, settings.ENTREE_CLIENT_ID = provider.issuer, "x"
    page = client.get("/inloggen/school/", {"q": "praktijkschool"})
    assert page.context["found"] == [school, other_school]
    assert "Entree" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_search_are_constant(
    client, number, provider, django_assert_num_queries, settings
):
    from tests.factories import SchoolFactory

    for _n in range(number):
        make_sign_in(SchoolFactory(name="De Zoekschool"), provider)

    with django_assert_num_queries(1):
        client.get("/inloggen/school/", {"q": "zoekschool"})


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_settings_are_constant(
    client, number, school, coordinator, provider, django_assert_num_queries
):
    from tests.factories import SchoolMembershipFactory

    make_sign_in(school, provider)
    for n in range(number):
        user = SchoolMembershipFactory(school=school, role="mentor").user
        FederatedIdentity.objects.create(user=user, issuer="x", subject=str(n))
    client.force_login(coordinator)
    client.get(PAGE)

    with django_assert_num_queries(9):
        client.get(PAGE)


def test_switching_on_tells_every_colleague_once_and_off_tells_nobody(
    school, coordinator, mentor, provider, student, other_mentor
):
    own = make_sign_in(school, provider)
    switch_sign_in(own, False, by=coordinator)
    record_trial(own, by=coordinator)

    switch_sign_in(own, True, by=coordinator)
    switch_sign_in(own, True, by=coordinator)

    told = [(note.recipient, note.kind) for note in Notification.objects.all()]
    assert told == [(mentor, "schools.sign_in_on")]
