import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from portal.reference.cached import A_MINUTE, CachedList, forget_all
from portal.reference.datasets import DATA, read_csv, read_json
from portal.reference.models import (
    Competence,
    Region,
    SchoolHoliday,
    Sector,
    Subject,
    Track,
)


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [
        ("nl", "Horeca en voeding", "Koken en gasten"),
        ("en", "Hospitality and food", "Cooking and guests"),
        ("en-gb", "Hospitality and food", "Cooking and guests"),
        (None, "Horeca en voeding", "Koken en gasten"),
    ],
)
def test_sector_speaks_the_language_of_the_page(language, name, label):
    sector = Sector.objects.get(code="hospitality_food")

    with translation.override(language):
        assert (sector.name, sector.pupil_label, str(sector)) == (name, label, name)


def test_english_falls_back_on_dutch():
    with translation.override("en"):
        assert Subject(label_nl="Zeilen").label == "Zeilen"


def test_all_cached_costs_one_query_a_minute(django_assert_num_queries):
    with django_assert_num_queries(1):
        first = Sector.all_cached()
        again = Sector.all_cached()

    assert [sector.order for sector in first] == list(range(1, 11))
    assert again is first


def test_cached_list_forgets_on_request_and_after_its_time(monkeypatch):
    now = 1000.0
    monkeypatch.setattr("portal.reference.cached.time.monotonic", lambda: now)
    calls = []
    cached = CachedList(lambda: calls.append(1) or [len(calls)])

    assert (cached(), cached()) == ((1,), (1,))
    now += A_MINUTE + 1
    assert cached() == (2,)
    forget_all()
    assert cached() == (3,)


def test_cached_list_does_not_keep_an_empty_answer():
    answers = [[], ["row"]]
    cached = CachedList(lambda: answers.pop(0))

    assert (cached(), cached()) == ((), ("row",))


def test_the_region_is_one_row(django_assert_num_queries):
    assert Region.current() == Region.objects.get()
    with django_assert_num_queries(0):
        Region.current()
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(id=2, name="Nog een", slug="nog-een")


def test_region_that_is_not_loaded_yet_does_not_exist():
    Region.objects.all().delete()

    with pytest.raises(Region.DoesNotExist):
        Region.current()


@pytest.mark.parametrize("competence", read_json("competences.json"), ids=lambda c: c["code"])
def test_competence_has_all_texts_in_both_languages(competence):
    texts = [value for name, value in competence.items() if name != "order"]

    assert all(texts)
    assert len(competence["answer_labels_nl"]) == len(competence["answer_labels_en"]) == 4


@pytest.mark.parametrize("labels", [[], ["Ja"], ["a", "b", "c", ""], "abcd", ["a", "b", "c", 4]])
def test_competence_refuses_other_than_four_answers(labels):
    competence = Competence.objects.first()
    competence.answer_labels_nl = labels

    with pytest.raises(ValidationError) as caught:
        competence.full_clean()

    assert list(caught.value.message_dict) == ["answer_labels_nl"]


@pytest.mark.parametrize("tracks", [["gymnasium"], "pro", [["pro"]], {"pro": 1}])
def test_subject_refuses_unknown_tracks(tracks):
    with pytest.raises(ValidationError) as caught:
        Subject(code="x", label_nl="X", category="general", tracks=tracks).full_clean()

    assert list(caught.value.message_dict) == ["tracks"]


def test_every_shipped_row_is_valid():
    for subject in Subject.objects.all():
        subject.full_clean()
        assert set(subject.tracks) <= set(Track.values)
    for sector in Sector.objects.all():
        sector.full_clean()


def test_holidays_run_from_saturday_to_sunday_in_their_school_year():
    for holiday in SchoolHoliday.objects.all():
        holiday.full_clean()
        assert (holiday.first_day.isoweekday(), holiday.last_day.isoweekday()) == (6, 7)


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("south", datetime.date(2027, 2, 16), "Voorjaarsvakantie"),
        ("north", datetime.date(2027, 2, 16), None),
        ("north", datetime.date(2027, 1, 3), "Kerstvakantie"),
        ("north", datetime.date(2027, 1, 4), None),
    ],
)
def test_holiday_of_a_day_depends_on_the_region(region, day, name):
    found = SchoolHoliday.objects.in_region(region).overlapping(day, day)

    assert [holiday.name_nl for holiday in found] == ([name] if name else [])


def test_holiday_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolHoliday.objects.create(
            region="north",
            kind="other",
            name_nl="Terug in de tijd",
            school_year="2026-2027",
            first_day=datetime.date(2026, 12, 2),
            last_day=datetime.date(2026, 12, 1),
        )


def test_attribution_stays_with_the_postcode_data():
    assert len(read_csv("postcode_areas.csv")) == 4064
    assert "GeoNames" in (DATA / "README.md").read_text()
