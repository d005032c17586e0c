"""What the tour shows of visits: to come, to tell about, numbers, sentences, a year card."""

import pytest
from django.urls import reverse

from placements.models import ImpactCard, QuoteRelease
from portal.demo.people import BY_CODE

pytestmark = pytest.mark.usefixtures("demo_region")


@pytest.fixture
def as_persona(client):
    def sign_in(code):
        client.force_login(BY_CODE[code].find().get())
        return client

    return sign_in


def test_the_employer_of_the_tour_sees_what_comes_and_what_came_of_it(as_persona):
    client = as_persona("bedrijf")

    desk = client.get(reverse("home:desk")).context

    assert [visit for visit in desk["visits"] if visit.pupils and visit.tips and visit.contacts]
    assert [row for row in desk["waiting"] if "verslag" in row.url or "bezoeken" in row.url]
    assert desk["been"]
    assert desk["quotes"]
    card = ImpactCard.objects.get(employer__memberships__user=BY_CODE["bedrijf"].find().get())
    assert client.get(reverse("placements:impact-public", args=[card.secret])).status_code == 200


def test_the_mentor_of_the_tour_has_sentences_to_choose_from(as_persona):
    page = as_persona("mentor").get(reverse("placements:quotes"))

    assert page.context["visits"]


def test_the_pupil_of_the_tour_is_asked_one_thing(as_persona):
    client = as_persona("leerling")

    quote = client.get(reverse("home:desk")).context["quote"]

    assert quote.state == QuoteRelease.State.ASKED
    assert client.get(reverse("placements:pupil-quote", args=[quote.pk])).status_code == 200
