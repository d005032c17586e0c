"""Ways through the catalogue: orders, a month, a group, other spellings, side by side, on paper."""

import datetime

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from employers.models import Offer
from placements.searching import fit
from placements.searching.suggest import did_you_mean
from portal.reference.models import Sector
from tests.factories import (
    AttendanceFactory,
    EmployerFactory,
    LearningPeriodFactory,
    LocationFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    SessionFactory,
    StudentFactory,
    WorkSiteFactory,
)

URL = reverse("placements:catalogue")
COMPARE = reverse("placements:compare")


def titles(response) -> list[str]:
    return [offer.title for offer in response.context["cards"]]


def at(days: int, hour: int = 10) -> datetime.datetime:
    moment = timezone.localtime() + datetime.timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


# ---- Orders


def test_best_match_is_first_when_words_are_asked(client):
    OfferFactory(title="Kijken bij de boer", pupil_text="Soms is er brood. Je ziet dieren.")
    OfferFactory(title="Brood bakken", pupil_text="Je maakt brood van deeg.")

    assert titles(client.get(URL, {"q": "brood"}))[0] == "Brood bakken"


def test_nearest_is_first_and_who_comes_to_school_last(client):
    OfferFactory(title="Ver", worksite=WorkSiteFactory(pc4="9711"))
    OfferFactory(title="Op school", worksite=None)
    OfferFactory(title="Dichtbij", worksite=WorkSiteFactory(pc4="4002"))

    response = client.get(URL, {"sort": "near", "postcode": "4001"})

    assert titles(response) == ["Dichtbij", "Ver", "Op school"]


def test_newest_is_first(client):
    now = timezone.now()
    OfferFactory(title="Oud", first_published_at=now - datetime.timedelta(days=90))
    OfferFactory(title="Nieuw", first_published_at=now)

    assert titles(client.get(URL, {"sort": "new"})) == ["Nieuw", "Oud"]


@pytest.mark.parametrize("query", [{"sort": "near"}, {"sort": "best"}, {"sort": "onzin"}])
def test_order_that_is_not_possible_is_that_of_the_first_date(client, query):
    SessionFactory(starts_at=at(9), offer__title="Later")
    SessionFactory(starts_at=at(3), offer__title="Eerst")

    assert titles(client.get(URL, query)) == ["Eerst", "Later"]


# ---- What is set, and dropping it


def test_each_filter_can_be_taken_away_alone(client):
    OfferFactory()

    chips = client.get(URL, {"kind": ["visit", "assignment"], "year": "2"}).context["chips"]

    assert [chip.query for chip in chips] == [
        "kind=assignment&year=2",
        "kind=visit&year=2",
        "kind=visit&kind=assignment",
    ]


# ---- A month


def test_month_shows_its_days_with_counts_and_a_day_its_cards(client):
    first = (timezone.localdate().replace(day=1) + datetime.timedelta(days=40)).replace(day=14)
    moment = timezone.make_aware(datetime.datetime.combine(first, datetime.time(10)))
    for number in range(3):
        SessionFactory(starts_at=moment, offer__title=f"Bezoek {number}")
    SessionFactory(starts_at=moment + datetime.timedelta(days=40), offer__title="Later")
    query = {"view": "month", "month": f"{first:%Y-%m}"}

    month = client.get(URL, query).context["month"]
    day = next(day for week in month.weeks for day in week if day.day == first)
    assert (month.dates, day.dates, len(day.first), day.more) == (3, 3, 2, 1)

    cards = client.get(URL, query | {"day": first.isoformat()}).context["cards"]
    assert sorted(card.title for card in cards) == ["Bezoek 0", "Bezoek 1", "Bezoek 2"]


@pytest.mark.parametrize(
    "query",
    [
        {"view": "month", "month": "2026-99"},
        {"view": "month", "month": "onzin"},
        {"view": "month", "day": "31-31-2026"},
        {"view": "month", "day": "2026-12-01", "page": "1"},
        {"view": "week"},
        {"group": "1"},
        {"group": "x", "part": "alles"},
    ],
)
def test_catalogue_bears_bad_ways_of_looking(client, query):
    SessionFactory()

    assert client.get(URL, query).status_code == 200


def test_two_dates_of_an_offer_on_a_day_are_two_cards(client):
    session = SessionFactory(starts_at=at(12, 9))
    SessionFactory(offer=session.offer, starts_at=at(12, 13))

    response = client.get(URL, {"view": "month", "day": at(12).date().isoformat()})

    assert [
        timezone.localtime(card.next_session.starts_at).hour for card in response.context["cards"]
    ] == [9, 13]


# ---- A group


@pytest.fixture
def met_most(school, group):
    """2P1, year 2, met every sector but the last three; its period ends in a month."""
    group.year_of_study = 2
    group.save()
    student = StudentFactory(base_group=group)
    for sector in Sector.objects.order_by("order")[:7]:
        place = PlacementFactory(
            student=student, session__offer__sector=sector, session__starts_at=at(-30)
        )
        AttendanceFactory(placement=place)
    LocationFactory(school=school, postcode="4001 AA")
    LearningPeriodFactory(
        school=school,
        first_day=timezone.localdate() - datetime.timedelta(days=20),
        last_day=timezone.localdate() + datetime.timedelta(days=30),
    )
    return group


def test_what_fits_a_group_is_its_year_size_sectors_period_and_place(client, coordinator, met_most):
    unseen = Sector.objects.order_by("order").last()
    near = WorkSiteFactory(pc4="4001")
    wanted = {"sector": unseen, "year_min": 1, "year_max": 3, "worksite": near}
    fitting = SessionFactory(offer=OfferFactory(title="Past", **wanted), starts_at=at(10))
    seen = Sector.objects.order_by("order").first()
    for title, changes in (
        ("Sector gezien", {"sector": seen}),
        ("Ander jaar", {"year_min": 4, "year_max": 5}),
        ("Ver weg", {"worksite": WorkSiteFactory(pc4="9711")}),
    ):
        SessionFactory(offer=OfferFactory(title=title, **(wanted | changes)), starts_at=at(10))
    SessionFactory(offer=OfferFactory(title="Te laat", **wanted), starts_at=at(60))
    full = OfferFactory(title="Vol", **wanted)
    SessionFactory(offer=full, starts_at=at(10), max_places=8, places_taken=8)
    client.force_login(coordinator)

    response = client.get(URL, {"group": met_most.pk})

    assert titles(response) == [fitting.offer.title]
    only_year = client.get(URL, {"group": met_most.pk, "part": "year"})
    assert "Ver weg" in titles(only_year)
    assert "Ander jaar" not in titles(only_year)


def test_group_of_another_school_does_not_count(client, other_coordinator, group):
    OfferFactory(title="Alles")
    client.force_login(other_coordinator)

    response = client.get(URL, {"group": group.pk})

    assert titles(response) == ["Alles"]
    assert response.context["search"].wanted.fit is None


def test_mentor_chooses_from_own_groups(mentor, group, school):
    assert list(fit.groups_of(mentor)) == [group]


def test_group_that_met_nothing_leaves_all_sectors_open(group):
    assert fit.least_met(group) == ()


# ---- Nothing found


def test_misspelt_word_gets_the_word_that_is_there(client):
    OfferFactory(title="Metselen op de bouwplaats")

    response = client.get(URL, {"q": "metsellen"})

    assert response.context["meant"] == "metselen"
    assert "q=metselen" in response.text


def test_word_like_no_other_gets_no_suggestion():
    OfferFactory(title="Metselen")

    assert did_you_mean("zeppelin") == ""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the extension is PostgreSQL's")
def test_postgresql_compares_spellings_itself():
    from placements.searching.suggest import _has_trigrams

    OfferFactory(title="Metselen")

    assert _has_trigrams() is True
    assert did_you_mean("metsellen") == "metselen"


def test_nothing_found_says_what_to_drop_and_where_else_there_is_something(client):
    care, green = Sector.objects.get(code="care_welfare"), Sector.objects.get(code="green_animals")
    OfferFactory(sector=care, kind=Offer.Kind.VISIT)
    OfferFactory.create_batch(2, sector=green, kind=Offer.Kind.ASSIGNMENT)

    context = client.get(URL, {"sector": "care_welfare", "kind": "assignment"}).context

    assert [(way.count, way.query) for way in context["ways"]] == [
        (2, "kind=assignment"),
        (1, "sector=care_welfare"),
    ]
    assert [(way.count, way.query) for way in context["near_sectors"]] == [
        (2, "kind=assignment&sector=green_animals")
    ]


def test_nothing_found_leads_a_coordinator_to_asking_the_companies(client, coordinator, group):
    try:
        asking = reverse("placements:call-new")
    except NoReverseMatch:
        pytest.skip("asking the companies is not there")
    client.force_login(coordinator)

    response = client.get(URL, {"q": "zeppelin", "sector": "care_welfare"})

    assert response.context["call_url"] == f"{asking}?q=zeppelin&sector=care_welfare"


# ---- Side by side, on paper


def test_two_offers_stand_side_by_side(client):
    first, second = OfferFactory(title="Brood"), OfferFactory(title="Hout", worksite=None)
    query = f"{COMPARE}?v={first.pk}&v={second.pk}&postcode=4001"

    response = client.get(query)

    assert [offer.title for offer in response.context["pair"]] == ["Brood", "Hout"]
    assert "Op school" in response.text or "Bij jullie op school" in response.text


@pytest.mark.parametrize(
    "query", ["", "?v=1", "?v=x&v=-1", "?v=99999999999999999999&v=²", "?v=1&v=1"]
)
def test_compare_without_two_offers_says_how_to_choose(client, query):
    response = client.get(COMPARE + query)

    assert response.status_code == 200
    assert len(response.context["pair"]) < 2


def test_compare_hides_drafts(client):
    draft, live = OfferFactory(draft=True, title="Geheim"), OfferFactory()

    assert "Geheim" not in client.get(f"{COMPARE}?v={draft.pk}&v={live.pk}").text


def test_list_and_offer_are_printed(client):
    session = SessionFactory(offer__title="Brood bakken")
    SessionFactory(offer__title="Metselen")

    listed = client.get(reverse("placements:catalogue-print"), {"q": "brood"})
    assert "Brood bakken" in listed.text
    assert "Metselen" not in listed.text
    assert (
        "Brood bakken"
        in client.get(reverse("placements:offer-print", args=[session.offer_id])).text
    )


# ---- The page of an employer


def reflected(offer, answers: int, *, private: bool = False) -> None:
    from portal.reference.models import Competence

    session = SessionFactory(offer=offer, starts_at=at(-12))
    for _number in range(answers):
        reflection = ReflectionFactory(placement__session=session, state="done", private=private)
        AttendanceFactory(placement=reflection.placement)
        for competence in Competence.objects.all():
            reflection.answers.create(competence=competence, face=1, words="geheim woord")


@pytest.mark.parametrize(
    ("answers", "private", "shown"), [(5, False, True), (4, False, False), (6, True, False)]
)
def test_what_pupils_said_is_shown_from_five_answers_on(client, answers, private, shown):
    offer = OfferFactory()
    reflected(offer, answers, private=private)

    text = client.get(offer.employer.get_absolute_url()).text

    assert ("Past dit werk bij jou?" in text) is shown
    assert "geheim woord" not in text


def test_employer_page_gives_the_distance_of_each_place(client):
    employer = EmployerFactory()
    WorkSiteFactory(employer=employer, name="Ver", pc4="9711")
    WorkSiteFactory(employer=employer, name="Dichtbij", pc4="4001")

    sites = client.get(employer.get_absolute_url(), {"postcode": "4001"}).context["sites"]

    assert [(site.name, site.km < 1) for site in sites] == [("Dichtbij", True), ("Ver", False)]


def test_footer_names_the_source_of_the_postcodes(client):
    text = client.get(URL).text

    assert "GeoNames" in text
    assert "CC BY 4.0" in text
