"""How many offers each choice would give, beside the choice.

A count follows every other choice. All counts together are one statement: the offers that fit what
has no counts (words, days) are gathered once, each with a mark for every other condition.
"""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from employers.models import Offer
from placements.searching.wanted import FACETS, Wanted, month_bounds
from portal.reference.distance import areas_within

A_MINUTE = 60
YEARS = range(1, 7)
Counts = dict[str, dict[str, int]]


def counts_for(wanted: Wanted, months: Iterable[str], kilometres: Iterable[int]) -> Counts:
    """Facet -> value -> how many offers; a minute old at most. Sectors and such go by their id."""

    def count() -> Counts:
        return _counted(wanted, list(months), list(kilometres))

    counts: Any = cache.get_or_set(f"catalogue.counts.{wanted.key}", count, A_MINUTE)
    return counts


def _counted(wanted: Wanted, months: list[str], kilometres: list[int]) -> Counts:
    statement = Statement(wanted)
    statement.count("total", "''")
    statement.count("kind", "base.kind")
    statement.count("sector", "CAST(base.sector_id AS text)")
    statement.count("year", "y.n", join=f"JOIN ({_years()}) y ON y.n BETWEEN year_min AND year_max")
    for name in ("subject", "competence"):
        table = getattr(Offer, _plural(name)).through._meta.db_table
        join = f"JOIN {connection.ops.quote_name(table)} t ON t.offer_id = base.id"
        statement.count(name, f"CAST(t.{name}_id AS text)", join=join)
    if wanted.pc4:
        statement.count("km", "COALESCE(base.pc4, '')")
    statement.count_months(months)
    counts: Counts = {name: {} for name in ("total", *FACETS)}
    for name, value, number in statement.rows():
        counts[name][str(value)] = number
    if wanted.pc4:
        counts["km"] = _by_distance(counts["km"], wanted.pc4, kilometres)
    return counts


class Statement:
    """``base`` are the offers with their marks, ``dates`` the dates that fit; then the counts."""

    def __init__(self, wanted: Wanted):
        self.wanted = wanted
        conditions = wanted.conditions()
        self.marked = [name for name in FACETS if name in conditions]
        self._parts: list[str] = []
        self._params: list[Any] = []
        marks = {f"ok_{name}": _mark(conditions[name]) for name in self.marked}
        base = wanted.offers(without=self.marked).order_by()
        columns = ["pk", "kind", "sector_id", "year_min", "year_max", "worksite__pc4", *marks]
        self._base = _compiled(base.annotate(**marks).values_list(*columns))
        self._dates = _compiled(
            wanted.dates(any_month=True).order_by().values_list("offer_id", "starts_at")
        )

    def count(self, name: str, value: str, *, join: str = "", number: str = "COUNT(*)") -> None:
        marks = " AND ".join(f"ok_{other}" for other in self.marked if other != name)
        where = f"WHERE {marks}" if marks else ""
        self._parts.append(
            f"SELECT '{name}' AS facet, CAST({value} AS text) AS value, {number} AS number "  # noqa: S608 - our own words
            f"FROM base {join} {where} GROUP BY 2"
        )

    def count_months(self, months: list[str]) -> None:
        rows = []
        for month in months:
            rows.append("SELECT %s AS n, %s AS first, %s AS last")
            self._params += [month, *(_moment(moment) for moment in month_bounds(month))]
        join = (
            "JOIN dates ON dates.offer_id = base.id "
            f"JOIN ({' UNION ALL '.join(rows)}) m "
            "ON dates.starts_at >= m.first AND dates.starts_at < m.last"
        )
        self.count("month", "m.n", join=join, number="COUNT(DISTINCT base.id)")

    def rows(self) -> list[tuple[str, str, int]]:
        marks = "".join(f", ok_{name}" for name in self.marked)
        columns = f"id, kind, sector_id, year_min, year_max, pc4{marks}"
        (base, base_params), (dates, date_params) = self._base, self._dates
        text = (
            f"WITH base({columns}) AS ({base}), dates(offer_id, starts_at) AS ({dates}) "
            + " UNION ALL ".join(self._parts)
        )
        with connection.cursor() as cursor:
            cursor.execute(text, [*base_params, *date_params, *self._params])
            return cursor.fetchall()


def _mark(condition: Any) -> Any:
    if isinstance(condition, Q):
        return ExpressionWrapper(condition, output_field=BooleanField())
    return condition


def _compiled(rows: QuerySet) -> tuple[str, tuple]:
    return rows.query.sql_with_params()


def _moment(moment):
    if connection.vendor == "postgresql":
        return moment
    return connection.ops.adapt_datetimefield_value(moment)


def _years() -> str:
    return " UNION ALL ".join(f"SELECT {year} AS n" for year in YEARS)


def _plural(name: str) -> str:
    return f"{name}s"


def _by_distance(by_area: dict[str, int], pc4: str, kilometres: list[int]) -> dict[str, int]:
    """Who comes to the school ("" as its area) is always near."""
    at_school = by_area.get("", 0)
    return {
        str(km): at_school + sum(by_area.get(area, 0) for area in areas_within(pc4, km))
        for km in kilometres
    }
