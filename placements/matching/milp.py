"""Exact search for small rounds: the same tiers as a mixed integer programme (HiGHS in SciPy).

Holds what the network cannot: sessions that run or not, and all clashes. Grows too slow beyond
about a thousand pupils.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from placements.matching.board import NONE, Board, Flags, Ints
from placements.matching.tiers import (
    LOTTERY,
    MISSING_TIERS,
    PLACE_VALUE,
    Tier,
    missing_count,
    vector,
)

EPSILON = 1e-6
PROVEN, TIME_LIMIT = 0, 1


@dataclass
class Found:
    """``proven``: nothing beats these placements in any tier but the lottery."""

    chosen: Flags
    proven: bool


class Programme:
    """Variables: one per option, per missing placement and pupil, per session that may not run,
    and per session that its locks keep below the minimum."""

    def __init__(self, board: Board, usable: Flags, closable: Flags):
        self.board = board
        self.option = np.flatnonzero(usable | board.locked)
        self.pupils = np.unique(board.pupil[self.option])
        self.optional = np.flatnonzero(closable)
        self.kept = np.flatnonzero((board.load(board.locked) > 0) & (board.min > 1))
        starts = np.cumsum([len(self.option), 4 * len(self.pupils), len(self.optional)])
        self.missing_at, self.runs_at, self.short_at = (int(n) for n in starts)
        self.size = self.short_at + len(self.kept)
        self.upper = np.ones(self.size)
        self.upper[self.missing_at : self.runs_at] = self._missing_room()
        self.upper[self.short_at :] = board.min[self.kept]
        self.lower = np.zeros(self.size)
        self.lower[: self.missing_at] = board.locked[self.option]
        self.rows: list[tuple[Ints, Ints]] = []
        self.bounds: list[tuple[float, float]] = []
        self._pupil_rows()
        self._session_rows()
        self._clash_rows()

    def _missing_room(self) -> Ints:
        places = self.board.places[self.pupils]
        last = len(MISSING_TIERS) - 1
        rooms = [(places > i).astype(np.int64) for i in range(last)] + [(places - last).clip(0)]
        return np.stack(rooms, axis=1).ravel()

    def add(self, columns, values, low: float, high: float) -> None:
        self.rows.append((np.asarray(columns), np.asarray(values)))
        self.bounds.append((low, high))

    def _pupil_rows(self) -> None:
        of_pupil = _by(self.board.pupil[self.option])
        for i, pupil in enumerate(self.pupils.tolist()):
            first = self.missing_at + 4 * i
            columns = [*of_pupil[pupil], *range(first, first + 4)]
            places = self.board.places[pupil]
            self.add(columns, np.ones(len(columns)), places, places)

    def _session_rows(self) -> None:
        board = self.board
        runs = {s: self.runs_at + i for i, s in enumerate(self.optional.tolist())}
        short = {s: self.short_at + i for i, s in enumerate(self.kept.tolist())}
        for session, columns in _by(board.session[self.option]).items():
            ones, most, least = np.ones(len(columns)), board.max[session], board.min[session]
            if session in runs:
                with_run = [*columns, runs[session]]
                self.add(with_run, [*ones, -most], -np.inf, 0)
                self.add(with_run, [*ones, -least], 0, np.inf)
            else:
                self.add(columns, ones, -np.inf, most)
            if session in short:
                self.add([*columns, short[session]], [*ones, 1], least, np.inf)
        for quota, columns in _by(board.quota[self.option]).items():
            self.add(columns, np.ones(len(columns)), -np.inf, board.quota_max[quota])
        for employer, columns in _by(board.employer[board.session[self.option]]).items():
            self.add(columns, np.ones(len(columns)), -np.inf, board.employer_max[employer])

    def _clash_rows(self) -> None:
        board = self.board
        clash: dict[tuple[int, int], list[int]] = {}
        for column, option in enumerate(self.option.tolist()):
            pupil = int(board.pupil[option])
            if board.places[pupil] > 1:
                mask = board.conflicts[board.session[option]]
                while mask:
                    lowest = mask & -mask
                    clash.setdefault((pupil, lowest.bit_length()), []).append(column)
                    mask ^= lowest
        # Sessions of a whole day share many slots; each set of options needs one row.
        for columns in dict.fromkeys(map(tuple, clash.values())):
            if len(columns) > 1:
                self.add(columns, np.ones(len(columns)), -np.inf, 1)

    def cost(self, tier: Tier) -> Ints:
        cost = np.zeros(self.size, np.int64)
        if tier.on_option is not None:
            cost[: self.missing_at] = tier.on_option[self.option]
        elif tier.missing is not None:
            cost[self.missing_at + tier.missing : self.runs_at : 4] = 1
        else:
            cost[self.short_at :] = 1
        return cost

    def value_cost(self) -> Ints:
        """The one figure that sums up the tiers: places first, then ranks."""
        cost = np.zeros(self.size, np.int64)
        cost[: self.missing_at] = self.board.cost[self.option]
        for i, worth in enumerate(PLACE_VALUE):
            cost[self.missing_at + i : self.runs_at : 4] = worth
        cost[self.short_at :] = PLACE_VALUE[-1]
        return cost

    def minimise(self, cost: Ints, exact: bool, seconds: float):
        """SciPy's answer, for whole placements if ``exact``, else for the relaxation."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        lengths = [len(columns) for columns, _ in self.rows]
        columns = np.concatenate([columns for columns, _ in self.rows])
        values = np.concatenate([values for _, values in self.rows]).astype(float)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        matrix = csr_array((values, columns, starts), shape=(len(self.rows), self.size))
        low, high = np.array(self.bounds).T
        return milp(
            cost.astype(float),
            integrality=np.full(self.size, int(exact)),
            bounds=Bounds(self.lower, self.upper),
            constraints=LinearConstraint(matrix, low, high),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 0},
        )

    def chosen(self, solution) -> Flags:
        chosen = np.zeros(len(self.board.options), bool)
        chosen[self.option] = solution[: self.missing_at] > 0.5  # noqa: PLR2004
        return chosen


def best_by_value(programme: Programme, seconds: float) -> Flags | None:
    """A good start: one search on one figure takes a second where the tiers take ten."""
    answer = programme.minimise(programme.value_cost(), exact=True, seconds=seconds)
    return None if answer.x is None else programme.chosen(answer.x)


def improve(
    programme: Programme, tiers: list[Tier], start: Flags, seconds: float, step: Callable[[], None]
) -> Found:
    """Better placements than ``start`` if there are any within the time, tier by tier."""
    board, best = programme.board, start
    until = time.monotonic() + seconds
    for i, tier in enumerate(tiers):
        cost = programme.cost(tier)
        if tier.name == LOTTERY or not cost.any():
            continue
        values = vector(tiers, board, best)
        reached = _network_value(programme, tier, values[i])
        relaxed = programme.minimise(cost, exact=False, seconds=until - time.monotonic())
        step()
        if relaxed.status != PROVEN:
            return Found(best, proven=False)
        if np.ceil(relaxed.fun - EPSILON * max(1, abs(relaxed.fun))) < reached:
            answer = programme.minimise(cost, exact=True, seconds=until - time.monotonic())
            step()
            if answer.x is not None:
                found = programme.chosen(answer.x)
                best = found if vector(tiers, board, found) < values else best
            if answer.status != PROVEN:
                return Found(best, proven=False)
            reached = round(answer.fun)
        programme.add(np.arange(programme.size), cost, -np.inf, reached)
    return Found(best, proven=True)


def _network_value(programme: Programme, tier: Tier, value: int) -> int:
    """A tier's value without what no choice can change: pupils without any option."""
    if tier.missing is None:
        return value - tier.start
    board = programme.board
    others = np.ones(len(board.places), bool)
    others[programme.pupils] = False
    nobody = np.zeros(len(board.options), bool)
    return value - int(missing_count(board, nobody, tier.missing)[others].sum())


def _by(keys: Ints) -> dict[int, list[int]]:
    """Positions per key; positions with the key NONE are left out."""
    found: dict[int, list[int]] = {}
    for position, key in enumerate(keys.tolist()):
        if key != NONE:
            found.setdefault(key, []).append(position)
    return found
