import pytest
from django.urls import reverse

from portal.accounts import second_step
from portal.accounts.models import User
from portal.accounts.services import grant_region_role
from schools.models import School
from schools.permissions import school_ids
from tests.factories import SchoolFactory, SchoolMembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_SECOND_STEP_REQUIRED = True


def test_staff_set_up_a_second_step_first(client, coordinator):
    client.force_login(coordinator)

    response = client.get(reverse("home:desk"))

    assert response.url == reverse("mfa_activate_totp")
    assert client.get(response.url).status_code in (200, 302)


def test_the_admin_waits_for_the_second_step_too(client, region_coordinator):
    client.force_login(region_coordinator)

    assert client.get("/admin/").url == reverse("mfa_activate_totp")


def test_pupils_and_visitors_are_left_alone(client, student):
    assert client.get(reverse("placements:catalogue")).status_code == 200
    client.force_login(student.user)

    assert client.get(reverse("home:desk")).status_code == 200


def test_without_the_requirement_nobody_is_stopped(client, employer_user, settings):
    settings.STAFF_SECOND_STEP_REQUIRED = False
    client.force_login(employer_user)

    assert client.get(reverse("home:desk")).status_code == 200


def test_new_schools_ask_what_the_portal_asks(settings):
    strict = SchoolFactory()
    settings.STAFF_SECOND_STEP_REQUIRED = False

    assert (strict.second_step_required, SchoolFactory().second_step_required) == (True, False)


def test_a_school_that_does_not_ask_lets_its_staff_in(client, school, coordinator):
    School.objects.filter(pk=school.pk).update(second_step_required=False)
    client.force_login(coordinator)

    assert client.get(reverse("home:desk")).status_code == 200


def test_a_school_that_asks_is_obeyed_where_the_portal_does_not(
    client, school, coordinator, settings
):
    settings.STAFF_SECOND_STEP_REQUIRED = False
    client.force_login(coordinator)

    assert client.get(reverse("home:desk")).url == reverse("mfa_activate_totp")


def test_of_two_schools_the_strictest_counts(client, coordinator, settings):
    settings.STAFF_SECOND_STEP_REQUIRED = False
    SchoolMembershipFactory(user=coordinator, school=SchoolFactory())
    client.force_login(coordinator)

    assert client.get(reverse("home:desk")).url == reverse("mfa_activate_totp")


def test_who_works_for_the_region_too_is_judged_by_the_portal(client, school, coordinator):
    School.objects.filter(pk=school.pk).update(second_step_required=False)
    grant_region_role(coordinator, "editor")
    client.force_login(coordinator)

    assert client.get(reverse("home:desk")).url == reverse("mfa_activate_totp")


def test_asking_for_the_second_step_costs_no_query_of_its_own(
    coordinator, django_assert_num_queries
):
    with django_assert_num_queries(1):
        second_step.must_have(coordinator)
        school_ids(coordinator)


def test_nobody_signs_up_by_oneself(client):
    client.post(
        reverse("account_signup"),
        {"email": "nieuw@voorbeeld.example", "password1": "Lang-genoeg-1", "password2": "x"},
    )

    assert not User.objects.filter(email="nieuw@voorbeeld.example").exists()


def test_password_of_staff_is_kept_with_argon2(settings):
    from portal.settings import base

    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_wrong_passwords_are_slowed_down(client, settings):
    settings.STAFF_SECOND_STEP_REQUIRED = False
    user = UserFactory(password="Goed-wachtwoord-1")
    page = reverse("account_login")

    for _ in range(8):
        client.post(page, {"login": user.email, "password": "fout"})
    response = client.post(page, {"login": user.email, "password": "Goed-wachtwoord-1"})

    assert "_auth_user_id" not in client.session
    assert response.status_code in (200, 429)
