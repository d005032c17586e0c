"""What a page may cost in queries, on a region of real size: lists 15, the doors 12."""

import pytest
from django.urls import reverse

from portal.demo.people import PERSONAS

pytestmark = pytest.mark.usefixtures("demo_region")

LIST, DOOR = 15, 12
# A desk gathers a row from every room; none of them grows with what is there.
DESKS = {
    "bedrijf": 36,
    "coordinator": 18,
    "docent": 17,
    "mentor": 18,
    "regio": 24,
    "redactie": 24,
}
# A school reads more of an offer than the public: safety, whom to call, which dates are open to it
# and what its own calendar says of them.
OFFER = 17
# Who comes, what they need, and of how many pictures may be made.
VISITS = 16
# Which dates are open to this school, which rules they touch, and what is kept for it.
ROUND_DATES = 18
# Seven of a mentor's, and of a teacher's, say who is asking and for which groups.
DOORSTEPS = {"docent": 13, "mentor": 13}
DOORS = {
    "pupil": ["/", "/mijn/", "/aanbod/", "/aanbod/?sector=care_welfare&year=2&places=4"],
    "staff": ["/", "/aanbod/", "/aanbod/?q=tuin", "/aanbod/?postcode=4001&km=20"],
}
LISTS = {
    "leerling": ["placements:pupil-file", "placements:pupil-day", "notifications:inbox"],
    "leerling-wensen": ["placements:pupil-wish-home"],
    "coordinator": [
        "home:desk",
        "placements:round-list",
        "placements:student-list",
        "placements:coverage",
        "placements:session-list",
        "schools:import-list",
        "schools:group-list",
        "schools:staff-list",
        "schools:period-list",
        "schools:leaver-list",
        "notifications:inbox",
    ],
    "mentor": [
        "home:desk",
        "placements:student-list",
        "placements:coverage",
        "placements:session-list",
        "schools:group-list",
        "placements:quotes",
        "notifications:inbox",
    ],
    "docent": ["home:desk", "placements:student-list", "placements:session-list"],
    "stagebegeleider": ["home:desk", "placements:session-list"],
    "schoolleider": ["home:desk", "placements:student-list", "placements:coverage"],
    "bedrijf": [
        "home:desk",
        "employers:offer-list",
        "employers:worksite-list",
        "placements:visit-list",
        "placements:impact-list",
    ],
    "regio": ["home:desk"],
    "redactie": ["home:desk"],
}


@pytest.fixture
def as_persona(client):
    def sign_in(key):
        client.force_login(next(p for p in PERSONAS if p.code == key).find().get())
        return client

    return sign_in


@pytest.mark.parametrize("key", [None, *sorted(LISTS)])
def test_doors_cost_at_most_twelve_queries(as_persona, client, key, django_assert_max_num_queries):
    if key:
        client = as_persona(key)
    pages = DOORS["pupil" if key in {"leerling", "leerling-wensen"} else "staff"]
    offer = client.get("/aanbod/").context["cards"][0]
    client.get("/")  # what the process remembers (sectors, the site) is read by now
    client.get("/aanbod/?q=brood&postcode=4002&km=5")  # and the index of words, and the map

    for url in [*pages, offer.get_absolute_url()]:
        client.get(url)

    for url in [*pages, offer.employer.get_absolute_url()]:
        with django_assert_max_num_queries(DOORSTEPS.get(key, DOOR), info=url):
            assert client.get(url).status_code == 200
    with django_assert_max_num_queries(OFFER if key else DOOR, info=offer.get_absolute_url()):
        assert client.get(offer.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("key", "name"), [(k, name) for k in sorted(LISTS) for name in LISTS[k]])
def test_lists_cost_at_most_fifteen_queries(as_persona, key, name, django_assert_max_num_queries):
    client = as_persona(key)
    client.get("/aanbod/")

    client.get(reverse(name))  # and what the page itself remembers, such as a school's own sectors

    most = DESKS.get(key, LIST) if name == "home:desk" else LIST
    most = VISITS if name == "placements:visit-list" else most
    with django_assert_max_num_queries(most):
        assert client.get(reverse(name)).status_code in {200, 302}


def test_pages_of_a_round_cost_at_most_fifteen_queries(as_persona, django_assert_max_num_queries):
    client = as_persona("coordinator")
    rounds = client.get(reverse("placements:round-list")).context["page_obj"].object_list

    for round_ in rounds:
        for name in ("round-detail", "round-sessions", "round-wishes", "round-review"):
            url = reverse(f"placements:{name}", args=[round_.pk])
            for query in ("", "?toon=data", "?toon=zonder", "?toon=let-op"):
                client.get(url + query)
                most = ROUND_DATES if name == "round-sessions" else LIST
                with django_assert_max_num_queries(most, info=url + query):
                    client.get(url + query)
