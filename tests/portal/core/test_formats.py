import datetime as dt

import pytest
import time_machine
from django.utils import translation

from portal.core import formats

AMSTERDAM = dt.timezone(dt.timedelta(hours=1))
START = dt.datetime(2026, 11, 24, 9, 30, tzinfo=AMSTERDAM)
END = dt.datetime(2026, 11, 24, 12, 0, tzinfo=AMSTERDAM)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(params=["nl", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def dutch():
    with translation.override("nl"):
        yield


def test_long_date_is_written_out_in_the_language(language):
    expected = {"nl": "dinsdag 24 november 2026", "en": "Tuesday 24 November 2026"}

    assert formats.long_date(dt.date(2026, 11, 24)) == expected[language]


def test_long_date_is_the_local_day_of_a_moment_in_utc(dutch):
    late = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)

    assert formats.long_date(late) == "woensdag 25 november 2026"


@pytest.mark.parametrize(
    ("month", "expected"), [(1, "24 jan"), (3, "24 mrt"), (5, "24 mei"), (11, "24 nov")]
)
def test_short_date_has_no_full_stop(dutch, month, expected):
    assert formats.short_date(dt.date(2026, month, 24)) == expected


def test_clock_follows_the_language(language):
    expected = {"nl": f"9.30{NBSP}uur", "en": "9:30"}

    assert formats.clock(START) == expected[language]


def test_clock_takes_a_plain_time(dutch):
    assert formats.clock(dt.time(0, 5)) == f"0.05{NBSP}uur"


def test_time_span_names_the_hour_once(dutch):
    assert formats.time_span(START, END).endswith(f"12.00{NBSP}uur")
    assert formats.time_span(START, END).startswith("9.30 ")
    assert formats.time_span(START, None) == f"9.30{NBSP}uur"


def test_moment_joins_day_and_times(dutch):
    assert formats.moment(START) == f"dinsdag 24 november 2026, 9.30{NBSP}uur"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 12, 18), ("23 november ", " 18 december 2026")),
        (dt.date(2026, 12, 21), dt.date(2027, 1, 3), ("21 december 2026 ", " 3 januari 2027")),
        (dt.date(2026, 12, 21), dt.date(2026, 12, 21), ("21 december 2026", "21 december 2026")),
        (None, dt.date(2026, 12, 21), ("21 december 2026", "21 december 2026")),
    ],
)
def test_date_span_repeats_no_year(dutch, first, last, expected):
    text = formats.date_span(first, last)

    assert (text.startswith(expected[0]), text.endswith(expected[1])) == (True, True)


@time_machine.travel("2026-11-23 12:00+01:00")
def test_relative_day_is_the_long_date_when_it_is_not_near(dutch):
    assert formats.relative_day(START + dt.timedelta(days=7)) == "dinsdag 1 december 2026"
    assert formats.relative_day(START) != formats.long_date(START)


@pytest.mark.parametrize(
    ("value", "expected"), [(6.2, f"6{NBSP}km"), (1234, f"1.234{NBSP}km"), (None, "")]
)
def test_km_is_whole(dutch, value, expected):
    assert formats.km(value) == expected


def test_number_groups_thousands_in_the_language(language):
    expected = {"nl": ("12.345", "3,5"), "en": ("12,345", "3.5")}

    assert (formats.number(12345), formats.number(3.46, 1)) == expected[language]


def test_percent_of_nothing_is_empty():
    assert (formats.percent(3, 5), formats.percent(0, 0)) == ("60%", "")


@pytest.mark.parametrize(
    "name", ["long_date", "day_and_month", "short_date", "relative_day", "clock", "km", "number"]
)
def test_formats_of_nothing_are_empty(name):
    assert getattr(formats, name)(None) == ""
