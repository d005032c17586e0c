"""The links in the yearly mail: no password, one answer, clear words when they do not work."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from employers.models import Offer, OfferConfirmation
from employers.services.confirmation_links import link_for, token_for
from portal.audit import trail
from tests.factories import EmployerMembershipFactory, OfferFactory

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)
TODAY = NOON.date()
LONG_AGO = datetime.date(2025, 12, 1)
Presence = Offer.Presence


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def member():
    return EmployerMembershipFactory()


def question(employer, **fields):
    return OfferConfirmation.objects.create(
        offer=OfferFactory(employer=employer, confirmed_on=LONG_AGO, **fields),
        school_year="2026-2027",
        asked_at=NOON,
        expires_at=NOON + datetime.timedelta(days=60),
    )


@pytest.fixture
def asked(member):
    return question(member.employer, title="Kaas maken")


@pytest.mark.parametrize("slug", ["ja", "misschien", "dit-jaar-niet"])
def test_looking_at_a_link_answers_nothing(client, asked, member, slug):
    response = client.get(link_for(asked, member.user, slug))
    client.head(link_for(asked, member.user, slug))

    asked.refresh_from_db()
    assert (response.status_code, asked.answered_at) == (200, None)
    assert response.text.count('type="submit"') + response.text.count("<button") >= 1
    assert response["Cache-Control"].startswith("max-age=0")


def test_yes_by_link_confirms_without_a_password(client, asked, member):
    response = client.post(link_for(asked, member.user, "ja"), follow=True)

    asked.refresh_from_db()
    asked.offer.refresh_from_db()
    assert (response.status_code, asked.answer) == (200, "yes")
    assert (asked.answered_by, asked.offer.confirmed_on) == (member.user, TODAY)
    (entry,) = trail.entries_for(asked.offer)
    assert (entry.action, entry.user) == ("employers.offer.confirm", member.user)


def test_perhaps_by_link(client, asked, member):
    client.post(link_for(asked, member.user, "misschien"))

    asked.offer.refresh_from_db()
    assert asked.offer.ask_again_on == datetime.date(2027, 1, 24)


def test_not_this_year_by_link_needs_a_reason(client, asked, member):
    link = link_for(asked, member.user, "dit-jaar-niet")

    assert client.post(link, {}).status_code == 422
    assert client.post(link, {"reason": "onzin"}).status_code == 422
    assert client.post(link, {"reason": "other", "words": ""}).status_code == 422
    assert client.post(link, {"reason": "no_time", "words": "x" * 301}).status_code == 422
    done = client.post(link, {"reason": "no_time", "words": "<script>druk</script>"}, follow=True)

    asked.refresh_from_db()
    asked.offer.refresh_from_db()
    assert (asked.answer, asked.reason) == ("no", "no_time")
    assert asked.offer.presence == Presence.PAUSED
    assert "<script>druk" not in done.text


def test_a_link_used_twice_says_so_and_changes_nothing(client, asked, member):
    client.post(link_for(asked, member.user, "ja"))

    looked = client.get(link_for(asked, member.user, "misschien"))
    again = client.post(link_for(asked, member.user, "dit-jaar-niet"), {"reason": "no_time"})

    asked.refresh_from_db()
    assert (looked.status_code, again.status_code, asked.answer) == (200, 409, "yes")
    for page in (looked, again):
        assert "Deze vraag is al beantwoord" in page.text
        assert reverse("employers:offer-detail", args=[asked.offer_id]) in page.text


def test_a_colleague_who_answered_first_is_told_of(client, asked, member):
    colleague = EmployerMembershipFactory(employer=member.employer)
    client.post(link_for(asked, colleague.user, "ja"))

    page = client.get(link_for(asked, member.user, "ja"))

    assert "Iemand van je bedrijf" in page.text


def test_an_expired_link_says_so_and_offers_to_sign_in(client, asked, member, time_machine):
    time_machine.shift(datetime.timedelta(days=61))

    for response in (
        client.get(link_for(asked, member.user, "ja")),
        client.post(link_for(asked, member.user, "ja")),
    ):
        assert response.status_code == 410
        assert reverse("employers:offer-detail", args=[asked.offer_id]) in response.text
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_very_old_link_is_refused_too(client, asked, member, time_machine):
    link = link_for(asked, member.user, "ja")
    time_machine.shift(datetime.timedelta(days=400))

    response = client.get(link)

    assert (response.status_code, reverse("employers:offer-list") in response.text) == (410, True)


def test_another_employers_member_is_refused(client, asked, member, other_employer_user):
    client.force_login(other_employer_user)

    for response in (
        client.get(link_for(asked, member.user, "ja")),
        client.post(link_for(asked, member.user, "ja")),
    ):
        assert response.status_code == 403
    asked.refresh_from_db()
    assert asked.answer == ""


def test_who_left_the_company_is_refused(client, asked, member):
    link = link_for(asked, member.user, "ja")
    member.delete()

    assert client.post(link).status_code == 403


@pytest.mark.parametrize("change", ["x", "", "a:b:c"])
def test_an_altered_link_is_not_found(client, asked, member, change):
    token = token_for(asked, member.user)[:-3] + change

    if change:
        assert client.get(reverse("employers:question", args=[token, "ja"])).status_code == 404


def test_an_unknown_answer_is_not_found(client, asked, member):
    assert client.get(link_for(asked, member.user, "nooit")).status_code == 404


def test_an_offer_withdrawn_meanwhile_needs_no_answer(client, asked, member):
    Offer.objects.filter(pk=asked.offer_id).update(live=False)

    assert client.post(link_for(asked, member.user, "ja")).status_code == 410


def test_after_one_answer_the_others_are_one_click_each(client, asked, member):
    other = question(member.employer, title="Kaas verkopen")
    question(EmployerMembershipFactory().employer, title="Van een ander")

    page = client.post(link_for(asked, member.user, "ja"), follow=True)

    assert "Kaas verkopen" in page.text
    assert "Van een ander" not in page.text
    client.post(link_for(other, member.user, "ja"))
    other.refresh_from_db()
    assert other.answer == "yes"


def test_done_page_before_answering_goes_back_to_the_question(client, asked, member):
    token = token_for(asked, member.user)

    response = client.get(reverse("employers:question-done", args=[token]))

    assert response.url == reverse("employers:question", args=[token, "ja"])


def test_confirmation_rows_are_seen_by_their_own_people_and_the_region(
    asked, member, other_employer_user, region_editor, coordinator
):
    seen = {
        who: OfferConfirmation.objects.visible_to(who).count()
        for who in (member.user, other_employer_user, region_editor, coordinator)
    }

    assert list(seen.values()) == [1, 0, 1, 0]


def test_not_this_year_without_a_reason_cannot_be_kept(asked):
    asked.answer, asked.answered_at = "no", NOON

    with pytest.raises(ValidationError):
        asked.full_clean()
