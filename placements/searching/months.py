"""The month view: on which days something can be done, and what on each day."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.urls import reverse
from django.utils import timezone

from employers.models import Session
from placements.searching.wanted import Wanted, at_midnight, next_day

SHOWN_A_DAY = 2
A_MINUTE = 60
WEEKEND = 5


@dataclass(frozen=True)
class Line:
    """A date in a few words."""

    starts_at: datetime.datetime
    title: str
    url: str
    hue: str


@dataclass
class Day:
    """``dates`` open dates on this day; ``first`` are a few of them."""

    day: datetime.date
    inside: bool = True
    dates: int = 0
    first: list[Line] = field(default_factory=list)

    @property
    def more(self) -> int:
        return max(self.dates - len(self.first), 0)

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


@dataclass(frozen=True)
class Month:
    first: datetime.date
    weeks: list[list[Day]]
    has_weekends: bool

    @property
    def dates(self) -> int:
        return sum(day.dates for week in self.weeks for day in week)

    @property
    def before(self) -> str:
        return f"{self.first - datetime.timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + datetime.timedelta(days=31):%Y-%m}"


def sessions_of(wanted: Wanted) -> QuerySet[Session]:
    """All dates that fit, of the offers that fit."""
    offers = wanted.offers(without=["month", "dates"]).order_by()
    return wanted.dates(any_month=True).filter(offer__in=offers.values("pk"))


def month_of(wanted: Wanted, first: datetime.date) -> Month:
    """The days of a month; a minute old at most."""
    key = f"catalogue.month.{wanted.key}.{first:%Y-%m}"
    month: Any = cache.get_or_set(key, lambda: _read_month(wanted, first), A_MINUTE)
    return month


def _read_month(wanted: Wanted, first: datetime.date) -> Month:
    """Two queries: how many dates each day has, and the first few of each."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    inside = sessions_of(wanted).filter(
        starts_at__gte=at_midnight(first),
        starts_at__lt=at_midnight(next_day(_last_day(first))),
    )
    dated = inside.annotate(day=TruncDate("starts_at"))
    counts = dict(dated.order_by().values_list("day").annotate(n=Count("pk")))
    few = _first_of_each_day(dated)
    days = [
        [Day(day, day.month == first.month, counts.get(day, 0), few[day]) for day in week]
        for week in weeks
    ]
    for day in (day for week in days for day in week if not day.inside):
        day.dates, day.first = 0, []
    weekends = any(day.dates for week in days for day in week if day.day.weekday() >= WEEKEND)
    return Month(first, days if weekends else [week[:WEEKEND] for week in days], weekends)


def _first_of_each_day(dated: QuerySet[Session]) -> dict[datetime.date, list[Line]]:
    number = Window(RowNumber(), partition_by=F("day"), order_by=[F("starts_at"), F("pk")])
    few = dated.annotate(number=number).filter(number__lte=SHOWN_A_DAY)
    rows = few.order_by("starts_at", "pk").values_list(
        "day", "starts_at", "offer", "offer__title", "offer__sector__hue"
    )
    found: dict[datetime.date, list[Line]] = defaultdict(list)
    for day, starts_at, offer, title, hue in rows:
        url = reverse("placements:offer-page", args=[offer])
        found[day].append(Line(starts_at, title, url, hue))
    return found


def sessions_on(wanted: Wanted, day: datetime.date) -> QuerySet[Session]:
    """Everything on one day, the earliest first."""
    return (
        sessions_of(wanted)
        .filter(starts_at__gte=at_midnight(day), starts_at__lt=at_midnight(next_day(day)))
        .order_by("starts_at", "pk")
    )


def first_month(wanted: Wanted) -> datetime.date:
    """The month to open: the one asked for, else that of the first date that fits."""
    if wanted.month:
        return datetime.date.fromisoformat(f"{wanted.month}-01")
    first = sessions_of(wanted).order_by("starts_at").values_list("starts_at", flat=True).first()
    return (timezone.localtime(first).date() if first else timezone.localdate()).replace(day=1)


def _last_day(first: datetime.date) -> datetime.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
