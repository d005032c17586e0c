"""A school year of one employer in figures: what the year card shows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from employers.models import Employer, Session
from placements.models import Booking, Placement
from placements.quotes import Released, released_quotes
from placements.takeaway import Takeaway, takeaway_of
from portal.core.school_year import bounds, school_year_of
from portal.reference.models import Sector

QUOTES = 3
AN_HOUR, NO_TIME = datetime.timedelta(hours=1), datetime.timedelta()


@dataclass(frozen=True)
class Impact:
    """``hours`` are pupils times hours. ``takeaway`` and ``quotes`` may be empty."""

    employer: Employer
    school_year: str
    visits: int
    pupils: int
    hours: int
    sectors: tuple[Sector, ...]
    takeaway: Takeaway
    quotes: tuple[Released, ...]

    def __bool__(self) -> bool:
        return bool(self.visits)

    @property
    def year_label(self) -> str:
        """ "2026-2027" with a dash that reads well."""
        return self.school_year.replace("-", "\N{EN DASH}")


def impact_of(employer: Employer, school_year: str) -> Impact:
    """Five queries, whatever the size of the year. Raises ValueError on what is no school year."""
    sessions = list(visits_of(employer, school_year).select_related("offer"))
    codes = {session.offer.sector_id for session in sessions}
    first, last = bounds(school_year)
    return Impact(
        employer=employer,
        school_year=school_year,
        visits=len(sessions),
        pupils=sum(session.heads for session in sessions),
        hours=round(sum((s.heads * _length(s) for s in sessions), NO_TIME) / AN_HOUR),
        sectors=tuple(sector for sector in Sector.all_cached() if sector.pk in codes),
        takeaway=takeaway_of([session.pk for session in sessions]),
        quotes=tuple(
            released_quotes(
                [employer.pk], QUOTES, starts_at__date__gte=first, starts_at__date__lte=last
            )
        ),
    )


def visits_of(employer: Employer, school_year: str) -> QuerySet[Any]:
    """The dates of that year on which pupils were, with ``heads``: how many there were.

    The employer counted at the door; before that the school's list tells.
    """
    first, last = bounds(school_year)
    return (
        with_heads(Session.objects.filter(offer__employer=employer))
        .filter(starts_at__date__gte=first, starts_at__date__lte=last, heads__gt=0)
        .order_by("starts_at", "pk")
    )


def with_heads(sessions: QuerySet[Any]) -> QuerySet[Any]:
    """Adds ``heads``: how many pupils there were on a date that is over."""
    placed = (
        Placement.objects.published()
        .filter(session=OuterRef("pk"))
        .exclude(attendance__status="absent")
        .order_by()
        .values("session")
        .annotate(n=Count("pk"))
        .values("n")
    )
    booked = (
        Booking.objects.filter(session=OuterRef("pk"), state__in=["confirmed", "done"])
        .order_by()
        .values("session")
        .annotate(n=Sum("pupils"))
        .values("n")
    )
    return (
        sessions.exclude(state=Session.State.CANCELLED)
        .exclude(employer_feedback__nobody_came=True)
        .filter(ends_at__lte=timezone.now())
        .annotate(
            heads=Coalesce(
                F("employer_feedback__head_count"),
                Coalesce(Subquery(placed), 0) + Coalesce(Subquery(booked), 0),
            )
        )
    )


def years_of(employers: Iterable[int]) -> dict[int, list[str]]:
    """Employer -> the school years in which pupils came, the newest first. One query."""
    rows = with_heads(Session.objects.filter(offer__employer__in=list(employers)))
    found: dict[int, set[str]] = {}
    for employer, at in rows.filter(heads__gt=0).values_list("offer__employer", "starts_at"):
        found.setdefault(employer, set()).add(school_year_of(timezone.localdate(at)))
    return {employer: sorted(years, reverse=True) for employer, years in found.items()}


def _length(session: Session) -> datetime.timedelta:
    return session.ends_at - session.starts_at
