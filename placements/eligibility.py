"""Which pupil may go to which date, and how much it is wished. Plain data in, plain data out.

A separate step before the solver, so that "nothing fits" can be explained with the true reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from placements.matching.problem import (
    NEW_SECTOR_LEVEL,
    OTHER_LEVEL,
    WISHED_SECTOR_LEVEL,
    Option,
)

SLOT_SECONDS = 1800


class Barrier(StrEnum):
    """Why a pupil cannot go to a date at all."""

    CANCELLED = "cancelled"
    PAST = "past"
    NO_PLACES = "no_places"
    TOO_SMALL = "too_small"
    YEAR = "year"
    BEEN_THERE = "been_there"
    BUSY = "busy"
    AWAY = "away"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the round. ``places`` are held for it; ``fewest`` are needed to let it run.

    ``lacks`` are needs of pupils that the place says it cannot meet.
    """

    id: int
    offer: int
    sector: int
    years: range
    slots: frozenset[int]
    starts_at: datetime
    places: int
    fewest: int = 0
    cancelled: bool = False
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil as the matching sees it: no name. ``wishes`` is offer -> rank, ``busy`` are slots.

    ``away`` are dates on which the pupil's class is elsewhere by the school's calendar.
    """

    id: int
    year: int | None
    wishes: Mapping[int, int] = field(default_factory=dict)
    wished_sectors: frozenset[int] = frozenset()
    seen_sectors: frozenset[int] = frozenset()
    seen_offers: frozenset[int] = frozenset()
    busy: frozenset[int] = frozenset()
    away: frozenset[int] = frozenset()
    needs: frozenset[str] = frozenset()


def half_hours(start: datetime, end: datetime) -> frozenset[int]:
    """The half-hour slots that a stretch of time touches, counted from 1970."""
    first = int(start.timestamp()) // SLOT_SECONDS
    last = -(-int(end.timestamp()) // SLOT_SECONDS)
    return frozenset(range(first, max(last, first + 1)))


def closed(date: Date, now: datetime) -> Barrier | None:
    """Why nobody can be placed on this date."""
    if date.cancelled:
        return Barrier.CANCELLED
    if date.starts_at <= now:
        return Barrier.PAST
    if date.places < 1:
        return Barrier.NO_PLACES
    if date.fewest > date.places:
        return Barrier.TOO_SMALL
    return None


def barrier(person: Person, date: Date) -> Barrier | None:
    """Why this pupil cannot go to a date that is open to others."""
    if person.year is not None and person.year not in date.years:
        return Barrier.YEAR
    if date.offer in person.seen_offers:
        return Barrier.BEEN_THERE
    if person.busy & date.slots:
        return Barrier.BUSY
    if date.id in person.away:
        return Barrier.AWAY
    if person.needs & date.lacks:
        return Barrier.NEED
    return None


def level(person: Person, date: Date) -> int:
    """1 to 8 for an own wish, 9 for a wished sector, 10 for one not seen yet, 11 for the rest."""
    if rank := person.wishes.get(date.offer):
        return rank
    if date.sector in person.wished_sectors:
        return WISHED_SECTOR_LEVEL
    return OTHER_LEVEL if date.sector in person.seen_sectors else NEW_SECTOR_LEVEL


def option(person: Person, date: Date) -> Option:
    return Option(
        pupil=str(person.id),
        session=str(date.id),
        level=level(person, date),
        new_sector=date.sector not in person.seen_sectors,
    )


@dataclass(frozen=True)
class Eligibility:
    """``options`` for the solver; ``barriers`` per pupil: date -> why not."""

    options: tuple[Option, ...]
    barriers: Mapping[int, Mapping[int, Barrier]]


def judge(
    people: Iterable[Person],
    dates: Iterable[Date],
    now: datetime,
    locked: frozenset[tuple[int, int]] = frozenset(),
) -> Eligibility:
    """Every pair of pupil and date is an option or has one barrier.

    A locked pair is an option although year or size stand in its way: a person decided so.
    """
    dates = list(dates)
    shut = {date.id: closed(date, now) for date in dates}
    options: list[Option] = []
    barriers: dict[int, dict[int, Barrier]] = {}
    for person in people:
        for date in dates:
            why = shut[date.id] or barrier(person, date)
            decided = (person.id, date.id) in locked and shut[date.id] in (None, Barrier.TOO_SMALL)
            if why is None or decided:
                options.append(option(person, date))
            else:
                barriers.setdefault(person.id, {})[date.id] = why
    return Eligibility(tuple(options), barriers)
