"""What the packages for signing in offer, and we do not."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

PASSWORD = "Goed-wachtwoord-1"


def test_the_admin_has_no_sign_in_of_its_own(client):
    """Its form asks no second step and lets one guess for ever."""
    user = UserFactory(is_superuser=True, password=PASSWORD)

    page = client.get("/admin/login/", {"next": "/admin/reports/"})
    client.post("/admin/login/", {"username": user.email, "password": PASSWORD})

    assert page.url == "/accounts/login/?next=/admin/reports/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "mfa_activate_totp",
        "mfa_index",
    ],
)
def test_a_pupil_gets_no_password_and_no_second_step(client, student, name):
    client.force_login(student.user)

    assert client.get(reverse(name)).status_code == 403


def test_a_pupil_cannot_make_a_password_that_outlives_the_card(client, student):
    client.force_login(student.user)

    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})

    student.user.refresh_from_db()
    assert not student.user.has_usable_password()


def test_a_pupil_may_sign_out(client, student):
    client.force_login(student.user)

    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_no_browser_keeps_the_page_of_a_person(client, student):
    catalogue = reverse("placements:catalogue")
    assert "Cache-Control" not in client.get(catalogue).headers
    client.force_login(student.user)

    assert client.get(reverse("home:desk")).headers["Cache-Control"] == "private, no-store"
    assert client.get("/er-is-hier-niets/").headers["Cache-Control"] == "private, no-store"


def test_nobody_takes_an_address_of_somebody_else(client, coordinator):
    client.force_login(coordinator)

    response = client.post(
        reverse("account_email"), {"action_add": "", "email": "iemand@voorbeeld.example"}
    )

    assert response.status_code == 404
    assert not coordinator.emailaddress_set.exists()
