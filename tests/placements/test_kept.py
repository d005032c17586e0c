"""Favourites and saved searches: for staff, one's own, and one mail a day."""

import datetime

import pytest
from django.core import mail
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from employers.models import Offer
from placements.models import Favourite, SavedSearch
from placements.searching.form import CatalogueSearch
from placements.services import saved_searches
from placements.services.saved_searches import (
    mail_new_finds,
    save_search,
    stop_link,
    token_for,
)
from portal.notifications.models import Notification
from tests.factories import OfferFactory, SessionFactory

FAVOURITES = reverse("placements:favourite-list")
SEARCHES = reverse("placements:saved-search-list")
NOON = datetime.time(12)


def noon(days: int = 0) -> datetime.datetime:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, NOON))


def saved_by(user, query="kind=visit", name="Bezoeken") -> SavedSearch:
    return save_search(CatalogueSearch(QueryDict(query), user), name=name, by=user)


# ---- Favourites


def test_heart_keeps_an_offer_and_a_second_press_lets_it_go(client, coordinator):
    offer = OfferFactory(title="Brood bakken")
    client.force_login(coordinator)
    toggle = reverse("placements:favourite-toggle", args=[offer.pk])

    client.post(toggle)
    assert [card.pk for card in client.get(FAVOURITES).context["cards"]] == [offer.pk]

    client.post(toggle)
    assert list(client.get(FAVOURITES).context["cards"]) == []


def test_heart_answers_htmx_with_the_heart(client, mentor):
    offer = OfferFactory()
    client.force_login(mentor)

    response = client.post(
        reverse("placements:favourite-toggle", args=[offer.pk]), headers={"HX-Request": "true"}
    )

    assert 'aria-pressed="true"' in response.text
    assert "<html" not in response.text


def test_hearts_are_ones_own_and_not_for_visitors_or_pupils(client, coordinator, mentor, student):
    offer = OfferFactory()
    Favourite.objects.create(user=coordinator, offer=offer)
    catalogue = reverse("placements:catalogue")

    assert 'class="heart"' not in client.get(catalogue).text
    client.force_login(student.user)
    assert client.get(FAVOURITES).status_code == 403
    assert 'class="heart"' not in client.get(catalogue).text
    client.force_login(mentor)
    assert 'aria-pressed="false"' in client.get(catalogue).text
    client.force_login(coordinator)
    assert 'aria-pressed="true"' in client.get(catalogue).text


def test_offer_that_left_the_catalogue_leaves_the_favourites(client, coordinator):
    offer = OfferFactory()
    Favourite.objects.create(user=coordinator, offer=offer)
    Offer.objects.filter(pk=offer.pk).update(live=False)
    client.force_login(coordinator)

    assert list(client.get(FAVOURITES).context["cards"]) == []


@pytest.mark.parametrize("offers", [1, 3])
def test_favourites_cost_the_same_for_any_number(
    client, coordinator, offers, django_assert_max_num_queries
):
    for session in SessionFactory.create_batch(offers):
        Favourite.objects.create(user=coordinator, offer=session.offer)
    client.force_login(coordinator)
    client.get(FAVOURITES)

    with django_assert_max_num_queries(12):
        assert len(client.get(FAVOURITES).context["cards"]) == offers


# ---- Saved searches


def test_search_is_saved_from_the_catalogue_and_twice_is_once(client, coordinator):
    client.force_login(coordinator)
    query = "kind=visit&sector=green_animals"

    for _time in range(2):
        client.post(reverse("placements:saved-search-new"), {"query": query})

    saved = SavedSearch.objects.get()
    assert (saved.user, saved.query, saved.mails) == (coordinator, query, True)


def test_search_without_anything_asked_is_not_saved(client, coordinator):
    client.force_login(coordinator)

    client.post(reverse("placements:saved-search-new"), {"query": "postcode=onzin"})

    assert not SavedSearch.objects.exists()


def test_twenty_searches_is_the_most(client, coordinator, monkeypatch):
    monkeypatch.setattr(saved_searches, "MOST_SEARCHES", 1)
    saved_by(coordinator)
    client.force_login(coordinator)

    client.post(reverse("placements:saved-search-new"), {"query": "kind=assignment"})

    assert SavedSearch.objects.count() == 1


def test_new_offer_that_fits_is_mailed_once(coordinator, django_capture_on_commit_callbacks):
    OfferFactory(title="Was er al")
    saved = saved_by(coordinator)
    OfferFactory(title="Nieuw bezoek")
    OfferFactory(title="Nieuwe gastles", kind=Offer.Kind.GUEST_LECTURE)

    with django_capture_on_commit_callbacks(execute=True):
        assert mail_new_finds(noon(1)) == 1
        assert mail_new_finds(noon(1)) == 0
        assert mail_new_finds(noon(2)) == 0

    (message,) = mail.outbox
    assert message.to == [coordinator.email]
    assert "Nieuw bezoek" in message.body
    assert "Was er al" not in message.body
    assert "Nieuwe gastles" not in message.body
    assert stop_link(saved) in message.body


def test_several_searches_make_one_mail_a_day(coordinator):
    saved_by(coordinator)
    saved_by(coordinator, "year=2", "Leerjaar 2")
    OfferFactory()

    assert mail_new_finds(noon(1)) == 1
    OfferFactory()
    assert mail_new_finds(noon(1)) == 0
    assert mail_new_finds(noon(2)) == 1
    assert Notification.objects.filter(recipient=coordinator).count() == 2


def test_nothing_is_mailed_at_night_without_news_or_when_switched_off(coordinator):
    saved = saved_by(coordinator)
    assert mail_new_finds(noon(1)) == 0

    OfferFactory()
    assert mail_new_finds(noon(2).replace(hour=4)) == 0
    SavedSearch.objects.filter(pk=saved.pk).update(mails=False)
    assert mail_new_finds(noon(2)) == 0
    assert mail.outbox == []


def test_who_left_school_is_not_mailed(coordinator):
    saved_by(coordinator)
    OfferFactory()
    coordinator.schools_memberships.all().delete()

    assert mail_new_finds(noon(1)) == 0


def test_link_in_the_mail_stops_the_mails_only_after_a_press(client, coordinator):
    saved = saved_by(coordinator)

    page = client.get(stop_link(saved))
    saved.refresh_from_db()
    assert (page.status_code, saved.mails) == (200, True)

    client.post(stop_link(saved))
    saved.refresh_from_db()
    assert saved.mails is False


@pytest.mark.parametrize("token", ["onzin", "1:2:3"])
def test_link_that_was_altered_stops_nothing(client, coordinator, token):
    saved_by(coordinator)

    response = client.post(reverse("placements:saved-search-stop", args=[token]))

    assert response.status_code == 404
    assert SavedSearch.objects.get().mails is True


def test_link_of_a_search_that_is_gone_says_so(client, coordinator):
    saved = saved_by(coordinator)
    url = reverse("placements:saved-search-stop", args=[token_for(saved)])
    saved.delete()

    assert client.get(url).status_code == 404


def test_own_search_is_renamed_silenced_and_thrown_away(client, coordinator, mentor):
    saved = saved_by(coordinator)
    edit = reverse("placements:saved-search-edit", args=[saved.pk])
    away = reverse("placements:saved-search-delete", args=[saved.pk])
    client.force_login(mentor)
    assert client.post(edit, {f"{saved.pk}-name": "Van mij"}).status_code == 404
    assert client.post(away).status_code == 404

    client.force_login(coordinator)
    client.post(edit, {f"{saved.pk}-name": "Anders"})
    saved.refresh_from_db()
    assert (saved.name, saved.mails) == ("Anders", False)

    client.post(edit, {f"{saved.pk}-name": ""})
    saved.refresh_from_db()
    assert saved.name == "Anders"

    client.post(away)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("searches", [1, 3])
def test_list_of_searches_costs_the_same_for_any_number(
    client, coordinator, searches, django_assert_max_num_queries
):
    for year in range(1, searches + 1):
        saved_by(coordinator, f"year={year}")
    client.force_login(coordinator)
    client.get(SEARCHES)

    with django_assert_max_num_queries(8):
        assert len(client.get(SEARCHES).context["rows"]) == searches
