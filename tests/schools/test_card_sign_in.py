"""A pupil comes in with a card; a lost, foreign or guessed card does not."""

import pytest
from django.urls import reverse

from schools.models import LoginCard, Student
from schools.services.login_cards import code_of, issue_cards_for_group, revoke_card, token_of
from tests.factories import GroupFactory, StudentFactory

CODE = "/inloggen/kaart/"


def make_card(group):
    student = StudentFactory(base_group=group)
    issue_cards_for_group(group, by=None)
    return LoginCard.objects.select_related("student__user").get(student=student)


@pytest.fixture
def card(group):
    return make_card(group)


@pytest.fixture
def foreign_card(other_school):
    return make_card(GroupFactory(school=other_school))


def signed_in(client):
    return int(client.session.get("_auth_user_id", 0)) or None


def qr(card):
    return reverse("accounts:card-qr", args=[token_of(card)])


def klas(school):
    return reverse("accounts:class-device", args=[school.slug])


def test_pupil_signs_in_with_the_words(client, card):
    page = client.post(CODE, {"code": code_of(card).replace("-", " ").title()})

    card.refresh_from_db()
    assert signed_in(client) == card.student.user_id
    assert page.url == reverse("home:desk")
    assert card.last_used_at is not None


def test_looking_at_the_qr_address_does_not_sign_in(client, card):
    page = client.get(qr(card))

    assert page.status_code == 200
    assert signed_in(client) is None
    assert card.student.given_name not in page.text
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_pupil_signs_in_with_the_qr_code(client, card):
    client.post(qr(card))

    assert signed_in(client) == card.student.user_id


def test_wrong_words_give_a_message(client, card):
    page = client.post(CODE, {"code": "aap aap aap 10"})

    assert page.context["form"].errors["code"]
    assert signed_in(client) is None


def test_no_words_give_a_message(client):
    assert client.post(CODE, {"code": ""}).context["form"].errors["code"]


def test_blocked_card_is_refused_both_ways(client, card, coordinator):
    address, code = qr(card), code_of(card)
    revoke_card(card.student, by=coordinator)

    by_qr = client.post(address)
    by_words = client.post(CODE, {"code": code})

    assert by_qr.status_code == 403
    assert "werkt niet meer" in by_qr.text
    assert "werkt niet meer" in by_words.text
    assert signed_in(client) is None


@pytest.mark.parametrize("status", [Student.Status.LEFT, Student.Status.PROPOSED_LEAVER])
def test_pupil_who_left_cannot_come_in(client, card, status):
    Student.objects.update(status=status)

    assert client.post(qr(card)).status_code == 403
    assert signed_in(client) is None


def test_altered_qr_address_is_refused(client, card):
    page = client.get(qr(card)[:-3] + "xy/")

    assert page.status_code == 403


def test_class_device_refuses_a_card_of_another_school(client, school, card, foreign_card):
    client.get(klas(school))

    by_words = client.post(klas(school), {"code": code_of(foreign_card)})
    by_qr = client.post(qr(foreign_card))

    assert "andere school" in by_words.text
    assert by_qr.status_code == 403
    assert signed_in(client) is None


def test_class_device_takes_its_own_pupils_one_after_another(client, school, card, group):
    second = make_card(group)
    client.post(klas(school), {"code": code_of(card)})
    first_in = signed_in(client)

    done = client.post(reverse("accounts:card-done"))
    client.post(done.url, {"code": code_of(second)})

    assert first_in == card.student.user_id
    assert done.url == klas(school)
    assert signed_in(client) == second.student.user_id


def test_class_device_signs_out_who_walked_away(client, school, card, settings):
    client.post(klas(school), {"code": code_of(card)})
    page = client.get(klas(school))
    assert page.headers["Refresh"].endswith(klas(school))
    session = client.session
    session["class_seen"] = 1
    session.save()

    page = client.get(klas(school))

    assert page.url == klas(school)
    assert signed_in(client) is None


def test_own_device_is_not_signed_out_by_itself(client, card):
    client.post(CODE, {"code": code_of(card)})

    assert "Refresh" not in client.get(CODE).headers


def test_done_on_an_own_phone_goes_to_the_card_page(client, card):
    client.post(CODE, {"code": code_of(card)})

    assert client.post(reverse("accounts:card-done")).url == CODE
    assert signed_in(client) is None


def test_class_device_of_an_unknown_school_is_not_found(client):
    assert client.get("/inloggen/klas/bestaat-niet/").status_code == 404


def test_guessing_is_stopped_but_the_qr_code_still_works(client, card):
    for _number in range(30):
        assert client.post(CODE, {"code": "aap aap aap 10"}).status_code == 200

    stopped = client.post(CODE, {"code": code_of(card)})
    client.post(qr(card))

    assert stopped.status_code == 429
    assert "vijf minuten" in stopped.text
    assert signed_in(client) == card.student.user_id


def test_right_words_are_no_guesses(client, card):
    for _number in range(35):
        assert client.post(CODE, {"code": code_of(card)}).status_code == 302


def test_card_replaces_who_was_signed_in(client, coordinator, card):
    client.force_login(coordinator)

    page = client.get(qr(card))
    client.post(qr(card))

    assert page.context["someone"]
    assert signed_in(client) == card.student.user_id


def test_page_of_the_qr_code_lets_the_browser_say_where_it_comes_from(client, card):
    """Without a referrer browsers send "Origin: null", and then the button is refused."""
    assert "no-referrer" not in client.get(qr(card)).text
