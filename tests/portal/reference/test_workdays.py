import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reference import workdays
from portal.reference.cached import forget_all
from portal.reference.models import HolidayRegion, Region, SchoolHoliday
from portal.reference.workdays import (
    add_working_days,
    day_off,
    easter_sunday,
    is_school_holiday,
    is_working_day,
    public_holiday,
    working_days_between,
)

DAYS = st.dates(dt.date(2026, 8, 1), dt.date(2028, 7, 31))


@pytest.fixture
def autumn(db):
    SchoolHoliday.objects.all().delete()
    forget_all()
    return SchoolHoliday.objects.create(
        region=HolidayRegion.MIDDLE,
        kind=SchoolHoliday.Kind.AUTUMN,
        name_nl="Herfstvakantie",
        school_year="2026-2027",
        first_day=dt.date(2026, 10, 17),
        last_day=dt.date(2026, 10, 25),
    )


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2000, dt.date(2000, 4, 23)),
        (2026, dt.date(2026, 4, 5)),
        (2027, dt.date(2027, 3, 28)),
        (2028, dt.date(2028, 4, 16)),
        (2038, dt.date(2038, 4, 25)),
        (2049, dt.date(2049, 4, 18)),
    ],
)
def test_easter_falls_where_the_church_puts_it(year, day):
    assert easter_sunday(year) == day


def test_public_holidays_of_a_year():
    days = {f"{day:%m-%d}" for day in workdays.public_holidays(2027)}

    assert days == {
        "01-01", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17", "12-25", "12-26",
    }  # fmt: skip


def test_kings_day_moves_away_from_sunday():
    assert public_holiday(dt.date(2031, 4, 26)) == "Koningsdag"
    assert not public_holiday(dt.date(2031, 4, 27))


def test_liberation_day_is_free_once_in_five_years():
    assert [public_holiday(dt.date(year, 5, 5)) for year in (2029, 2030)] == ["", "Bevrijdingsdag"]


def test_school_holiday_has_its_first_and_last_day(autumn):
    days = [dt.date(2026, 10, day) for day in (16, 17, 25, 26)]

    assert [is_school_holiday(day) for day in days] == [False, True, True, False]
    assert not is_school_holiday(days[1], HolidayRegion.NORTH)


def test_working_days_skip_weekend_and_holiday(autumn):
    friday = dt.date(2026, 10, 16)

    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1) == dt.date(2026, 10, 26)
    assert add_working_days(dt.date(2026, 10, 26), -1) == friday
    assert working_days_between(friday, dt.date(2026, 10, 27)) == 2
    assert working_days_between(dt.date(2026, 10, 27), friday) == 0
    assert not is_working_day(dt.date(2026, 10, 19))
    assert is_working_day(dt.date(2026, 10, 19), HolidayRegion.SOUTH)


@given(day=DAYS, number=st.integers(0, 60))
@pytest.mark.django_db
def test_adding_and_counting_agree(day, number):
    end = add_working_days(day, number)

    assert working_days_between(day, end) == number
    assert number == 0 or is_working_day(end)


def test_region_says_which_holidays_hold_here(autumn):
    monday = dt.date(2026, 10, 19)
    Region.objects.update_or_create(
        pk=1, defaults={"name": "Noord", "slug": "noord", "holiday_region": HolidayRegion.NORTH}
    )
    forget_all()

    assert not is_school_holiday(monday)


def test_day_off_of_some_schools_is_told_apart(autumn, monkeypatch):
    monday = dt.date(2026, 10, 19)
    monkeypatch.setattr(workdays, "_sources", [lambda: ["middle", "south"]])

    assert day_off(monday) == workdays.DayOff("Herfstvakantie", everywhere=False)

    monkeypatch.setattr(workdays, "_sources", [lambda: ["middle"]])
    forget_all()
    assert day_off(monday) == workdays.DayOff("Herfstvakantie", everywhere=True)
    assert day_off(dt.date(2026, 10, 26)) is None
    assert day_off(dt.date(2026, 12, 25)).everywhere


def test_asking_again_costs_no_query(autumn, django_assert_num_queries):
    day_off(autumn.first_day)

    with django_assert_num_queries(0):
        add_working_days(autumn.first_day, 200)
        day_off(autumn.last_day)
