"""What a model of LOB stresses, and on which screens that is seen."""

import pytest
from django.urls import reverse

from portal.reference.models import Subject
from schools.lob_emphasis import Emphasis, emphasis_of
from tests.factories import LearningPeriodFactory, OfferFactory


def target(code, year=0, activities=2):
    subject = Subject.objects.get(code=code)
    return {"subject": subject, "year_of_study": year, "activities": activities, "competences": []}


@pytest.fixture
def in_model(draft, coordinator, write, approve):
    """``in_model("3", targets=[…])``: the school works so from today."""

    def _in_model(model, *, targets=(), exceptions=(), **fields):
        write(
            draft, "model", by=coordinator, model=model, reason_vision="Ja.", rows=exceptions,
            **fields,
        )  # fmt: skip
        write(draft, "vakken", by=coordinator, rows=targets)
        return approve(draft)

    return _in_model


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("1", ("lesson", "guest_lecture", (), False)),
        ("2", ("period", "", (), False)),
        ("3", ("subjects", "", ("techniek",), True)),
        ("4", ("matrix", "", (), True)),
        ("", ("", "", (), False)),
    ],
)
def test_each_model_stresses_its_own(model, expected):
    emphasis = Emphasis(model, ("techniek",))

    assert (
        emphasis.stressed,
        emphasis.first_kind,
        emphasis.chosen_subjects,
        emphasis.shows_matrix,
    ) == expected


def test_nothing_is_stressed_without_a_version_in_force(school, draft):
    assert emphasis_of(school.pk) == Emphasis()
    assert emphasis_of(None) == Emphasis()


def test_an_own_model_works_like_the_one_it_looks_like(school, in_model):
    in_model("own", own_model_name="Waardwerk", own_model_like="4")

    assert emphasis_of(school.pk).model == "4"


def test_the_most_exact_exception_wins(school, in_model):
    in_model(
        "1",
        exceptions=[
            {"track": "pro", "year_of_study": 0, "model": "2"},
            {"track": "", "year_of_study": 2, "model": "3"},
            {"track": "pro", "year_of_study": 2, "model": "4"},
        ],
    )
    asked = [("", None), ("pro", None), ("", 2), ("pro", 2), ("havo", 2), ("havo", 3)]

    found = [emphasis_of(school.pk, track=track, year=year).model for track, year in asked]

    assert found == ["1", "2", "3", "4", "3", "1"]


def test_subjects_of_a_year_count_for_that_year(school, in_model):
    in_model("3", targets=[target("techniek"), target("nederlands", year=3)])

    assert emphasis_of(school.pk, year=3).chosen_subjects == ("nederlands", "techniek")
    assert emphasis_of(school.pk, year=2).chosen_subjects == ("techniek",)


def desk(client, user):
    client.force_login(user)
    return client.get(reverse("home:desk")).context["lob"]


def test_the_desk_of_model_1_shows_the_next_guest_lecture(client, coordinator, in_model):
    in_model("1")
    first = desk(client, coordinator)

    assert (first.what, first.lesson) == ("lesson", None)


def test_the_desk_of_model_2_shows_the_period(client, coordinator, school, in_model):
    in_model("2")
    period = LearningPeriodFactory(school=school, label="Blok 1")
    first = desk(client, coordinator)

    assert first.what == "period"
    assert first.period in (None, period)  # in the summer no period is going on


def test_the_desk_of_model_3_offers_the_subjects(client, coordinator, in_model):
    in_model("3", targets=[target("techniek")])
    client.force_login(coordinator)
    page = client.get(reverse("home:desk"))

    assert [subject.code for subject in page.context["lob"].subjects] == ["techniek"]
    assert f"{reverse('placements:catalogue')}?subject=techniek" in page.content.decode()


def test_the_desk_of_model_4_shows_which_subjects_are_behind(client, coordinator, in_model):
    in_model("4", targets=[target("techniek"), target("nederlands", activities=5)])
    first = desk(client, coordinator)

    assert (first.what, first.reached, first.with_target) == ("matrix", 0, 2)
    assert first.behind[0].subject.code == "nederlands"


def test_the_desk_of_a_school_without_model_stays_as_it_was(client, coordinator):
    assert desk(client, coordinator) is None


def order_of(client, query=""):
    page = client.get(f"{reverse('placements:catalogue')}{query}")
    return [card.kind for card in page.context["cards"]]


def test_the_catalogue_of_model_1_begins_with_guest_lectures(client, coordinator, in_model):
    OfferFactory(kind="guest_lecture")
    OfferFactory(kind="visit")
    client.force_login(coordinator)
    plain = order_of(client)
    in_model("1")

    assert plain == ["visit", "guest_lecture"]
    assert order_of(client) == ["guest_lecture", "visit"]
    assert order_of(client, "?sort=new") == ["visit", "guest_lecture"]


def test_the_catalogue_of_model_3_offers_the_subjects_of_the_school(client, coordinator, in_model):
    in_model("3", targets=[target("techniek")])
    client.force_login(coordinator)
    url = reverse("placements:catalogue")

    first, chosen = client.get(url), client.get(f"{url}?subject=techniek")

    assert [subject.code for subject in first.context["own_subjects"]] == ["techniek"]
    assert chosen.context["own_subjects"] == []
