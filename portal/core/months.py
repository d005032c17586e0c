"""Counting in whole months, as people do: a month after 31 January is the end of February."""

import calendar
import datetime


def add_months(day: datetime.date, months: int) -> datetime.date:
    """``day`` so many months later, or earlier when negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def first_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=1)
