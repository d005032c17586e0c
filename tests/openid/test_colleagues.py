"""Colleagues: the team decides, never what the provider says."""

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from portal.accounts.models import User
from schools.models import FederatedIdentity, SchoolInvitation, SchoolMembership
from tests.factories import (
    EmployerMembershipFactory,
    LocationFactory,
    RegionMembershipFactory,
    SchoolMembershipFactory,
)
from tests.openid.journey import make_sign_in, sign_in, signed_in
from tests.openid.people import pupil_claims, staff_claims


def test_colleague_is_found_by_verified_mail(client, school, provider, own, mentor):
    provider.person = staff_claims(mentor, email=mentor.email.upper())

    sign_in(client, school)

    assert signed_in(client) == mentor.pk
    identity = FederatedIdentity.objects.get()
    assert (identity.user, identity.subject) == (mentor, "s-2")


@pytest.mark.parametrize("said", [False, None, "false", ""])
def test_mail_that_was_not_verified_proves_nothing(client, school, provider, own, mentor, said):
    provider.person = staff_claims(mentor, email_verified=said)

    page = sign_in(client, school)

    assert "e-mailadres is gecontroleerd" in page.text
    assert signed_in(client) is None


def test_affiliation_gives_no_role(client, school, provider, own):
    provider.person = staff_claims(User(email="nieuw@school.example"))

    page = sign_in(client, school)

    assert "nog geen rol" in page.text
    assert signed_in(client) is None
    assert User.objects.filter(email="nieuw@school.example").exists() is False


def test_pupil_cannot_become_a_colleague_by_the_mail_address(
    client, school, provider, own, coordinator
):
    provider.person = pupil_claims(email=coordinator.email, email_verified=True)

    assert sign_in(client, school).status_code == 403
    assert signed_in(client) is None


def test_number_of_a_colleague_is_not_that_of_a_pupil(client, school, provider, student):
    """Without a word on what the person is, a number proves nothing."""
    make_sign_in(school, provider, number_claim="number")
    provider.person = {"sub": "s-3", "number": student.source_key}

    assert sign_in(client, school).status_code == 403
    assert signed_in(client) is None


def test_colleague_of_another_school_stays_out(client, school, provider, own, other_mentor):
    provider.person = staff_claims(other_mentor)

    assert "nog geen rol" in sign_in(client, school).text
    assert signed_in(client) is None


def test_role_that_was_taken_away_closes_the_door(client, school, provider, own, mentor):
    provider.person = staff_claims(mentor)
    sign_in(client, school)
    client.logout()
    SchoolMembership.objects.filter(user=mentor).delete()

    assert "nog geen rol" in sign_in(client, school).text
    assert signed_in(client) is None


def invite(school, email, **more):
    later = timezone.now() + timezone.timedelta(days=3)
    return SchoolInvitation.objects.create(
        school=school, email=email, roles=["mentor"], expires_at=later, **more
    )


def test_invited_colleague_gets_an_account_and_the_role(client, school, provider, own, coordinator):
    invitation = invite(school, "nieuw@school.example", invited_by=coordinator)
    person = User(email="Nieuw@school.example")
    provider.person = staff_claims(person, given_name="Noor", family_name="Smit")

    sign_in(client, school)

    user = User.objects.get(email="nieuw@school.example")
    invitation.refresh_from_db()
    assert signed_in(client) == user.pk
    assert user.get_full_name() == "Noor Smit"
    assert invitation.accepted_at is not None
    assert [row.role for row in user.schools_memberships.all()] == ["mentor"]


def test_invitation_past_its_day_lets_nobody_in(client, school, provider, own, coordinator):
    invitation = invite(school, "nieuw@school.example", invited_by=coordinator)
    SchoolInvitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    provider.person = staff_claims(User(email="nieuw@school.example"))

    assert "nog geen rol" in sign_in(client, school).text


def test_invitation_does_not_open_an_account_of_somewhere_else(
    client, school, provider, own, coordinator, employer_user
):
    """Else a school could invite anybody, and come in as that person."""
    invite(school, employer_user.email, invited_by=coordinator)
    provider.person = staff_claims(employer_user)

    page = sign_in(client, school)

    assert "uitnodiging" in page.text
    assert signed_in(client) is None


@pytest.mark.parametrize("where", ["region", "employer", "school"])
def test_who_works_elsewhere_gives_an_own_second_step(
    client, school, provider, own, mentor, other_school, where
):
    """A school's provider may speak for its own school only."""
    if where == "region":
        RegionMembershipFactory(user=mentor)
    elif where == "employer":
        EmployerMembershipFactory(user=mentor)
    else:
        SchoolMembershipFactory(user=mentor, school=other_school)
    provider.person = staff_claims(mentor, amr=["pwd", "mfa"])
    refused = sign_in(client, school)
    assert "meer dan één plek" in refused.text
    Authenticator.objects.create(user=mentor, type=Authenticator.Type.TOTP, data={"secret": "x"})

    page = sign_in(client, school)

    assert page.url.startswith("/accounts/2fa/authenticate/")
    assert signed_in(client) is None


def test_own_second_step_is_asked_unless_the_provider_asked_one(
    client, school, provider, own, mentor
):
    Authenticator.objects.create(user=mentor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    provider.person = staff_claims(mentor, amr=["pwd"])
    assert sign_in(client, school).url.startswith("/accounts/2fa/authenticate/")
    provider.person = staff_claims(mentor, amr=["pwd", "otp"])

    sign_in(client, school)

    assert signed_in(client) == mentor.pk


def test_second_step_of_the_provider_spares_the_set_up(
    client, school, provider, own, mentor, settings
):
    settings.STAFF_SECOND_STEP_REQUIRED = True
    school.second_step_required = True
    school.save()
    provider.person = staff_claims(mentor, amr="mfa")
    sign_in(client, school)
    assert client.get("/mijn/").status_code == 200
    client.logout()
    provider.person = staff_claims(mentor)

    sign_in(client, school)

    assert client.get("/mijn/").url == "/accounts/2fa/totp/activate/"


def test_linked_colleague_cannot_be_taken_over_by_another_subject(
    client, school, provider, own, mentor
):
    provider.person = staff_claims(mentor)
    sign_in(client, school)
    client.logout()
    provider.person = staff_claims(mentor, sub="een-ander")

    page = sign_in(client, school)

    assert "los te koppelen" in page.text
    assert signed_in(client) is None


def test_colleague_of_several_buildings_is_asked_once(client, provider, entree, school, mentor):
    first, second = (
        LocationFactory(school=school, brin6=f"{school.brin}0{n}", name=f"Gebouw {n}")
        for n in (1, 2)
    )
    provider.person = staff_claims(mentor, nlEduPersonHomeOrganizationId=school.brin)
    page = sign_in(client)
    assert page.url == "/inloggen/locatie/"
    assert "Gebouw 2" in client.get(page.url).text
    assert client.post(page.url, {"location": "x"}).status_code == 404

    client.post(page.url, {"location": second.pk})
    client.logout()
    again = sign_in(client)

    assert again.url == "/mijn/"
    assert FederatedIdentity.objects.get().location == second
    assert first != second


def test_six_characters_say_the_building(client, provider, entree, school, mentor):
    locations = [LocationFactory(school=school, brin6=f"{school.brin}0{n}") for n in (1, 2)]
    provider.person = staff_claims(mentor, nlEduPersonHomeOrganizationId=f"{school.brin}02")

    assert sign_in(client).url == "/mijn/"
    assert FederatedIdentity.objects.get().location == locations[1]
