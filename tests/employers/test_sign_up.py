"""A company signs up: nothing before the address is proved, and no company twice."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, EmployerInvitation, EmployerMembership, JoinRequest, SignUp
from employers.services.sign_up import confirm_sign_up, forget_old_sign_ups, free_slug, open_sign_up
from portal.accounts.models import User
from portal.notifications.models import Letter, Notification
from portal.organisations.links import (
    LinkExpired,
    LinkNotYours,
    LinkUnreadable,
    LinkUsed,
    token_for,
)
from portal.reference.models import Sector
from tests.factories import EmployerFactory, EmployerMembershipFactory, UserFactory

URL = "/bedrijf/aanmelden/"
PASSWORD = "drie woorden samen"


@pytest.fixture
def data():
    return {
        "first_name": "Bo",
        "last_name": "Bakker",
        "email": "Bo@Bakkerij.example",
        "name": "Bakkerij Bo",
        "kvk_number": "1234 5678",
        "place": "Molenveen",
        "sector": Sector.objects.order_by("order").first().pk,
        "size": "small",
        "sbi_code": "10.71",
        "sbi_version": "2008",
    }


def link_in(mail) -> str:
    return re.search(r"/bedrijf/(?:aanmelden|uitnodiging)/\S+", mail.body).group()


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    def send(data, url=URL):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data)

    return send


@pytest.fixture
def signed_up(post, data, mailoutbox):
    """The address of the link in the mail."""
    post({**data, "second_name": "Els", "second_email": "els@bakkerij.example"})
    return link_in(mailoutbox[0])


def test_sign_up_mails_a_link_and_makes_nothing_yet(signed_up, mailoutbox):
    sign_up = SignUp.objects.get()

    assert [mail.to for mail in mailoutbox] == [["bo@bakkerij.example"]]
    assert (sign_up.company["kvk_number"], sign_up.company["sbi_code"]) == ("12345678", "1071")
    assert (Employer.objects.count(), User.objects.count(), Letter.objects.count()) == (0, 0, 0)


def test_confirming_opens_an_account_and_a_company_that_waits(
    client, signed_up, post, region_coordinator, mailoutbox
):
    assert client.get(signed_up).status_code == 200
    answer = post({"password": PASSWORD}, signed_up)

    user, employer = User.objects.get(email="bo@bakkerij.example"), Employer.objects.get()
    assert answer.url == reverse("home:desk")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.get_full_name(), user.check_password(PASSWORD)) == ("Bo Bakker", True)
    assert (employer.name, employer.state, employer.place) == (
        "Bakkerij Bo",
        "applied",
        "Molenveen",
    )
    assert employer.memberships.get().role == EmployerMembership.Role.OWNER
    assert (
        Notification.objects.get(recipient=region_coordinator).kind == "employers.employer_applied"
    )
    invitation = EmployerInvitation.objects.get()
    assert (invitation.email, invitation.role) == ("els@bakkerij.example", "owner")
    assert sorted(mail.to[0] for mail in mailoutbox[1:]) == [
        "els@bakkerij.example",
        region_coordinator.email,
    ]
    assert SignUp.objects.get().email == ""


def test_link_is_used_once(client, signed_up, post):
    post({"password": PASSWORD}, signed_up)
    client.logout()

    again = client.get(signed_up)

    assert (again.status_code, Employer.objects.count()) == (410, 1)


def test_weak_password_is_refused_and_nothing_is_lost(signed_up, post):
    answer = post({"password": "kort"}, signed_up)

    assert (answer.status_code, User.objects.count(), Employer.objects.count()) == (422, 0, 0)


def test_address_with_an_account_gets_the_same_mail_and_signs_in_first(
    client, data, post, mailoutbox
):
    user = UserFactory(email="bo@bakkerij.example")

    answer = post(data)
    link = link_in(mailoutbox[0])
    page = client.get(link)

    assert answer.url == reverse("employers:sign-up-sent")
    assert f"/accounts/login/?next={link}" in page.content.decode()
    client.force_login(user)
    post({}, link)
    assert Employer.objects.get().memberships.get().user == user


def test_link_opened_by_somebody_else_does_nothing(client, signed_up, post):
    client.force_login(UserFactory(email="ander@voorbeeld.example"))

    page = client.get(signed_up)
    post({}, signed_up)

    assert "b…@bakkerij.example" in page.content.decode()
    assert "bo@bakkerij.example" not in page.content.decode()
    assert Employer.objects.count() == 0


@pytest.mark.parametrize("change", ["expired", "altered", "others"])
def test_confirm_refuses_a_link_that_is_not_right(signed_up, change):
    sign_up = SignUp.objects.get()
    token = token_for(sign_up)
    if change == "altered":
        with pytest.raises(LinkUnreadable):
            open_sign_up(token[:-2])
        return
    if change == "others":
        with pytest.raises(LinkNotYours):
            confirm_sign_up(sign_up, by=UserFactory())
        return
    SignUp.objects.update(expires_at=timezone.now())
    with pytest.raises(LinkExpired):
        open_sign_up(token)


def test_confirm_twice_at_once_makes_one_company(signed_up):
    sign_up = SignUp.objects.get()
    same = SignUp.objects.get()
    user = UserFactory(email=sign_up.email)

    confirm_sign_up(sign_up, by=user)
    with pytest.raises(LinkUsed):
        confirm_sign_up(same, by=user)

    assert Employer.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kvk_number", "1234567", "Een KvK-nummer heeft 8 cijfers. Dit nummer heeft er 7."),
        ("kvk_number", "123456789", "Een KvK-nummer heeft 8 cijfers. Dit nummer heeft er 9."),
        ("kvk_number", "1234567A", "Een KvK-nummer bestaat uit 8 cijfers, zonder letters."),
        ("kvk_number", "١٢٣٤٥٦٧٨", "Een KvK-nummer bestaat uit 8 cijfers, zonder letters."),
        (
            "establishment_number",
            "123",
            "Een vestigingsnummer heeft 12 cijfers. Dit nummer heeft er 3.",
        ),
        ("sbi_code", "1", "Een SBI-code heeft 2 tot 6 cijfers. Deze heeft er 1."),
        ("sbi_version", "", "Kies uit welke versie van SBI deze code komt."),
        (
            "second_email",
            "BO@bakkerij.example",
            "Dit is je eigen adres. Vul dat van een collega in.",
        ),
    ],
)
def test_number_that_is_not_right_says_what_is_wrong(post, data, field, value, message):
    answer = post({**data, field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert "Bakkerij Bo" in answer.content.decode()  # nothing was lost
    assert SignUp.objects.count() == 0


def test_company_that_looks_the_same_is_asked_about(post, data, mailoutbox):
    EmployerFactory(name="Bakkerij Boo B.V.", kvk_number="87654321", place="Elders")

    asked = post(data)
    post({**data, "same": "other"})

    assert asked.status_code == 422
    assert "Bakkerij Boo B.V. in Elders" in asked.content.decode()
    assert [mail.to for mail in mailoutbox] == [["bo@bakkerij.example"]]


def test_company_is_not_registered_twice(post, data):
    EmployerFactory(name="Bakkerij Bo", kvk_number="12345678")

    refused = post({**data, "same": "other"})
    branch = post({**data, "same": "other", "establishment_number": "0000 1234 5678"})

    assert list(refused.context["form"].errors) == ["same"]
    assert branch.status_code == 302


def test_asking_to_join_tells_the_owners_and_the_region(
    client, data, post, mailoutbox, region_coordinator
):
    owner = EmployerMembershipFactory(employer__kvk_number="12345678").user
    employer = Employer.objects.get()
    post({**data, "same": f"join-{employer.pk}"})
    mails = len(mailoutbox)

    post({"password": PASSWORD}, link_in(mailoutbox[0]))

    request = JoinRequest.objects.get()
    assert (request.employer, request.state) == (employer, "asked")
    assert Employer.objects.count() == 1
    told = {owner.email, region_coordinator.email}
    assert (mails, {mail.to[0] for mail in mailoutbox[1:]}) == (1, told)


def test_join_answer_must_be_one_of_those_offered(post, data):
    other = EmployerFactory(name="Heel Wat Anders", kvk_number="11112222")
    EmployerFactory(name="Bakkerij Bo", kvk_number="12345678")

    answer = post({**data, "same": f"join-{other.pk}"})

    assert list(answer.context["form"].errors) == ["same"]


def test_who_is_signed_in_registers_a_second_company_at_once(client, data, post, employer_user):
    client.force_login(employer_user)
    for name in ("first_name", "last_name", "email"):
        del data[name]

    answer = post(data)

    assert answer.url == reverse("home:desk-of", args=["bedrijf"])
    assert employer_user.employers_memberships.count() == 2


def test_pupils_sign_up_no_company(client, student):
    client.force_login(student.user)

    assert client.get(URL).status_code == 403


def test_many_mails_to_one_address_are_stopped(post, data, mailoutbox):
    answers = [post(data).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


def test_markup_in_a_name_is_shown_as_text(client, data, post, mailoutbox):
    post({**data, "name": "<script>alert(1)</script> BV"})

    page = client.get(link_in(mailoutbox[0])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_old_sign_ups_are_forgotten(signed_up):
    SignUp.objects.update(expires_at=timezone.now())
    forget_old_sign_ups()
    erased = SignUp.objects.get()
    assert (erased.email, erased.company, erased.second_email) == ("", {}, "")

    SignUp.objects.update(expires_at=timezone.now() - timedelta(days=31))
    forget_old_sign_ups()
    assert SignUp.objects.count() == 0


def test_free_slug_counts_on():
    EmployerFactory(slug="bakkerij-bo")
    EmployerFactory(slug="bakkerij-bo-2")

    assert free_slug("Bakkerij Bo") == "bakkerij-bo-3"
    assert free_slug("???") == "bedrijf"


def test_letter_that_cannot_leave_stays_for_the_sweep(post, data, monkeypatch, caplog):
    from portal.notifications import letters
    from portal.notifications.tasks import deliver_due

    def down(*args, **kwargs):
        raise OSError("bo@bakkerij.example")

    send = letters.send_mail
    monkeypatch.setattr(letters, "send_mail", down)
    post(data)
    assert (Letter.objects.get().attempts, "bakkerij" in caplog.text) == (1, False)

    monkeypatch.setattr(letters, "send_mail", send)
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=1))
    deliver_due()
    assert Letter.objects.count() == 0
