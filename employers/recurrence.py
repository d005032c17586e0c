"""Days that come back: every week, every two weeks, or every month on the same weekday."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from employers.models import DateSeries
from portal.core.months import add_months, first_of_month

Rhythm = DateSeries.Rhythm
A_WEEK = dt.timedelta(weeks=1)
FIFTH = 4


@dataclass(frozen=True)
class Rule:
    """``weekdays`` are ISO numbers, Monday is 1. ``times`` counts dates that can be, not tries."""

    rhythm: str
    weekdays: frozenset[int]
    first_day: dt.date
    last_day: dt.date | None = None
    times: int | None = None


def days_of(rule: Rule, until: dt.date) -> Iterator[dt.date]:
    """The days of the rule in order, none before its first and none after its last or ``until``."""
    last = min(rule.last_day or until, until)
    days = _monthly(rule, last) if rule.rhythm == Rhythm.MONTH else _weekly(rule, last)
    return (day for day in days if rule.first_day <= day <= last)


def _weekly(rule: Rule, last: dt.date) -> Iterator[dt.date]:
    step = A_WEEK * (2 if rule.rhythm == Rhythm.TWO_WEEKS else 1)
    monday = rule.first_day - dt.timedelta(days=rule.first_day.weekday())
    while monday <= last:
        for weekday in sorted(rule.weekdays):
            yield monday + dt.timedelta(days=weekday - 1)
        monday += step


def _monthly(rule: Rule, last: dt.date) -> Iterator[dt.date]:
    """On the second Tuesday, when the first Tuesday of the rule is one; a fifth is the last."""
    ordinals = {weekday: _ordinal(_first(weekday, rule.first_day)) for weekday in rule.weekdays}
    start = first_of_month(rule.first_day)
    for number in count():
        month = add_months(start, number)
        if month > last:
            return
        yield from sorted(_nth(month, weekday, nth) for weekday, nth in ordinals.items())


def _first(weekday: int, on_or_after: dt.date) -> dt.date:
    return on_or_after + dt.timedelta(days=(weekday - on_or_after.isoweekday()) % 7)


def _ordinal(day: dt.date) -> int:
    """0 for the first of its weekday in the month."""
    return (day.day - 1) // 7


def _nth(month: dt.date, weekday: int, nth: int) -> dt.date:
    day = _first(weekday, month) + nth * A_WEEK
    return day - A_WEEK if nth == FIFTH and day.month != month.month else day
