import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.models import DateSeries
from employers.recurrence import Rule, days_of

Rhythm = DateSeries.Rhythm
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
WEEKDAYS = st.frozensets(st.integers(1, 5), min_size=1)


def days(rhythm, weekdays, first, last, times=None):
    rule = Rule(rhythm, frozenset(weekdays), first, last, times)
    return [f"{day:%m-%d}" for day in days_of(rule, dt.date(2030, 1, 1))]


def test_every_week_on_two_days():
    # Thursday 1 October 2026
    found = days(Rhythm.WEEK, {2, 4}, dt.date(2026, 10, 1), dt.date(2026, 10, 15))

    assert found == ["10-01", "10-06", "10-08", "10-13", "10-15"]


def test_every_two_weeks_counts_from_the_week_of_the_first_day():
    found = days(Rhythm.TWO_WEEKS, {2, 4}, dt.date(2026, 10, 1), dt.date(2026, 10, 31))

    assert found == ["10-01", "10-13", "10-15", "10-27", "10-29"]


def test_every_month_on_the_second_tuesday():
    found = days(Rhythm.MONTH, {2}, dt.date(2026, 10, 7), dt.date(2027, 1, 31))

    assert found == ["10-13", "11-10", "12-08", "01-12"]


def test_every_month_on_a_fifth_day_takes_the_last():
    found = days(Rhythm.MONTH, {5}, dt.date(2026, 10, 30), dt.date(2027, 1, 31))

    assert found == ["10-30", "11-27", "12-25", "01-29"]


@pytest.mark.parametrize("last", [dt.date(2026, 9, 30), dt.date(2026, 10, 1)])
def test_nothing_lies_outside_the_days(last):
    assert days(Rhythm.WEEK, {5}, dt.date(2026, 10, 1), last) == []


@given(
    rhythm=st.sampled_from(Rhythm.values), weekdays=WEEKDAYS, first=DAYS, length=st.integers(0, 500)
)
def test_days_are_in_order_within_bounds_and_on_their_weekdays(rhythm, weekdays, first, length):
    last = first + dt.timedelta(days=length)

    found = list(days_of(Rule(rhythm, weekdays, first, last), dt.date(2031, 1, 1)))

    assert found == sorted(set(found))
    assert all(first <= day <= last and day.isoweekday() in weekdays for day in found)
    if rhythm == Rhythm.WEEK:
        every = (first + dt.timedelta(days=n) for n in range(length + 1))
        assert found == [day for day in every if day.isoweekday() in weekdays]
    if rhythm == Rhythm.MONTH:
        months = [(day.year, day.month, day.isoweekday()) for day in found]
        assert len(months) == len(set(months))
