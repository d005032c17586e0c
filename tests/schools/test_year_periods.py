"""The learning periods of a year, per track where they differ, and the bell times."""

import datetime as dt
import itertools

import pytest

from schools.models import LearningPeriod, SetUp
from schools.periods import period_of_group, periods_for
from schools.services.lesson_hours import HoursRefused, set_lesson_hours
from schools.services.periods import PeriodRefused, save_period
from schools.services.year_periods import Span, propose, save_year_periods
from tests.factories import GroupFactory, StudentFactory

Step = SetUp.Step
YEAR = "2026-2027"


# ---- Periods


@pytest.mark.parametrize("number", [3, 4, 5, 6])
@pytest.mark.parametrize("region", ["north", "middle", "south"])
def test_proposed_periods_divide_the_year_evenly(number, region):
    spans = propose(number, YEAR, region)

    weeks = [(span.last_day - span.first_day).days // 7 + 1 for span in spans]
    assert len(spans) == number
    assert all(span.first_day.weekday() == 0 and span.last_day.weekday() == 4 for span in spans)
    assert all(a.last_day < b.first_day for a, b in itertools.pairwise(spans))
    assert max(weeks) - min(weeks) <= 5
    assert spans[-1].last_day < dt.date(2027, 7, 25)


def spans_of(*days):
    return [Span(f"Periode {n}", first, last) for n, (first, last) in enumerate(days, start=1)]


AUTUMN = (dt.date(2026, 8, 31), dt.date(2026, 12, 18))
SPRING = (dt.date(2027, 1, 4), dt.date(2027, 7, 9))


def test_periods_of_a_year_are_replaced_and_keep_their_rows(school, coordinator):
    first = save_year_periods(school, YEAR, spans_of(AUTUMN, SPRING), by=coordinator)
    again = save_year_periods(school, YEAR, spans_of(AUTUMN), by=coordinator)

    assert [row.pk for row in again] == [first[0].pk]
    assert LearningPeriod.objects.count() == 1


def test_periods_may_swap_their_names(school, coordinator):
    save_year_periods(school, YEAR, spans_of(AUTUMN, SPRING), by=coordinator)
    swapped = [Span("Periode 2", *AUTUMN), Span("Periode 1", *SPRING)]

    save_year_periods(school, YEAR, swapped, by=coordinator)

    assert list(LearningPeriod.objects.values_list("label", flat=True)) == [
        "Periode 2",
        "Periode 1",
    ]


@pytest.mark.parametrize(
    "spans",
    [
        [Span("", *AUTUMN)],
        [Span("A", *AUTUMN), Span("a", *SPRING)],
        [Span("A", *AUTUMN), Span("B", dt.date(2026, 12, 1), SPRING[1])],
        [Span("A", AUTUMN[1], AUTUMN[0])],
        [Span("A", dt.date(2025, 9, 1), AUTUMN[1])],
    ],
    ids=["no-name", "same-name", "overlap", "backwards", "other-year"],
)
def test_periods_that_cannot_be_are_refused(school, coordinator, spans):
    with pytest.raises(PeriodRefused):
        save_year_periods(school, YEAR, spans, by=coordinator)

    assert not LearningPeriod.objects.exists()


def test_track_with_own_periods_does_not_use_those_of_the_school(school, coordinator):
    save_year_periods(school, YEAR, spans_of(AUTUMN, SPRING), by=coordinator)
    save_year_periods(
        school, YEAR, spans_of((AUTUMN[0], SPRING[1])), tracks=["pro"], by=coordinator
    )
    rows = LearningPeriod.objects.order_by("first_day", "pk")

    assert len(periods_for(rows, "pro")) == 1
    assert len(periods_for(rows, "vmbo_bb")) == len(periods_for(rows, "")) == 2


def test_group_follows_the_periods_of_its_track(school, group, coordinator):
    StudentFactory(base_group=group, track="pro")
    save_year_periods(school, YEAR, spans_of(AUTUMN, SPRING), by=coordinator)
    own = save_year_periods(
        school, YEAR, spans_of((AUTUMN[0], SPRING[1])), tracks=["pro"], by=coordinator
    )

    assert period_of_group(group) == own[0]
    assert period_of_group(GroupFactory(school=school)).tracks == []


def test_period_of_one_track_may_lie_across_another(school, coordinator):
    save_year_periods(school, YEAR, spans_of(AUTUMN, SPRING), by=coordinator)
    row = LearningPeriod(
        school=school, school_year=YEAR, label="Lang", first_day=AUTUMN[0], last_day=SPRING[1]
    )

    with pytest.raises(PeriodRefused):
        save_period(row, by=coordinator)
    row.tracks = ["pro"]
    save_period(row, by=coordinator)

    assert str(row) == f"Lang {YEAR} ({row.track_names})"


# ---- Lesson hours


def test_lesson_hours_are_numbered_in_order(school, coordinator):
    set_lesson_hours(
        school, [(dt.time(8, 30), dt.time(9, 20)), (dt.time(9, 20), dt.time(10))], by=coordinator
    )
    set_lesson_hours(school, [(dt.time(9), dt.time(10))], by=coordinator)

    assert [str(hour) for hour in school.lesson_hours.all()] == ["1: 09:00-10:00"]


@pytest.mark.parametrize(
    "times",
    [
        [(dt.time(9), dt.time(9))],
        [(dt.time(9), dt.time(10)), (dt.time(9, 30), dt.time(11))],
    ],
)
def test_lesson_hours_that_cannot_be_are_refused(school, coordinator, times):
    with pytest.raises(HoursRefused):
        set_lesson_hours(school, times, by=coordinator)
