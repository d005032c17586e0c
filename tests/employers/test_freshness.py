"""An offer is fresh, turns amber and fades; is confirmed, left open or paused."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from employers.freshness import unconfirmed_by_sector
from employers.models import Offer, OfferConfirmation, Session
from employers.services.freshness import (
    ReasonMissing,
    confirm_offer,
    end_pauses,
    fade_stale,
    keep_catalogue_fresh,
    leave_open,
    pause_offer,
    school_year_in_mind,
    stamp_online,
)
from employers.services.offers import NotOnline
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import EmployerMembershipFactory, OfferFactory, SessionFactory

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)
TODAY = NOON.date()
Presence, Answer = Offer.Presence, OfferConfirmation.Answer


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def member():
    return EmployerMembershipFactory()


@pytest.fixture
def offer(member):
    return OfferFactory(employer=member.employer, title="Kaas maken")


def months_ago(offer, year, month, day=24):
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=datetime.date(year, month, day))
    offer.refresh_from_db()
    return offer


def actions(offer):
    return [entry.action for entry in trail.entries_for(offer)]


@pytest.mark.parametrize(
    ("confirmed", "is_amber"),
    [((2025, 11, 25), False), ((2025, 11, 24), True), ((2025, 9, 1), True)],
)
def test_offer_is_amber_from_twelve_months_on(offer, confirmed, is_amber):
    months_ago(offer, *confirmed)

    assert (offer.is_amber, offer.needs_confirming) == (is_amber, is_amber)


@pytest.mark.parametrize(
    ("confirmed", "presence"),
    [((2025, 8, 25), Presence.SHOWN), ((2025, 8, 24), Presence.FADED), ((2024, 1, 1), "faded")],
)
def test_offer_fades_after_fifteen_months(offer, confirmed, presence):
    months_ago(offer, *confirmed)

    fade_stale()

    offer.refresh_from_db()
    assert offer.presence == presence


def test_fading_tells_the_people_once_and_leaves_a_line(offer, member):
    months_ago(offer, 2025, 6)

    assert [fade_stale(), fade_stale()] == [1, 0]

    told = Notification.objects.filter(kind="employers.offer_faded")
    assert [note.recipient for note in told] == [member.user]
    assert told.get().url == reverse("employers:offer-detail", args=[offer.pk])
    assert actions(offer) == ["employers.offer.fade"]


def test_offer_never_confirmed_fades_by_its_age(offer):
    Offer.objects.filter(pk=offer.pk).update(confirmed_on=None)
    assert fade_stale() == 0

    Offer.objects.filter(pk=offer.pk).update(
        created_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    )

    assert fade_stale() == 1


@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-25", "2026-12-29"])
def test_nothing_fades_on_a_day_on_which_nobody_reads_mail(offer, time_machine, day):
    months_ago(offer, 2025, 1)
    time_machine.move_to(f"{day}T11:00:00Z", tick=False)

    assert keep_catalogue_fresh() == 0


@pytest.mark.parametrize("presence", [Presence.FADED, Presence.PAUSED])
def test_out_of_the_catalogue_is_out_everywhere(offer, presence, coordinator, region_editor):
    session = SessionFactory(offer=offer)
    Offer.objects.filter(pk=offer.pk).update(presence=presence)

    assert list(Offer.objects.published()) == []
    assert list(Offer.objects.visible_to(coordinator)) == []
    assert list(Session.objects.visible_to(coordinator)) == []
    assert list(Offer.objects.visible_to(region_editor)) == [offer]
    assert list(Session.objects.visible_to(region_editor)) == [session]


def test_employer_keeps_seeing_its_faded_offer(offer, member):
    Offer.objects.filter(pk=offer.pk).update(presence=Presence.FADED)

    assert list(Offer.objects.visible_to(member.user)) == [offer]


def test_confirming_brings_it_back(offer, member):
    months_ago(offer, 2025, 1)
    fade_stale()

    confirm_offer(offer, by=member.user)

    offer.refresh_from_db()
    assert (offer.presence, offer.confirmed_on) == (Presence.SHOWN, TODAY)
    row = offer.confirmations.get()
    assert (row.answer, row.answered_by, row.asked_at) == (Answer.YES, member.user, None)
    assert "employers.offer.confirm" in actions(offer)


@pytest.mark.parametrize("service", [confirm_offer, leave_open])
def test_somebody_else_cannot_answer(offer, service, other_employer_user):
    with pytest.raises(PermissionDenied):
        service(offer, by=other_employer_user)

    assert offer.confirmations.count() == 0


def test_somebody_else_cannot_pause(offer, other_employer_user):
    with pytest.raises(PermissionDenied):
        pause_offer(offer, by=other_employer_user, reason="no_time")


def test_an_offer_that_is_not_online_has_nothing_to_confirm(member):
    draft = OfferFactory(employer=member.employer, draft=True)

    with pytest.raises(NotOnline):
        confirm_offer(draft, by=member.user)


def test_perhaps_stays_and_is_asked_again_in_two_months(offer, member):
    months_ago(offer, 2025, 12)

    leave_open(offer, by=member.user)

    offer.refresh_from_db()
    assert (offer.presence, offer.ask_again_on) == (Presence.SHOWN, datetime.date(2027, 1, 24))
    assert offer.confirmed_on == datetime.date(2025, 12, 24)
    assert actions(offer) == ["employers.offer.maybe"]


def test_perhaps_keeps_it_from_fading_until_asked_again_and_a_month_more(
    offer, member, time_machine
):
    months_ago(offer, 2025, 9)
    leave_open(offer, by=member.user)

    time_machine.move_to("2027-02-23T11:00:00Z", tick=False)
    assert fade_stale() == 0
    time_machine.move_to("2027-02-24T11:00:00Z", tick=False)
    assert fade_stale() == 1


def test_not_this_year_pauses_until_the_next_school_year(offer, member):
    pause_offer(offer, by=member.user, reason="building", words="  We bouwen\n een nieuwe stal. ")

    offer.refresh_from_db()
    assert (offer.presence, offer.paused_until) == (Presence.PAUSED, datetime.date(2027, 8, 1))
    row = offer.confirmations.get()
    assert (row.answer, row.reason, row.words) == (
        Answer.NO,
        "building",
        "We bouwen een nieuwe stal.",
    )
    assert actions(offer) == ["employers.offer.pause"]


def test_in_may_people_mean_the_school_year_that_comes(offer, member, time_machine):
    time_machine.move_to("2027-05-12T10:00:00Z", tick=False)

    pause_offer(offer, by=member.user, reason="no_time")

    assert offer.confirmations.get().school_year == "2027-2028"
    assert offer.paused_until == datetime.date(2028, 8, 1)


@pytest.mark.parametrize(
    ("day", "year"),
    [((2026, 11, 24), "2026-2027"), ((2027, 4, 30), "2026-2027"), ((2027, 5, 1), "2027-2028")],
)
def test_school_year_in_mind(day, year):
    assert school_year_in_mind(datetime.date(*day)) == year


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("zomaar", ""), ("other", "  ")])
def test_pausing_asks_for_a_reason(offer, member, reason, words):
    with pytest.raises(ReasonMissing):
        pause_offer(offer, by=member.user, reason=reason, words=words)

    offer.refresh_from_db()
    assert offer.presence == Presence.SHOWN


def test_a_pause_ends_with_the_school_year(offer, member, time_machine):
    pause_offer(offer, by=member.user, reason="no_time")
    time_machine.move_to("2027-07-31T10:00:00Z", tick=False)
    assert end_pauses() == 0

    time_machine.move_to("2027-09-01T10:00:00Z", tick=False)

    assert keep_catalogue_fresh() == 1
    offer.refresh_from_db()
    assert (offer.presence, offer.paused_until) == (Presence.SHOWN, None)
    assert Notification.objects.filter(kind="employers.offer_back").count() == 1


def test_a_pause_that_ends_with_an_old_offer_leaves_it_faded(offer, member, time_machine):
    months_ago(offer, 2025, 12)
    pause_offer(offer, by=member.user, reason="no_time")

    time_machine.move_to("2027-09-01T10:00:00Z", tick=False)

    end_pauses()
    offer.refresh_from_db()
    assert offer.presence == Presence.FADED


def test_going_online_is_fresh_today(offer):
    months_ago(offer, 2025, 1)
    fade_stale()
    offer.refresh_from_db()

    stamp_online(offer, NOON)

    offer.refresh_from_db()
    assert (offer.presence, offer.confirmed_on) == (Presence.SHOWN, TODAY)


def test_a_pause_newer_than_what_goes_online_stays(offer, member):
    pause_offer(offer, by=member.user, reason="no_time")

    stamp_online(offer, NOON - datetime.timedelta(days=1))

    offer.refresh_from_db()
    assert offer.presence == Presence.PAUSED


def test_a_revision_does_not_bring_old_freshness_back(offer):
    offer.save_revision()
    Offer.objects.filter(pk=offer.pk).update(presence=Presence.FADED, confirmed_on="2025-01-01")

    newest = Offer.objects.get(pk=offer.pk).get_latest_revision_as_object()

    assert (newest.presence, newest.confirmed_on) == (Presence.FADED, datetime.date(2025, 1, 1))


def test_unconfirmed_by_sector_counts_amber_and_faded_not_paused(offer, member):
    same = {"employer": member.employer}
    months_ago(offer, 2025, 11)
    OfferFactory(**same, presence=Presence.FADED)
    OfferFactory(**same, presence=Presence.PAUSED, confirmed_on=datetime.date(2025, 1, 1))
    OfferFactory(**same)

    assert unconfirmed_by_sector() == {offer.sector_id: 2}


# The pages


def test_still_right_button_confirms_and_goes_back(client, offer, member):
    months_ago(offer, 2025, 11)
    client.force_login(member.user)

    page = client.get(reverse("employers:offer-list"))
    assert reverse("employers:offer-confirm", args=[offer.pk]) in page.text
    response = client.post(
        reverse("employers:offer-confirm", args=[offer.pk]), {"next": "list"}, follow=True
    )

    assert response.redirect_chain == [(reverse("employers:offer-list"), 302)]
    assert reverse("employers:offer-confirm", args=[offer.pk]) not in response.text
    offer.refresh_from_db()
    assert offer.confirmed_on == TODAY


def test_pause_page_asks_for_a_reason_and_keeps_it(client, offer, member):
    client.force_login(member.user)
    url = reverse("employers:offer-pause", args=[offer.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"reason": "other"}).status_code == 422
    page = client.post(url, {"reason": "other", "words": "<b>Ziek</b>"}, follow=True)

    assert "&lt;b&gt;Ziek&lt;/b&gt;" in page.text
    assert "<b>Ziek</b>" not in page.text


def test_the_public_does_not_see_a_paused_offer_nor_why(client, offer, member):
    pause_offer(offer, by=member.user, reason="other", words="Geheim")

    assert client.get(offer.get_absolute_url()).status_code == 404
    assert "Geheim" not in client.get(offer.employer.get_absolute_url()).text


def test_region_reads_what_is_not_fresh_and_why(client, offer, member, region_editor):
    pause_offer(offer, by=member.user, reason="other", words="Onze stal is afgebrand")
    amber = months_ago(OfferFactory(title="Oud aanbod"), 2025, 10)
    OfferFactory(title="Vers aanbod")
    client.force_login(region_editor)

    page = client.get(reverse("employers:freshness-list"))
    only = client.get(reverse("employers:freshness-list"), {"welke": "amber"})

    assert "Onze stal is afgebrand" in page.text
    assert list(page.context["page_obj"]) == [amber, offer]
    assert list(only.context["page_obj"]) == [amber]


def test_freshness_list_is_for_the_region(client, member):
    client.force_login(member.user)

    assert client.get(reverse("employers:freshness-list")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_freshness_list_costs_the_same_for_any_number(
    client, region_editor, rows, django_assert_num_queries
):
    OfferFactory.create_batch(rows, confirmed_on=datetime.date(2025, 9, 1))
    client.force_login(region_editor)
    client.get(reverse("employers:freshness-list"))

    with django_assert_num_queries(9):
        assert len(client.get(reverse("employers:freshness-list")).context["page_obj"]) == rows


def test_cards_and_page_say_amber_or_confirmed(client, offer):
    page = client.get(offer.get_absolute_url())
    cards = client.get(reverse("placements:catalogue"))
    assert ("24 november 2026" in page.text, "november 2026" in cards.text) == (True, True)

    months_ago(offer, 2025, 11)

    amber = "Al een tijd niet bevestigd"
    assert amber in client.get(offer.get_absolute_url()).text
    assert amber in client.get(reverse("placements:catalogue")).text
