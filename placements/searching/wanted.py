"""What somebody asks of the catalogue, as plain values, and what an offer must have to fit.

``Wanted`` knows no form and no request: a page, a feed and a saved search ask in the same way.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import Offer, Session
from placements import catalogue
from placements.searching import among  # noqa: F401 - registers its lookup
from placements.searching.fit import GroupFit
from placements.searching.texts import found_by_text
from portal.reference.distance import areas_within
from portal.reference.models import Competence, Sector, Subject

# A count beside a choice follows every other choice, but not the one it belongs to.
FACETS = ("kind", "sector", "subject", "competence", "year", "km", "month")


@dataclass(frozen=True)
class Wanted:
    text: str = ""
    pc4: str = ""
    km: int | None = None
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    subject: str = ""
    competence: str = ""
    year: int | None = None
    month: str = ""
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    places: int | None = None
    fit: GroupFit | None = None

    @cached_property
    def key(self) -> str:
        """The same for who asks the same on the same day: a name for what is kept in the cache."""
        return blake2b(repr((self, timezone.localdate())).encode(), digest_size=12).hexdigest()

    @cached_property
    def found(self) -> list[int]:
        """Offers that match the words, the best first."""
        return found_by_text(self.text)

    @property
    def narrows_dates(self) -> bool:
        return bool(self._date_limits or self.month or self._pupils)

    @property
    def _pupils(self) -> int:
        return max(self.places or 0, self.fit.pupils if self.fit else 0)

    @property
    def _date_limits(self) -> dict:
        limits: dict[str, Any] = {}
        if self.date_from:
            limits["starts_at__gte"] = at_midnight(self.date_from)
        if self.date_to:
            limits["starts_at__lt"] = at_midnight(next_day(self.date_to))
        if self.fit and self.fit.first_day:
            limits["starts_at__date__range"] = (self.fit.first_day, self.fit.last_day)
        return limits

    def dates(self, *, any_month: bool = False) -> QuerySet[Session]:
        """The dates that fit: what a card shows is what was asked for."""
        dates: Any = catalogue.dates_that_count(**self._date_limits)
        if self.month and not any_month:
            first, last = month_bounds(self.month)
            dates = dates.filter(starts_at__gte=first, starts_at__lt=last)
        return dates.with_room_for(self._pupils) if self._pupils else dates

    def offers(self, *, without: Collection[str] = ()) -> QuerySet[Offer]:
        """Published offers that fit; ``without`` leaves out some conditions by their name."""
        offers = Offer.objects.published()
        for name, condition in self.conditions().items():
            if name not in without:
                offers = offers.filter(condition)
        return offers

    def conditions(self) -> dict[str, Q | Exists]:
        """What is asked, by name. The months are apart: they are counted over dates."""
        asked = {
            "q": self.text and Q(pk__among=self.found),
            "kind": self.kinds and Q(kind__in=self.kinds),
            "sector": self.sectors and Q(sector__in=_ids(Sector, self.sectors)),
            "subject": self.subject and _linked(Offer.subjects.through, Subject, self.subject),
            "competence": self.competence
            and _linked(Offer.competences.through, Competence, self.competence),
            "year": self.year and Q(year_min__lte=self.year, year_max__gte=self.year),
            "km": self.pc4 and self.km and near(self.pc4, self.km),
            "group": self.fit and _fits(self.fit),
            "month": self.month and _on(self.dates()),
            "dates": (self._date_limits or self._pupils) and _on(self.dates(any_month=True)),
        }
        return {name: condition for name, condition in asked.items() if condition}


def near(pc4: str, km: int) -> Q:
    """Within ``km`` of the postcode area; who comes to the school is always near."""
    return Q(worksite=None) | Q(worksite__pc4__among=areas_within(pc4, km))


def at_midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def next_day(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1)


def month_bounds(month: str) -> tuple[datetime.datetime, datetime.datetime]:
    """The first moment of "2026-12" and that of the month after."""
    first = datetime.date.fromisoformat(f"{month}-01")
    after = (first + datetime.timedelta(days=31)).replace(day=1)
    return at_midnight(first), at_midnight(after)


def _on(dates: QuerySet[Session]) -> Exists:
    return Exists(dates.filter(offer=OuterRef("pk")))


def _ids(model, codes: Collection[str]) -> list[int]:
    return [row.pk for row in model.all_cached() if row.code in codes]


def _linked(through, model, code: str) -> Exists:
    column = model._meta.model_name
    return Exists(
        through.objects.filter(**{f"{column}__in": _ids(model, [code])}, offer=OuterRef("pk"))
    )


def _fits(fit: GroupFit) -> Q:
    wanted = Q()
    if fit.year:
        wanted &= Q(year_min__lte=fit.year, year_max__gte=fit.year)
    if fit.sectors:
        wanted &= Q(sector__in=_ids(Sector, fit.sectors))
    if fit.pc4:
        wanted &= near(fit.pc4, fit.km)
    return wanted
