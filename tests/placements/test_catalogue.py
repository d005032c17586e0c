import datetime
import json
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, Offer, Session
from portal.reference.models import Sector
from tests.factories import EmployerFactory, OfferFactory, SessionFactory, WorkSiteFactory

URL = reverse("placements:catalogue")


def found(response):
    return {offer.title for offer in response.context["cards"]}


def test_catalogue_is_open_to_everyone_and_hides_drafts_and_suspended_employers(client):
    shown = OfferFactory()
    OfferFactory(draft=True)
    OfferFactory(employer=EmployerFactory(state=Employer.State.SUSPENDED))

    response = client.get(URL)

    assert found(response) == {shown.title}


def test_catalogue_sorts_on_the_first_date_with_dateless_offers_last(client):
    without = OfferFactory(title="Zonder datum")
    late = SessionFactory(starts_at=timezone.now() + datetime.timedelta(days=30)).offer
    soon = SessionFactory(starts_at=timezone.now() + datetime.timedelta(days=3)).offer

    response = client.get(URL)

    assert [offer.pk for offer in response.context["cards"]] == [soon.pk, late.pk, without.pk]


def test_catalogue_shows_the_first_date_that_has_places(client):
    offer = OfferFactory()
    soon = timezone.now() + datetime.timedelta(days=3)
    SessionFactory(offer=offer, starts_at=soon, max_places=4, places_taken=4)
    free = SessionFactory(offer=offer, starts_at=soon + datetime.timedelta(days=1))
    SessionFactory(offer=offer, state=Session.State.CANCELLED)

    (card,) = client.get(URL).context["cards"]

    assert card.next_session == free
    assert card.more_dates == 1


@pytest.mark.parametrize("offers", [1, 3])
def test_catalogue_costs_the_same_for_any_number_of_offers(
    client, offers, django_assert_max_num_queries
):
    for session in SessionFactory.create_batch(offers):
        SessionFactory(offer=session.offer)
    client.get(URL)

    with django_assert_max_num_queries(7):
        response = client.get(URL)

    assert len(response.context["cards"]) == offers


def test_catalogue_narrows_by_kind_sector_year_and_subject(client):
    sector = Sector.objects.get(code="green_animals")
    wanted = OfferFactory(
        kind=Offer.Kind.ASSIGNMENT, sector=sector, year_min=3, year_max=4, title="Tuin"
    )
    OfferFactory(kind=Offer.Kind.VISIT, sector=sector, year_min=3, year_max=4)
    OfferFactory(kind=Offer.Kind.ASSIGNMENT, year_min=3, year_max=4)
    OfferFactory(kind=Offer.Kind.ASSIGNMENT, sector=sector, year_min=1, year_max=2)

    response = client.get(URL, {"kind": "assignment", "sector": "green_animals", "year": "3"})

    assert found(response) == {wanted.title}


def test_catalogue_narrows_by_dates_and_places(client):
    day = timezone.localtime() + datetime.timedelta(days=10)
    big = SessionFactory(starts_at=day, max_places=20).offer
    SessionFactory(starts_at=day, max_places=20, places_taken=15)
    SessionFactory(starts_at=day + datetime.timedelta(days=5), max_places=20)

    response = client.get(URL, {"date_from": day.date(), "date_to": day.date(), "places": "10"})

    assert found(response) == {big.title}


def test_catalogue_narrows_by_distance_but_keeps_who_comes_to_school(client):
    near = OfferFactory(worksite=WorkSiteFactory(pc4="4001"))
    OfferFactory(worksite=WorkSiteFactory(pc4="9711"))
    lecture = OfferFactory(worksite=None, kind=Offer.Kind.GUEST_LECTURE)

    response = client.get(URL, {"postcode": "4001 AB", "km": "10"})

    assert found(response) == {near.title, lecture.title}


def test_catalogue_finds_by_text(client):
    wanted = OfferFactory(title="Brood bakken bij de bakker", summary="Je kneedt deeg.")
    OfferFactory(title="Metselen op de bouwplaats")

    assert found(client.get(URL, {"q": "bakken"})) == {wanted.title}
    assert found(client.get(URL, {"q": "bakk"})) == {wanted.title}
    assert found(client.get(URL, {"q": "zeppelin"})) == set()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no Dutch")
@pytest.mark.parametrize("text", ["dieren", "Dier", "VERZORGEN", "verzorg"])
def test_catalogue_knows_dutch_words_in_their_forms(client, text):
    wanted = OfferFactory(title="Zelf een dier verzorgen")
    OfferFactory(title="Lassen")

    assert found(client.get(URL, {"q": text})) == {wanted.title}


@pytest.mark.parametrize(
    "query",
    [
        {"postcode": "onzin", "km": "10"},
        {"postcode": "0000 ZZ"},
        {"date_from": "31-31-2026"},
        {"date_from": "0001-01-01", "date_to": "9999-12-31"},
        {"places": "-4"},
        {"kind": "feest"},
        {"year": "99"},
        {"subject": "bestaat-niet"},
        {"q": "'\"; drop table --"},
        {"q": "*(^AND OR NEAR"},
        {"q": "x" * 5000},
        {"page": "1"},
    ],
)
def test_catalogue_bears_bad_input(client, query):
    OfferFactory()

    assert client.get(URL, query).status_code == 200


def test_catalogue_says_what_is_wrong_with_a_postcode(client):
    response = client.get(URL, {"postcode": "onzin", "km": "10"})

    assert response.context["form"].errors["postcode"]
    assert "id_postcode" in response.text


def test_catalogue_page_that_is_not_there_is_404(client):
    assert client.get(URL, {"page": "99"}).status_code == 404


def test_catalogue_answers_htmx_with_results_only(client):
    offer = OfferFactory()

    response = client.get(URL, headers={"HX-Request": "true"})

    assert offer.title in response.text
    assert "<!doctype" not in response.text


def test_offer_page_of_a_draft_is_for_its_employer_only(client, employer_user, other_employer_user):
    draft = OfferFactory(draft=True, employer=employer_user.employers_memberships.get().employer)
    url = reverse("placements:offer-page", args=[draft.pk])

    assert client.get(url).status_code == 404
    client.force_login(other_employer_user)
    assert client.get(url).status_code == 404
    client.force_login(employer_user)
    assert client.get(url).status_code == 200


def test_offer_page_costs_few_queries(client, django_assert_max_num_queries):
    session = SessionFactory()
    SessionFactory.create_batch(3, offer=session.offer)
    OfferFactory.create_batch(3, sector=session.offer.sector)
    url = session.offer.get_absolute_url()
    client.get(url)

    with django_assert_max_num_queries(9):
        client.get(url)


def test_offer_page_tells_search_engines_about_its_dates_and_escapes_them(client):
    session = SessionFactory(offer__title="Kijk </script><script>alert(1)</script>")
    SessionFactory(offer=session.offer, state=Session.State.CANCELLED)

    text = client.get(session.offer.get_absolute_url()).text

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    (event,) = json.loads(block)["@graph"]
    assert event["@type"] == "EducationEvent"
    assert event["name"] == session.offer.title
    assert event["remainingAttendeeCapacity"] == 8
    assert "<script>alert" not in text


def test_employer_page_shows_its_offers(client):
    offer = OfferFactory()

    response = client.get(reverse("placements:employer-page", args=[offer.employer.slug]))

    assert offer.title in response.text


def test_employer_page_of_an_unverified_employer_is_not_found(client):
    employer = EmployerFactory(state=Employer.State.APPLIED)

    assert client.get(reverse("placements:employer-page", args=[employer.slug])).status_code == 404


def test_kept_cards_are_drawn_anew_when_something_on_them_changes(client):
    session = SessionFactory(max_places=8, starts_at=timezone.now() + datetime.timedelta(days=9))
    before = client.get(URL).text

    Session.objects.filter(pk=session.pk).update(places_taken=5)

    assert "Nog 8 van 8 plekken" in before
    assert "Nog 3 van 8 plekken" in client.get(URL).text
    assert "3 of 8 places left" in client.get(URL, headers={"accept-language": "en"}).text
