"""From the round in the database to the problem that the solver gets."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from placements.eligibility import Date, Eligibility, Person, half_hours, judge, level
from placements.matching.problem import Lock, Problem, Pupil, Session
from placements.models import Placement, Round, RoundSession, Wish
from placements.place_fit import lacking
from placements.queries import places_had, pupils_of, year_of
from schools.care import needs_by_pupil
from schools.days import SchoolDays
from schools.school_sectors import sectors_of


@dataclass(frozen=True)
class RoundInput:
    """The problem, and what is needed to explain its result."""

    round: Round
    problem: Problem
    people: dict[int, Person]
    dates: dict[int, Date]
    eligibility: Eligibility

    @cached_property
    def places(self) -> Counter:
        """Places of each offer, over all its dates in the round."""
        counted: Counter = Counter()
        for date in self.dates.values():
            counted[date.offer] += date.places
        return counted

    @cached_property
    def wished(self) -> Counter:
        """How many pupils wish each offer, at whatever rank."""
        return Counter(offer for person in self.people.values() for offer in person.wishes)


def build_problem(
    round_: Round, *, least_change: bool = False, now: datetime | None = None
) -> RoundInput:
    """Read everything that counts, in a fixed number of queries.

    Only what is held for the round can be given. A date's minimum counts the pupils of other
    rounds that have a place there already.
    """
    now = now or timezone.now()
    proposed = list(
        Placement.objects.filter(round=round_, state=Placement.State.PROPOSED).order_by("pk")
    )
    locked = frozenset((p.student_id, p.session_id) for p in proposed if p.locked)
    dates = _dates(round_)
    people = _people(round_, dates)
    eligibility = judge(people.values(), dates.values(), now, locked)
    used = {int(option.session) for option in eligibility.options}
    problem = Problem(
        seed=round_.seed or f"round-{round_.pk}",
        pupils=tuple(_pupil(round_, person) for person in people.values()),
        sessions=tuple(_session(date) for pk, date in dates.items() if pk in used),
        options=eligibility.options,
        locks=_pairs((p for p in proposed if p.locked), people, used),
        previous=_pairs(proposed, people, used) if least_change else (),
    )
    return RoundInput(round_, problem, people, dates, eligibility)


def level_of(data: RoundInput, student_id: int, session_id: int) -> int | None:
    """How much this pupil wished this date; None for a pupil or date outside the round."""
    if student_id not in data.people or session_id not in data.dates:
        return None
    return level(data.people[student_id], data.dates[session_id])


def _pupil(round_: Round, person: Person) -> Pupil:
    return Pupil(id=str(person.id), school=str(round_.school_id), places=round_.places_each)


def _session(date: Date) -> Session:
    return Session(
        id=str(date.id),
        offer=str(date.offer),
        min=min(date.fewest, date.places),
        max=date.places,
        slots=tuple(sorted(date.slots)),
    )


def _pairs(placements: Iterable[Placement], people, used: set[int]) -> tuple[Lock, ...]:
    return tuple(
        Lock(str(p.student_id), str(p.session_id))
        for p in placements
        if p.student_id in people and p.session_id in used
    )


def _dates(round_: Round) -> dict[int, Date]:
    rows = list(
        RoundSession.objects.filter(round=round_)
        .select_related("session__offer__worksite")
        .order_by("session_id")
    )
    there = Placement.objects.published().filter(session__in=[row.session_id for row in rows])
    others = Counter(there.exclude(round=round_).values_list("session_id", flat=True))
    # After publishing nothing is held any more, so whatever the date has left may be given.
    published = round_.state == Round.State.PUBLISHED
    return {
        row.session_id: _date(
            row,
            others[row.session_id],
            row.held + row.session.places_left if published else row.held,
        )
        for row in rows
    }


def _date(row: RoundSession, others: int, places: int) -> Date:
    session, offer = row.session, row.session.offer
    return Date(
        id=session.pk,
        offer=offer.pk,
        sector=offer.sector_id,
        years=range(offer.year_min, offer.year_max + 1),
        slots=half_hours(session.starts_at, session.ends_at),
        starts_at=session.starts_at,
        places=places,
        fewest=max(session.min_places - others, 0),
        cancelled=session.state == session.State.CANCELLED or not offer.live,
        lacks=lacking(offer.worksite),
    )


def _people(round_: Round, dates: dict[int, Date]) -> dict[int, Person]:
    students = list(pupils_of(round_).select_related("base_group").order_by("pk"))
    wishes: dict[int, dict[int, int]] = defaultdict(dict)
    sectors: dict[int, set[int]] = defaultdict(set)
    stated = Wish.objects.filter(wish_list__round=round_).select_related("offer")
    for wish in stated.values_list("wish_list__student", "offer", "rank", "offer__sector"):
        student, offer, rank, sector = wish
        wishes[student][offer] = rank
        sectors[student].add(sector)
    seen_offers, seen_sectors, busy = _history(round_)
    school = sectors_of(round_.school_id)
    away = _Away(round_, dates)
    needs = needs_by_pupil(students)
    return {
        student.pk: Person(
            id=student.pk,
            year=year_of(student),
            wishes=wishes.get(student.pk, {}),
            wished_sectors=frozenset(sectors.get(student.pk, ())),
            seen_sectors=frozenset(school.known_with(seen_sectors.get(student.pk, ()))),
            seen_offers=frozenset(seen_offers.get(student.pk, ())),
            busy=frozenset(busy.get(student.pk, ())),
            away=away(student),
            needs=frozenset(needs.get(student.pk, ())),
        )
        for student in students
    }


class _Away:
    """On which dates a class cannot come, by the school's own calendar: internship, study day."""

    def __init__(self, round_: Round, dates: dict[int, Date]):
        self.dates = {pk: timezone.localdate(date.starts_at) for pk, date in dates.items()}
        self.days = SchoolDays(round_.school, self.dates.values())
        self.known: dict[tuple, frozenset[int]] = {}

    def __call__(self, student) -> frozenset[int]:
        key = (student.base_group_id, student.track)
        if key not in self.known:
            self.known[key] = frozenset(
                pk
                for pk, day in self.dates.items()
                if self.days.not_possible(day, student.base_group, student.track)
            )
        return self.known[key]


def _history(round_: Round):
    """What the pupils had in other rounds: offers, sectors, and the time that it takes."""
    offers: dict[int, set[int]] = defaultdict(set)
    sectors: dict[int, set[int]] = defaultdict(set)
    busy: dict[int, set[int]] = defaultdict(set)
    had = places_had().filter(student__in=pupils_of(round_)).exclude(round=round_)
    for student, offer, sector, start, end in had.values_list(
        "student", "session__offer", "session__offer__sector", "session__starts_at",
        "session__ends_at",
    ):  # fmt: skip
        offers[student].add(offer)
        sectors[student].add(sector)
        busy[student] |= half_hours(start, end)
    return offers, sectors, busy
