"""The cards of a whole class: printed with words, pictures or both, renewed and blocked at once."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.audit.trail import entries_for
from schools.models import LoginCard
from schools.services.login_cards import (
    code_of,
    issue_cards_for_group,
    renew_cards_of_group,
    revoke_cards_of_group,
)
from tests.factories import StudentFactory


@pytest.fixture
def cards(group):
    StudentFactory.create_batch(3, base_group=group)
    issue_cards_for_group(group, by=None)
    return list(LoginCard.objects.order_by("pk"))


def page(group):
    return f"/school/groepen/{group.pk}/kaarten/"


@pytest.mark.parametrize(
    ("asked", "words", "pictures"),
    [("", 3, 0), ("words", 3, 0), ("pictures", 0, 12), ("both", 3, 12), ("x", 3, 0)],
)
def test_cards_show_what_is_asked(client, group, mentor, cards, asked, words, pictures):
    client.force_login(mentor)

    text = client.get(page(group), {"code": asked}).text

    assert text.count('class="login-code"') == words
    assert text.count('class="card-picture"') == pictures
    assert text.count('class="qr"') == 3


def test_mentor_renews_the_whole_class(client, group, mentor, cards):
    client.force_login(mentor)

    answer = client.post(page(group), {"action": "renew-all"}, follow=True)

    valid = LoginCard.objects.valid()
    assert valid.count() == 3
    assert not {card.pk for card in cards} & set(valid.values_list("pk", flat=True))
    assert "3 nieuwe kaarten" in answer.text


def test_mentor_blocks_the_whole_class(client, group, mentor, cards):
    user = cards[0].student.user
    other = type(client)()
    other.post("/inloggen/kaart/", {"code": code_of(cards[0])})
    assert int(other.session["_auth_user_id"]) == user.pk
    client.force_login(mentor)

    client.post(page(group), {"action": "block-all"})

    assert LoginCard.objects.valid().count() == 0
    assert other.get("/mijn/").status_code == 302
    refused = other.post("/inloggen/kaart/", {"code": code_of(cards[0])})
    assert "werkt niet meer" in refused.text


def test_only_who_prints_them_changes_cards(group, cards, other_mentor, teacher, mentor):
    for user in (other_mentor, teacher):
        for change in (renew_cards_of_group, revoke_cards_of_group):
            with pytest.raises(PermissionDenied):
                change(group, by=user)

    assert renew_cards_of_group(group, by=mentor) == 3
    assert revoke_cards_of_group(group, by=mentor) == 3
    assert revoke_cards_of_group(group, by=mentor) == 0
    assert sorted(entry.action for entry in entries_for(group)) == [
        "schools.card.issue",
        "schools.card.renew",
        "schools.card.revoke",
    ]
