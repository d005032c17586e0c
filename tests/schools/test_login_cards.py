"""Cards: derived, found again, blocked; nothing that opens a door is stored."""

from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.models import User
from portal.audit import trail
from schools.models import LoginCard, Student
from schools.services.card_words import card_words, code_from, normal_code
from schools.services.login_cards import (
    card_by_code,
    card_by_token,
    cards_to_print,
    code_of,
    issue_cards_for_group,
    renew_card,
    revoke_card,
    token_of,
)
from schools.views.printed_cards import address_of, qr_of
from tests.factories import GroupFactory, StudentFactory


@pytest.fixture
def card(group, coordinator):
    student = StudentFactory(base_group=group)
    issue_cards_for_group(group, by=coordinator)
    return LoginCard.objects.select_related("student").get(student=student)


def distance(one, other):
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, against in enumerate(other, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (letter != against)))
        row = new
    return row[-1]


def test_card_words_are_256_short_and_clearly_different():
    words = card_words()

    assert len(set(words)) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)
    assert [pair for pair in combinations(words, 2) if distance(*pair) < 2] == []


def test_code_from_has_three_words_and_two_digits():
    assert code_from(bytes([0, 1, 255, 0, 0, 9])) == "aap-aardbei-zwaard-10"


@pytest.mark.parametrize(
    "typed", ["Aap aardbei ZWAARD 10", "aap-aardbei-zwaard-10", " aapaardbeizwaard10."]
)
def test_normal_code_forgives(typed):
    assert normal_code(typed) == "aapaardbeizwaard10"


def test_issue_cards_gives_each_pupil_a_way_in(group, coordinator):
    StudentFactory.create_batch(3, base_group=group)
    left = StudentFactory(base_group=group, status=Student.Status.LEFT)

    made = issue_cards_for_group(group, by=coordinator)
    again = issue_cards_for_group(group, by=coordinator)

    users = User.objects.filter(student__base_group=group)
    assert (made, again) == (3, 0)
    assert {(user.email, user.get_full_name(), user.has_usable_password()) for user in users} == {
        (None, "", False)
    }
    left.refresh_from_db()
    assert left.user is None
    assert [entry.action for entry in trail.entries_for(group)] == ["schools.card.issue"]


@pytest.mark.parametrize("size", [1, 20])
def test_issue_cards_asks_the_database_the_same_for_any_size(
    group, coordinator, size, django_assert_max_num_queries
):
    StudentFactory.create_batch(size, base_group=group)

    with django_assert_max_num_queries(16):
        issue_cards_for_group(group, by=coordinator)


def test_card_is_found_by_its_code_and_its_token(card):
    assert card_by_code(code_of(card).upper().replace("-", " ")) == card
    assert card_by_token(token_of(card)) == card


def test_card_is_not_found_by_another_text(card):
    number, proof = token_of(card).split(".")
    guesses = [f"{number}.", f"{number}.{proof[:-1]}A", f"{card.pk + 1}.{proof}", "x.y", "²", ""]

    assert [guess for guess in guesses if card_by_token(guess)] == []
    assert card_by_code("aap aap aap 10") is None


def test_nothing_that_opens_a_door_is_stored(card):
    stored = str(LoginCard.objects.values().get(pk=card.pk))

    assert code_of(card) not in stored
    assert normal_code(code_of(card)) not in stored
    assert token_of(card).split(".")[1] not in stored


def test_card_does_not_open_with_another_key(card, settings):
    token, code = token_of(card), code_of(card)

    settings.SECRET_KEY = "another-key-" + "1" * 50

    assert card_by_token(token) is None
    assert card_by_code(code) is None


def test_codes_that_happen_to_be_equal_are_made_again(card, group, coordinator, monkeypatch):
    StudentFactory(base_group=group)
    nonces = iter([card.nonce, "b" * 32])
    monkeypatch.setattr("schools.services.login_cards.new_nonce", lambda: next(nonces))

    issue_cards_for_group(group, by=coordinator)

    assert LoginCard.objects.values("code_digest").distinct().count() == 2


def test_renew_card_stops_the_old_one(card, coordinator):
    old = token_of(card)

    new = renew_card(card.student, by=coordinator)

    assert card_by_token(old).revoked_at is not None
    assert card_by_token(token_of(new)).revoked_at is None


def test_revoke_card_signs_the_pupil_out(client, card, coordinator):
    client.force_login(card.student.user)

    revoke_card(card.student, by=coordinator)

    assert client.get("/mijn/").status_code == 302
    assert not LoginCard.objects.valid().exists()


def test_cards_are_for_the_coordinator_and_the_own_mentor(group, card, mentor, teacher, school):
    other = GroupFactory(school=school)

    assert [shown.pk for shown in cards_to_print(group, by=mentor)] == [card.pk]
    with pytest.raises(PermissionDenied):
        cards_to_print(other, by=mentor)
    with pytest.raises(PermissionDenied):
        issue_cards_for_group(group, by=teacher)
    with pytest.raises(PermissionDenied):
        renew_card(card.student, by=teacher)


def test_showing_cards_is_on_record(group, card, mentor):
    cards_to_print(group, by=mentor)

    shown = trail.entries_for(group).filter(action="schools.card.show").get()
    assert (shown.user_id, shown.data) == (mentor.pk, {"cards": 1})


def test_qr_is_one_path_without_style_and_holds_the_address(card):
    picture = qr_of(address_of(card))

    assert picture.count("<path") == 1
    assert "style" not in picture
    assert "/inloggen/kaart/" in address_of(card)
