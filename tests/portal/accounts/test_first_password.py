"""Somebody who got a role chooses a password by mail, however the address was typed."""

import re

import pytest
from django.urls import reverse

from portal.accounts.models import User

PASSWORD = "Lang-genoeg-77"
LINK = re.compile(r"https?://[^/]+(/accounts/password/reset/key/\S+)")


@pytest.mark.parametrize("typed", ["Sanne.Vos@Waard.example", "sanne.vos@waard.example"])
def test_a_new_colleague_chooses_a_password_and_signs_in(client, mailoutbox, typed):
    user = User.objects.create_user(email="Sanne.Vos@waard.example")

    client.post(reverse("account_reset_password"), {"email": typed})
    page = client.get(LINK.search(mailoutbox[0].body)[1], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)
    assert mailoutbox[0].subject == "Kies een nieuw wachtwoord voor Praktijkplein"


def test_an_address_that_nobody_has_is_told_so_by_mail_only(client, mailoutbox):
    page = reverse("account_reset_password")
    User.objects.create_user(email="sanne.vos@waard.example")

    known = client.post(page, {"email": "sanne.vos@waard.example"})
    unknown = client.post(page, {"email": "niemand@waard.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "niemand@waard.example" in mailoutbox[1].body
    assert "signup" not in mailoutbox[1].body


def test_people_without_an_address_have_none():
    first, second = User.objects.create_user(), User.objects.create_user(email="")
    first.clean()

    assert (first.email, second.email) == (None, None)
