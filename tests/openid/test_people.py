"""Who is let in, as whom: the roster and the team decide, never what the provider says."""

import pytest

from portal.accounts.models import User
from schools.models import FederatedIdentity, Student
from schools.models.sign_in import ENTREE
from tests.factories import (
    StudentFactory,
)
from tests.openid.journey import make_sign_in, sign_in, signed_in
from tests.openid.people import ECK, pupil_claims, staff_claims


def test_pupil_is_found_by_eck_id(client, school, provider, own, group):
    student = StudentFactory(base_group=group, eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)

    sign_in(client, school)

    student.refresh_from_db()
    assert signed_in(client) == student.user_id
    assert student.user.email is None
    assert (student.user.first_name, student.user.last_name) == ("", "")
    assert student.user.has_usable_password() is False


def test_pupil_is_found_by_number_with_leading_zero(client, school, provider, own, group):
    student = StudentFactory(base_group=group, source_key="007123")
    provider.person = pupil_claims(nlEduPersonProfileId="007123@12.school.example")

    sign_in(client, school)

    student.refresh_from_db()
    assert signed_in(client) == student.user_id


def test_own_claim_may_hold_the_number(client, school, provider, group):
    make_sign_in(school, provider, number_claim="leerlingnummer")
    student = StudentFactory(base_group=group, source_key="4711")
    provider.person = pupil_claims(leerlingnummer=4711)

    sign_in(client, school)

    student.refresh_from_db()
    assert signed_in(client) == student.user_id


def test_pupil_is_remembered_by_subject(client, school, provider, own, group):
    student = StudentFactory(base_group=group, eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)
    sign_in(client, school)
    client.logout()
    provider.person = pupil_claims()

    sign_in(client, school)

    student.refresh_from_db()
    assert signed_in(client) == student.user_id
    assert FederatedIdentity.objects.count() == 1


def test_eck_id_counts_capitals(client, school, provider, own, group):
    StudentFactory(base_group=group, eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK.lower())

    page = sign_in(client, school)

    assert page.status_code == 403
    assert "niet op de lijst" in page.text
    assert User.objects.filter(email=None).count() == 0


def test_two_pupils_with_one_eck_id_are_neither(client, school, provider, own, group):
    StudentFactory.create_batch(2, base_group=group, eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)

    page = sign_in(client, school)

    assert "niet zeker wie je bent" in page.text
    assert signed_in(client) is None


def test_number_and_eck_id_of_two_pupils_are_neither(client, school, provider, own, group):
    StudentFactory(base_group=group, eck_id=ECK)
    StudentFactory(base_group=group, source_key="4711")
    provider.person = pupil_claims(eckId=ECK, nlEduPersonProfileId="4711@1.s.example")

    assert "niet zeker" in sign_in(client, school).text


def test_number_with_another_eck_id_is_refused(client, school, provider, own, group):
    StudentFactory(base_group=group, eck_id=ECK, source_key="4711")
    provider.person = pupil_claims(eckId=ECK + "x", nlEduPersonProfileId="4711@1.s.example")

    assert "niet zeker" in sign_in(client, school).text
    assert signed_in(client) is None


def test_pupil_of_another_school_with_the_same_number_stays_out(
    client, school, provider, own, other_student
):
    Student.objects.filter(pk=other_student.pk).update(source_key="4711", eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK, nlEduPersonProfileId="4711@1.s.example")

    assert "niet op de lijst" in sign_in(client, school).text
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "status", [Student.Status.LEFT, Student.Status.PROPOSED_LEAVER, Student.Status.AFTERCARE]
)
def test_pupil_who_left_stays_out_also_when_known(client, school, provider, own, group, status):
    student = StudentFactory(base_group=group, eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)
    sign_in(client, school)
    client.logout()
    Student.objects.filter(pk=student.pk).update(status=status)

    page = sign_in(client, school)

    assert page.status_code == 403
    assert "niet meer op de lijst" in page.text
    assert signed_in(client) is None


def test_blocked_pupil_stays_out(client, school, provider, own, student):
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    User.objects.filter(pk=student.user_id).update(is_active=False)
    provider.person = pupil_claims(eckId=ECK)

    assert "geblokkeerd" in sign_in(client, school).text
    assert signed_in(client) is None


def test_pupil_with_a_card_keeps_the_same_account(client, school, provider, own, student):
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)

    sign_in(client, school)

    assert signed_in(client) == student.user_id
    assert client.session["by_card"] is True


def test_new_subject_of_a_pupil_replaces_the_old_one(client, school, provider, own, student):
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)
    sign_in(client, school)
    client.logout()
    provider.person = pupil_claims(eckId=ECK, sub="s-9")

    sign_in(client, school)

    assert signed_in(client) == student.user_id
    assert [row.subject for row in FederatedIdentity.objects.all()] == ["s-9"]


def test_school_may_keep_pupils_or_staff_out(client, school, provider, student, coordinator):
    own = make_sign_in(school, provider, for_pupils=False)
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    provider.person = pupil_claims(eckId=ECK)
    assert "met een kaart" in sign_in(client, school).text
    own.for_pupils, own.for_staff = True, False
    own.save()
    provider.person = staff_claims(coordinator)

    assert "met een wachtwoord" in sign_in(client, school).text
    assert signed_in(client) is None


@pytest.mark.parametrize("said", ["{brin}", "{brin}03", "{lower} 03", " {lower}"])
def test_entree_finds_the_school_by_brin(client, provider, entree, school, student, said):
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    brin = said.format(brin=school.brin, lower=school.brin.lower())
    provider.person = pupil_claims(eckId=ECK, nlEduPersonHomeOrganizationId=brin)

    sign_in(client)

    assert signed_in(client) == student.user_id
    assert FederatedIdentity.objects.get().subject == "9f8e@school.example"


@pytest.mark.parametrize(
    ("said", "text"),
    [("", "vertelt niet welke"), ("geen", "vertelt niet"), ("99ZX", "nog niet mee")],
)
def test_entree_without_a_school_we_know(client, provider, entree, student, said, text):
    provider.person = pupil_claims(nlEduPersonHomeOrganizationId=said)

    page = sign_in(client)

    assert page.status_code == 403
    assert text in page.text


def test_entree_of_another_school_does_not_open_this_one(client, provider, school, other_school):
    make_sign_in(school, provider, kind=ENTREE)
    provider.person = pupil_claims(nlEduPersonHomeOrganizationId=other_school.brin)

    assert "andere school" in sign_in(client, school).text


def test_entree_without_uid_is_too_little(client, provider, entree, school):
    provider.person = {
        "sub": "s",
        "eduPersonAffiliation": "student",
        "nlEduPersonHomeOrganizationId": school.brin,
    }

    assert "te weinig" in sign_in(client).text


def test_class_device_asks_to_sign_in_anew(client, school, provider, own, student):
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    client.get(f"/inloggen/klas/{school.slug}/")
    provider.person = pupil_claims(eckId=ECK, auth_time=1)

    old = sign_in(client, school)

    assert provider.asked[-1]["prompt"] == "login"
    assert "iemand anders" in old.text
    assert signed_in(client) is None
    provider.person = pupil_claims(eckId=ECK)
    sign_in(client, school)
    assert signed_in(client) == student.user_id
    assert client.post("/inloggen/klaar/").url == f"/inloggen/klas/{school.slug}/"


def test_class_device_of_another_school_is_refused(client, school, provider, student, other_school):
    make_sign_in(school, provider)
    Student.objects.filter(pk=student.pk).update(eck_id=ECK)
    client.get(f"/inloggen/klas/{other_school.slug}/")
    provider.person = pupil_claims(eckId=ECK)

    assert "andere school" in sign_in(client, school).text
    assert signed_in(client) is None


def test_sign_in_that_is_off_is_not_found(client, school, provider):
    make_sign_in(school, provider, active=False)

    assert client.get(f"/inloggen/school/{school.slug}/naar/").status_code == 404
    assert "geen eigen inlog" in client.get(f"/inloggen/school/{school.slug}/").text


@pytest.mark.parametrize(
    "claims",
    [
        {"eckId": ["x" * 300], "nlEduPersonProfileId": {"a": 1}},
        {"eduPersonAffiliation": 7, "eckId": None, "amr": {"x": 1}},
        {"nlEduPersonHomeOrganizationId": ["11ZZ", "12ZZ"], "eckId": "a\x00b"},
        {"nlEduPersonProfileId": "@", "eduPersonAffiliation": [None, "student"]},
    ],
)
def test_strange_claims_are_refused_and_no_error(client, school, provider, own, claims):
    provider.person = {"sub": "s-1", **claims}

    assert sign_in(client, school).status_code == 403
    assert signed_in(client) is None
