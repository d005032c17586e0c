"""The texts of the demo: whole, without doubles, and for pupils in short sentences."""

import json
import re
from collections import Counter

import pytest

from employers.models import Offer
from portal.cms.first_pages import TEXTS
from portal.demo.stage import read
from portal.reference.models import Competence, PostcodeArea, Sector, Subject

SENTENCE = re.compile(r"(?<=[.?!])\s+")


@pytest.fixture(scope="module")
def offers():
    return read("offers")


def test_no_title_or_summary_twice(offers):
    texts = Counter(text for offer in offers for text in (offer["title"], offer["summary"]))

    assert [text for text, times in texts.items() if times > 1] == []


def test_offers_use_known_codes(offers):
    subjects = set(Subject.objects.values_list("code", flat=True))
    competences = set(Competence.objects.values_list("code", flat=True))

    assert {code for offer in offers for code in offer["subjects"]} - subjects == set()
    assert {code for offer in offers for code in offer["competences"]} - competences == set()


def test_offers_fit_their_fields(offers):
    longest = {name: Offer._meta.get_field(name).max_length for name in ("title", "summary")}

    assert [o["title"] for o in offers if len(o["title"]) > longest["title"]] == []
    assert [o["title"] for o in offers if len(o["summary"]) > longest["summary"]] == []
    assert [
        o["title"] for o in offers if len(", ".join(o["tags"])) > 80 or len(o["tags"]) > 3
    ] == []


def test_pupils_read_short_sentences(offers):
    long = [
        sentence
        for offer in offers
        for sentence in SENTENCE.split(offer["pupil_text"])
        if len(sentence.split()) > 13
    ]

    assert long == []


def test_every_place_is_on_the_map():
    places = {site["postcode"][:4] for row in read("employers") for site in row["worksites"]}
    places |= {place["postcode"][:4] for row in read("schools") for place in row["locations"]}

    assert places - set(PostcodeArea.objects.values_list("pc4", flat=True)) == set()


def test_addresses_of_the_demo_belong_to_nobody():
    contacts = [person["email"] for row in read("employers") for person in row["contacts"]]
    staff = [person["email"] for row in read("schools") for person in row["staff"]]

    assert [address for address in contacts + staff if not address.endswith(".example")] == []
    assert len(set(contacts)) == len(contacts)
    # One person works at two schools, as happens.
    assert len(staff) - len(set(staff)) == 1
    assert set(contacts) & set(staff) == set()


def test_company_numbers_are_made_up():
    numbers = [row["kvk"] for row in read("employers")]

    assert [number for number in numbers if not re.fullmatch(r"9900\d{4}", number)] == []
    assert len(set(numbers)) == len(numbers)


def test_every_sector_has_a_page():
    pages = {row["sector"] for row in json.loads(TEXTS.read_text())["sectors"]}

    assert pages == set(Sector.objects.values_list("code", flat=True))
