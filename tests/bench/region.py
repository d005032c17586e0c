"""A made-up region for the matching benchmark: schools on a map, offers, wishes. Seeded."""

from dataclasses import dataclass, replace

import numpy as np

from placements.matching import Option, Policy, Problem, Pupil, Session

SECTORS = 12
WEEKS, DAY_PARTS = 9, 10
TRAVEL_KM = 14
SIDE_KM_PER_1000_SESSIONS = 40
OPTIONS_PER_PUPIL = 20


@dataclass
class Offers:
    """One row per session; ``offer`` tells which belong together."""

    offer: np.ndarray
    sector: np.ndarray
    popular: np.ndarray
    place: np.ndarray
    years: np.ndarray
    accessible: np.ndarray
    slots: list[tuple[int, ...]]


def make_region(pupils: int, sessions: int, seed: int = 1, tightness: float = 1.15) -> Problem:
    """Problem B: one to three places, minima, overlaps, quotas. ``tightness``: seats per place."""
    rng = np.random.default_rng(seed)
    offers = _offers(rng, sessions)
    schools = max(2, pupils // 400)
    school = np.sort(rng.integers(0, schools, pupils))
    places = rng.choice([1, 2, 3], pupils, p=[0.6, 0.3, 0.1])
    options = _options(rng, school, offers)
    return Problem(
        seed=f"region-{seed}",
        pupils=tuple(
            Pupil(f"p{i:06}", f"school{s}", int(n))
            for i, (s, n) in enumerate(zip(school, places, strict=True))
        ),
        sessions=_sessions(rng, offers, schools, places.sum() * tightness),
        options=tuple(options),
        policy=Policy(exact_up_to=0),
    )


def one_place_each(region: Problem) -> Problem:
    """Problem A: the pure assignment part of a region."""
    return replace(
        region,
        pupils=tuple(replace(p, places=1) for p in region.pupils),
        sessions=tuple(replace(s, min=0, slots=(), offer=s.id) for s in region.sessions),
    )


def _offers(rng, sessions: int) -> Offers:
    offer = np.repeat(np.arange(sessions), rng.integers(1, 5, sessions))[:sessions]
    count = int(offer.max()) + 1
    skew = rng.dirichlet(np.full(SECTORS, 4.0))
    low = rng.integers(1, 4, count)
    years = np.array([[low[o], min(4, low[o] + rng.integers(1, 4))] for o in range(count)])
    kind = rng.random(count)
    return Offers(
        offer=offer,
        sector=rng.choice(SECTORS, count, p=skew)[offer],
        popular=(rng.pareto(2.5, count).clip(max=6))[offer],
        place=(rng.random((count, 2)) * _side(sessions))[offer],
        years=years[offer],
        accessible=(rng.random(count) < 0.85)[offer],
        slots=[_slots(rng, kind[o]) for o in offer],
    )


def _side(sessions: int) -> float:
    """A square with as many sessions per km, whatever the size of the region."""
    return SIDE_KM_PER_1000_SESSIONS * (sessions / 1000) ** 0.5


def _slots(rng, kind: float) -> tuple[int, ...]:
    """Day-parts: half a day, a whole day (25 %) or the same half in four weeks (20 %)."""
    week, part = int(rng.integers(WEEKS)), int(rng.integers(DAY_PARTS))
    if kind < 0.25:
        morning = week * DAY_PARTS + part // 2 * 2
        return (morning, morning + 1)
    if kind < 0.45:
        week = min(week, WEEKS - 4)
        return tuple((week + i) * DAY_PARTS + part for i in range(4))
    return (week * DAY_PARTS + part,)


def _sessions(rng, offers: Offers, schools: int, seats: float) -> tuple[Session, ...]:
    size = rng.gamma(3.0, 1.0, len(offers.offer)) + 0.6
    size = np.maximum(2, np.round(size * seats / size.sum())).astype(int)
    minimum = np.round(size * rng.uniform(0.3, 0.6, len(size))).astype(int)
    with_quota = rng.random(len(size)) < 0.4
    sessions = []
    for i, most in enumerate(size.tolist()):
        share = max(2, int(np.ceil(most * 0.4)))
        sessions.append(
            Session(
                id=f"s{i:05}",
                offer=f"o{offers.offer[i]:05}",
                min=int(minimum[i]),
                max=most,
                slots=offers.slots[i],
                quota={f"school{c}": share for c in range(schools)} if with_quota[i] else {},
            )
        )
    return tuple(sessions)


def _options(rng, school: np.ndarray, offers: Offers):
    places = rng.random((int(school.max()) + 1, 2)) * _side(len(offers.offer))
    for c, centre in enumerate(places):
        near = np.hypot(*(offers.place - centre).T) <= TRAVEL_KM
        week = rng.integers(WEEKS)
        blocked = set(rng.choice(DAY_PARTS, 2, replace=False).tolist())
        fits = np.array(
            [
                all(s // DAY_PARTS != week and s % DAY_PARTS not in blocked for s in slots)
                for slots in offers.slots
            ]
        )
        for p in np.flatnonzero(school == c):
            yield from _options_of(rng, f"p{p:06}", np.flatnonzero(near & fits), offers)


def _options_of(rng, pupil: str, open_to: np.ndarray, offers: Offers):
    year = rng.integers(1, 5)
    suits = (offers.years[open_to, 0] <= year) & (offers.years[open_to, 1] >= year)
    if rng.random() < 0.05:
        suits &= offers.accessible[open_to]
    open_to = open_to[suits]
    seen = rng.choice(SECTORS, rng.integers(0, 5), replace=False)
    taste = rng.gumbel(size=SECTORS)
    liking = taste[offers.sector[open_to]] + 2 * offers.popular[open_to]
    offer_liking = rng.gumbel(size=int(offers.offer.max()) + 1)[offers.offer[open_to]]
    order = open_to[np.argsort(-(liking + offer_liking), kind="stable")]
    wishes = list(dict.fromkeys(offers.offer[order].tolist()))[: int(rng.integers(3, 9))]
    wished = np.isin(order, np.flatnonzero(np.isin(offers.offer, wishes)))
    rest = order[~wished]
    room = max(0, OPTIONS_PER_PUPIL - int(wished.sum()))
    rest = rng.choice(rest, min(room, len(rest)), replace=False)
    liked = set(offers.sector[order[wished]].tolist())
    for s in [*order[wished].tolist(), *rest.tolist()]:
        sector, is_new = int(offers.sector[s]), bool(offers.sector[s] not in seen)
        if offers.offer[s] in wishes:
            level = wishes.index(offers.offer[s]) + 1
        else:
            level = 9 if sector in liked else 10 if is_new else 11
        yield Option(pupil, f"s{s:05}", level, is_new)
