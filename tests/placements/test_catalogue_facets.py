"""The counts beside the choices: each must be what choosing it would give."""

import datetime
import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import Offer
from placements.searching import facets
from placements.searching.form import KILOMETRES, CatalogueSearch, months_ahead
from portal.reference.models import Competence, Sector, Subject
from tests.factories import EmployerFactory, OfferFactory, SessionFactory, WorkSiteFactory

URL = reverse("placements:catalogue")
BY_ID = {"sector": Sector, "subject": Subject, "competence": Competence}


@pytest.fixture
def stock():
    """Offers of every sort, with dates over half a year; always the same."""
    rng = random.Random(7)
    sectors, subjects = list(Sector.objects.all()), list(Subject.objects.all()[:4])
    competences = list(Competence.objects.all())
    for number in range(24):
        employer = EmployerFactory(sector=rng.choice(sectors))
        site = WorkSiteFactory(employer=employer, pc4=rng.choice(["4001", "4101", "5301", "9711"]))
        first = rng.randint(1, 4)
        offer = OfferFactory(
            employer=employer,
            worksite=site if number % 3 else None,
            kind=rng.choice(Offer.Kind.values),
            title=rng.choice(["Brood bakken", "Metselen", "Dieren verzorgen"]),
            year_min=first,
            year_max=first + 2,
        )
        offer.subjects.set(rng.sample(subjects, 2))
        offer.competences.set(rng.sample(competences, 2))
        offer.save()
        for _date in range(rng.randint(0, 3)):
            SessionFactory(
                offer=offer,
                starts_at=timezone.now() + datetime.timedelta(days=rng.randint(-10, 150)),
                max_places=rng.randint(4, 20),
            )


def counted(search):
    months = [month for month, _label in months_ahead()]
    return facets.counts_for(search.wanted, months, [int(km) for km, _label in KILOMETRES])


def search_for(query: str) -> CatalogueSearch:
    return CatalogueSearch(QueryDict(query))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=visit",
        "kind=visit&kind=assignment&year=2",
        "q=bakken",
        "postcode=4001&km=20&places=6",
        "postcode=4001",
        "sector=green_animals&kind=visit",
        "competence=motives&year=3",
        "places=10&kind=guest_lecture",
    ],
)
@pytest.mark.usefixtures("stock")
def test_count_beside_a_choice_is_what_choosing_it_gives(query):
    search = search_for(query)
    counts = counted(search)

    for name, field in search.form.fields.items():
        if name not in facets.FACETS or (name == "km" and "postcode" not in query):
            continue
        for value, _label in field.choices:
            if not value:
                continue
            key = str(BY_ID[name].objects.get(code=value).pk) if name in BY_ID else value
            chosen = search_for(search.query_without(**{name: value}))
            found = chosen.wanted.offers().count()
            assert counts[name].get(key, 0) == found, (query, name, value)
    assert counts["total"].get("", 0) == search.wanted.offers().count()


@pytest.mark.usefixtures("stock")
def test_month_counts_and_month_filter_agree():
    for month, _label in months_ahead():
        chosen = search_for(f"month={month}").wanted
        counts = counted(search_for("kind=visit"))
        assert counts["month"].get(month, 0) == chosen.offers().filter(kind="visit").count()


def test_counts_are_one_query_and_kept_for_a_minute(django_assert_num_queries):
    SessionFactory()
    search = search_for("kind=visit&year=2")
    search.groups  # noqa: B018
    list(Sector.all_cached()), list(Subject.all_cached()), list(Competence.all_cached())

    with django_assert_num_queries(1):
        counted(search)
    with django_assert_num_queries(0):
        counted(search_for("kind=visit&year=2"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=werkplaats",
        "kind=visit&year=2&postcode=4001&km=20&places=4&month={month}",
        "view=month",
        "view=month&day={day}",
        "q=werkplats&kind=visit&year=3",
        "sort=near&postcode=4001",
        "sort=new",
    ],
)
def test_catalogue_needs_at_most_twelve_queries(client, query):
    sessions = SessionFactory.create_batch(3)
    day = timezone.localdate(sessions[0].starts_at)
    url = f"{URL}?{query.format(month=f'{day:%Y-%m}', day=day)}"
    client.get(URL)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)

    assert response.status_code == 200
    assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_catalogue_of_a_coordinator_needs_at_most_twelve_queries_more_than_signing_in(
    client, coordinator, group
):
    SessionFactory.create_batch(3)
    client.force_login(coordinator)
    url = f"{URL}?group={group.pk}&kind=visit"
    client.get(url)

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    assert len(queries) <= 20, [q["sql"][:90] for q in queries]
