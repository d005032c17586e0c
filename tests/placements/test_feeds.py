import json
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from employers.models import Employer, Offer, Session
from placements.json_ld import offer_as_json_ld
from tests.factories import OfferFactory, SessionFactory, WorkSiteFactory

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def feed(client, name="atom", **query):
    return client.get(reverse("placements:offers-feed", args=[name]), query)


def titles(response):
    return [
        entry.findtext(f"{ATOM}title")
        for entry in ET.fromstring(response.content).iter(f"{ATOM}entry")
    ]


def test_atom_has_the_public_offers_only(client):
    offer = OfferFactory(title="Kijk in de <smederij> & meer")
    OfferFactory(draft=True)
    OfferFactory(employer__state=Employer.State.SUSPENDED)

    response = feed(client)

    assert titles(response) == [f"{offer.title} ({offer.employer.name})"]
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "public" in response["Cache-Control"]


def test_feed_takes_the_filters_of_the_catalogue(client):
    OfferFactory(kind=Offer.Kind.VISIT)
    lecture = OfferFactory(kind=Offer.Kind.GUEST_LECTURE)

    response = feed(client, kind="guest_lecture")

    assert titles(response) == [f"{lecture.title} ({lecture.employer.name})"]


def test_rss_and_unknown_formats(client):
    OfferFactory()

    assert b"<rss" in feed(client, "rss").content
    assert feed(client, "json").status_code == 404


def test_feed_answers_short_to_who_has_it_already(client):
    OfferFactory()
    first = feed(client)

    again = client.get(first.wsgi_request.path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_dates_as_a_calendar(client):
    session = SessionFactory()
    SessionFactory(offer__live=False)
    SessionFactory(state=Session.State.CANCELLED)

    response = client.get(reverse("placements:dates-calendar"))

    found = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event["uid"] for event in found] == [f"{session.uid}@praktijkplein"]


def test_one_date_as_a_calendar_also_when_it_is_off(client):
    session = SessionFactory(state=Session.State.CANCELLED, cancel_reason="Ziek", sequence=1)
    hidden = SessionFactory(offer__live=False)

    response = client.get(reverse("placements:date-calendar", args=[session.uid]))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    other = client.get(reverse("placements:date-calendar", args=[hidden.uid]))
    assert other.status_code == 404


def test_sitemap_has_pages_offers_and_employers(client):
    offer = OfferFactory()
    draft = OfferFactory(draft=True)

    index = client.get("/sitemap.xml").content.decode()
    offers = client.get("/sitemap-aanbod.xml").content.decode()
    employers = client.get("/sitemap-bedrijven.xml").content.decode()

    assert index.count("<sitemap>") == 3
    assert offer.get_absolute_url() in offers
    assert draft.get_absolute_url() not in offers
    assert offer.employer.get_absolute_url() in employers
    assert draft.employer.get_absolute_url() not in employers
    assert client.get("/sitemap-paginas.xml").status_code == 200
    assert client.get("/sitemap-nergens.xml").status_code == 404


@pytest.mark.parametrize(("demo", "line"), [(True, "Disallow: /\n"), (False, "Disallow: /school/")])
def test_robots_are_kept_out_of_the_demo_and_of_what_is_closed(client, settings, demo, line):
    settings.DEMO = demo

    text = client.get("/robots.txt").content.decode()

    assert line in text
    assert "/sitemap.xml" in text


def test_json_ld_of_a_date_is_complete(client):
    site = WorkSiteFactory()
    offer = OfferFactory(employer=site.employer, worksite=site)
    session = SessionFactory(offer=offer, places_taken=3)

    (event,) = offer_as_json_ld(offer, [session])["@graph"]

    assert event["@type"] == "EducationEvent"
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["location"]["address"]["postalCode"] == site.postcode
    assert {
        "name", "description", "startDate", "endDate", "eventStatus", "eventAttendanceMode",
        "location", "organizer", "audience", "educationalLevel", "teaches",
        "maximumAttendeeCapacity", "inLanguage", "isAccessibleForFree",
    } <= set(event)  # fmt: skip
    assert event["remainingAttendeeCapacity"] == 5
    json.dumps(event)


def test_json_ld_tells_of_a_move_and_of_a_lecture_at_school():
    offer = OfferFactory(worksite=None, kind=Offer.Kind.GUEST_LECTURE)
    before = SessionFactory(offer=offer).starts_at
    moved = SessionFactory(offer=offer, moved_from=before)
    off = SessionFactory(offer=offer, state=Session.State.CANCELLED)

    first, second = offer_as_json_ld(offer, [moved, off])["@graph"]

    assert first["eventStatus"].endswith("EventRescheduled")
    assert first["location"]["name"] == "Op school"
    assert second["eventStatus"].endswith("EventCancelled")
