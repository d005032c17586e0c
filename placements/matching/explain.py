"""A true reason for every placement, every better option missed and every pupil left without."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from placements.matching.board import NONE, Board, Flags, Ints
from placements.matching.placing import Outcome
from placements.matching.problem import (
    FIRST_LEVEL,
    LAST_WISH_LEVEL,
    NEW_SECTOR_LEVEL,
    WISHED_SECTOR_LEVEL,
)
from placements.matching.result import (
    Certificate,
    Missed,
    MissedReason,
    Placement,
    PlacementReason,
    Unplaced,
    UnplacedReason,
)


def placement_reason(level: int, locked: bool) -> PlacementReason:
    if locked:
        return PlacementReason.LOCKED
    if level == FIRST_LEVEL:
        return PlacementReason.FIRST_WISH
    if level <= LAST_WISH_LEVEL:
        return PlacementReason.WISH
    others = {
        WISHED_SECTOR_LEVEL: PlacementReason.WISHED_SECTOR,
        NEW_SECTOR_LEVEL: PlacementReason.NEW_SECTOR,
    }
    return others.get(level, PlacementReason.OTHER)


class Explanation:
    """``running`` are the sessions that were not closed for want of pupils."""

    def __init__(self, board: Board, outcome: Outcome, usable: Flags):
        self.board, self.outcome, self.chosen = board, outcome, outcome.chosen
        load = board.load(self.chosen)
        self.running = (board.min <= 1) | (load > 0)
        self.usable = usable & self.running[board.session] & ~self.chosen
        self.session_full = load >= board.max
        in_quota = self.chosen & (board.quota != NONE)
        quota_load = np.bincount(board.quota[in_quota], minlength=len(board.quota_max))
        self.quota_full = np.append(quota_load >= board.quota_max, False)
        employer = board.employer[board.session[self.chosen]]
        employer_load = np.bincount(employer[employer != NONE], minlength=len(board.employer_max))
        self.employer_full = np.append(employer_load >= board.employer_max, False)
        self.have = np.bincount(board.pupil[self.chosen], minlength=len(board.places))
        self.mine: dict[int, list[int]] = {}
        for option in np.flatnonzero(self.chosen).tolist():
            self.mine.setdefault(int(board.pupil[option]), []).append(option)

    def placements(self) -> Iterator[Placement]:
        board = self.board
        for o in np.flatnonzero(self.chosen).tolist():
            option, locked = board.options[o], bool(board.locked[o])
            reason = placement_reason(option.level, locked)
            yield Placement(
                pupil=option.pupil,
                session=option.session,
                level=option.level,
                reason=str(reason),
                lottery=bool(self.outcome.drawn[o]),
                locked=locked,
            )

    def missed(self) -> Iterator[Missed]:
        """Options ranked above the worst one a pupil got; all of them if it lacks a place."""
        board = self.board
        worst = np.zeros(len(board.places), np.int64)
        np.maximum.at(worst, board.pupil[self.chosen], board.level[self.chosen])
        lacking = self.have < board.places
        better = (board.level < worst[board.pupil]) | lacking[board.pupil]
        for o in np.flatnonzero(better & ~self.chosen).tolist():
            option = board.options[o]
            yield Missed(option.pupil, option.session, option.level, str(self.missed_reason(o)))

    def missed_reason(self, option: int) -> MissedReason:
        board, session = self.board, self.board.session[option]
        mine = self.mine.get(int(board.pupil[option]), [])
        offer = board.problem.sessions[session].offer
        offers = (board.problem.sessions[board.session[m]].offer for m in mine)
        reasons = (
            (not self.running[session], MissedReason.SESSION_NOT_RUNNING),
            (offer in offers, MissedReason.SAME_OFFER),
            (self.session_full[session], MissedReason.SESSION_FULL),
            (self.quota_full[board.quota[option]], MissedReason.SCHOOL_QUOTA),
            (self.employer_full[board.employer[session]], MissedReason.EMPLOYER_FULL),
            (any(board.clash(option, m) for m in mine), MissedReason.OVERLAP),
        )
        return next((reason for true, reason in reasons if true), MissedReason.TRADE_OFF)

    def unplaced(self) -> tuple[list[Unplaced], Certificate | None]:
        board = self.board
        lacking = np.flatnonzero(self.have < board.places)
        if not len(lacking):
            return [], None
        reach = Reach(self)
        rows, stuck = [], []
        for pupil in lacking.tolist():
            reason = self._unplaced_reason(pupil, reach)
            if reason == UnplacedReason.ALL_FULL:
                stuck.append(pupil)
            have = int(self.have[pupil])
            missing = int(board.places[pupil]) - have
            rows.append(Unplaced(board.problem.pupils[pupil].id, missing, str(reason), have))
        return rows, reach.certificate(stuck) if stuck else None

    def _unplaced_reason(self, pupil: int, reach: "Reach") -> UnplacedReason:
        options = np.array(self.board.options_of(pupil), np.int64)
        others = options[~self.chosen[options]]
        if not len(options):
            return UnplacedReason.NO_OPTIONS
        if not len(others):
            return UnplacedReason.TOO_FEW_OPTIONS
        others = others[self.running[self.board.session[others]]]
        if not len(others):
            return UnplacedReason.NONE_RUNNING
        mine = self.mine.get(pupil, [])
        if all(any(self.board.clash(o, m) for m in mine) for o in others.tolist()):
            return UnplacedReason.OVERLAP_ONLY
        return UnplacedReason.TRADE_OFF if reach.free[pupil] else UnplacedReason.ALL_FULL


@dataclass
class Pools:
    """Full places, numbered through: first the quotas, then the sessions, then the employers."""

    of_option: Ints
    held: list[tuple[Ints, Ints]]
    size: int


class Reach:
    """Who could get a free seat if others move along, and who is in a closed, full part.

    A pupil leads to the full place that keeps it from an option; a full place leads to the
    pupils who hold it and are not locked there.
    """

    def __init__(self, explanation: Explanation):
        self.explanation, self.board = explanation, explanation.board
        self.open = explanation.usable & ~self._costs_two()
        self.pools = self._pools()
        self.pupil = self.board.pupil[self.open]
        self.pool = self.pools.of_option[self.open]
        self.free = self._free()

    def _costs_two(self) -> Flags:
        """Options a pupil could only take by giving up two of its placements."""
        board, costly = self.board, np.zeros(len(self.board.options), bool)
        for pupil, mine in self.explanation.mine.items():
            if len(mine) > 1:
                for o in board.options_of(pupil):
                    costly[o] = sum(board.clash(o, m) for m in mine) > 1
        return costly

    def _pools(self) -> Pools:
        board, why = self.board, self.explanation
        quotas, sessions = len(board.quota_max), len(board.min)
        employer = board.employer[board.session]
        blocker = np.full(len(board.options), NONE, np.int64)
        for full, number in (
            (why.employer_full[employer], quotas + sessions + employer),
            (why.session_full[board.session], quotas + board.session),
            (why.quota_full[board.quota], board.quota),
        ):
            blocker[full] = number[full]
        taken = np.flatnonzero(why.chosen & ~board.locked)
        held = []
        for number, offset in ((board.quota, 0), (board.session, quotas)):
            mine = taken[number[taken] != NONE]
            held.append((number[mine] + offset, board.pupil[mine]))
        mine = taken[employer[taken] != NONE]
        held.append((employer[mine] + quotas + sessions, board.pupil[mine]))
        return Pools(blocker, held, quotas + sessions + len(board.employer_max))

    def _free(self) -> Flags:
        free = np.zeros(len(self.board.places), bool)
        free[self.pupil[self.pool == NONE]] = True
        blocked = self.pool != NONE
        while True:
            count = free.sum()
            movable = np.zeros(self.pools.size, bool)
            for pool, pupil in self.pools.held:
                movable[pool[free[pupil]]] = True
            free[self.pupil[blocked][movable[self.pool[blocked]]]] = True
            if free.sum() == count:
                return free

    def certificate(self, stuck: list[int]) -> Certificate:
        """The full part around pupils for whom no seat can be freed."""
        board = self.board
        pupils = np.zeros(len(board.places), bool)
        pupils[stuck] = True
        pools = np.zeros(self.pools.size, bool)
        while True:
            count = pupils.sum() + pools.sum()
            pools[self.pool[pupils[self.pupil]]] = True
            for pool, pupil in self.pools.held:
                pupils[pupil[pools[pool]]] = True
            if pupils.sum() + pools.sum() == count:
                break
        quotas, sessions = len(board.quota_max), len(board.min)
        problem = board.problem
        ids = [s.id for s in problem.sessions]
        return Certificate(
            pupils=tuple(problem.pupils[p].id for p in np.flatnonzero(pupils)),
            sessions=tuple(ids[s] for s in np.flatnonzero(pools[quotas : quotas + sessions])),
            quotas=tuple(
                (ids[board.quota_session[q]], board.quota_school[q])
                for q in np.flatnonzero(pools[:quotas])
            ),
            employers=tuple(
                problem.employers[e].id for e in np.flatnonzero(pools[quotas + sessions :])
            ),
        )
