"""The problem as arrays, in canonical order, with the locked placements settled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placements.matching.lottery import lots
from placements.matching.problem import OTHER_LEVEL, Lock, Option, Problem
from placements.matching.result import Warning, WarningCode

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE = -1


@dataclass
class Board:
    """Index ``o`` counts options, ``p`` pupils, ``s`` sessions, ``e`` employers, ``q`` quotas.

    Options are sorted by pupil; those of pupil ``p`` are ``first[p]`` up to ``first[p + 1]``.
    """

    problem: Problem
    options: list[Option]
    pupil: Ints
    session: Ints
    level: Ints
    cost: Ints
    lot: Ints
    quota: Ints
    previous: Flags
    first: Ints
    places: Ints
    min: Ints
    max: Ints
    employer: Ints
    employer_max: Ints
    quota_session: Ints
    quota_school: list[str]
    quota_max: Ints
    conflicts: list[int]
    locked: Flags
    warnings: list[Warning]

    def clash(self, a: int, b: int) -> bool:
        """Whether one pupil cannot have both options: same offer, or a shared slot."""
        return bool(self.conflicts[self.session[a]] & self.conflicts[self.session[b]])

    def options_of(self, pupil: int) -> range:
        return range(int(self.first[pupil]), int(self.first[pupil + 1]))

    def load(self, chosen: Flags) -> Ints:
        """Pupils per session."""
        return np.bincount(self.session[chosen], minlength=len(self.min))


def make_board(problem: Problem) -> Board:
    """``problem`` must be canonical and valid."""
    warnings: list[Warning] = []
    pupil_index = {pupil.id: i for i, pupil in enumerate(problem.pupils)}
    session_index = {session.id: i for i, session in enumerate(problem.sessions)}
    locks, options = _with_locks(problem, pupil_index, session_index, warnings)
    pupil = np.fromiter((pupil_index[o.pupil] for o in options), np.int64, len(options))
    session = np.fromiter((session_index[o.session] for o in options), np.int64, len(options))
    level = np.fromiter((o.level for o in options), np.int64, len(options))
    pairs = [(o.pupil, o.session) for o in options]
    employers: dict[str | None, int] = {e.id: i for i, e in enumerate(problem.employers)}
    employers[None] = NONE
    quotas = [(s.id, school) for s in problem.sessions for school in s.quota]
    board = Board(
        problem=problem,
        options=options,
        pupil=pupil,
        session=session,
        level=level,
        cost=_rank_cost(problem, options, pupil, level),
        lot=np.fromiter(lots(problem.seed, pairs), np.int64, len(options)),
        quota=_option_quota(problem, quotas, pupil, session),
        previous=_marked(pairs, {(p.pupil, p.session) for p in problem.previous}),
        first=np.searchsorted(pupil, np.arange(len(problem.pupils) + 1)),
        places=np.array([p.places for p in problem.pupils], np.int64),
        min=np.array([s.min for s in problem.sessions], np.int64),
        max=np.array([s.max for s in problem.sessions], np.int64),
        employer=np.array([employers[s.employer] for s in problem.sessions], np.int64),
        employer_max=np.array([e.max for e in problem.employers], np.int64),
        quota_session=np.array([session_index[s] for s, _ in quotas], np.int64),
        quota_school=[school for _, school in quotas],
        quota_max=np.array([m for s in problem.sessions for m in s.quota.values()], np.int64),
        conflicts=_conflict_masks(problem),
        locked=_marked(pairs, locks),
        warnings=warnings,
    )
    _settle_locks(board)
    return board


def _with_locks(problem, pupil_index, session_index, warnings) -> tuple[set, list[Option]]:
    """The locks that can be looked at, and the options with those that were no option added."""
    known = {(o.pupil, o.session) for o in problem.options} if problem.locks else set()
    locks, extra = set(), []
    for lock in problem.locks:
        if lock.pupil not in pupil_index or lock.session not in session_index:
            warnings.append(_about(WarningCode.LOCK_UNKNOWN, lock))
            continue
        locks.add((lock.pupil, lock.session))
        if (lock.pupil, lock.session) not in known:
            warnings.append(_about(WarningCode.LOCK_OUTSIDE_OPTIONS, lock))
            extra.append(Option(lock.pupil, lock.session, OTHER_LEVEL))
    options = list(problem.options)
    if extra:
        options = sorted([*options, *extra], key=lambda o: (o.pupil, o.session))
    return locks, options


def _settle_locks(board: Board) -> None:
    """Take back, with a warning, each lock that cannot stand beside those before it."""
    asked = np.flatnonzero(board.locked)
    board.locked[:] = False
    held: dict[int, list[int]] = {}
    for option in asked.tolist():
        mine = held.setdefault(int(board.pupil[option]), [])
        code = _lock_obstacle(board, option, mine)
        if code is None:
            board.locked[option] = True
            mine.append(option)
        else:
            board.warnings.append(_about(code, board.options[option]))


def _lock_obstacle(board: Board, option: int, mine: list[int]) -> WarningCode | None:
    if len(mine) >= board.places[board.pupil[option]]:
        return WarningCode.LOCK_TOO_MANY
    if any(board.clash(option, other) for other in mine):
        return WarningCode.LOCK_CLASH
    session, quota, locked = board.session[option], board.quota[option], board.locked
    employer = board.employer[session]
    full = (
        np.sum(locked & (board.session == session)) >= board.max[session]
        or (quota != NONE and np.sum(locked & (board.quota == quota)) >= board.quota_max[quota])
        or (
            employer != NONE
            and np.sum(locked & (board.employer[board.session] == employer))
            >= board.employer_max[employer]
        )
    )
    return WarningCode.LOCK_NO_SEAT if full else None


def _about(code: WarningCode, pair: Lock | Option) -> Warning:
    return Warning(code, pupil=pair.pupil, session=pair.session)


def _marked(pairs: list[tuple[str, str]], wanted: set[tuple[str, str]]) -> Flags:
    if not wanted:
        return np.zeros(len(pairs), bool)
    return np.fromiter((pair in wanted for pair in pairs), bool, len(pairs))


def _rank_cost(problem: Problem, options: list[Option], pupil: Ints, level: Ints) -> Ints:
    """Rises with the square of the level, so one bad place weighs more than some lesser ones."""
    policy = problem.policy
    percents = [policy.group_percent.get(p.group or "", 100) for p in problem.pupils]
    percent = np.array(percents, np.int64)
    known = np.fromiter((not o.new_sector for o in options), bool, len(options))
    cost = 10 * (level**2 - 1) + policy.new_sector_weight * known
    return cost * percent[pupil] // 100


def _option_quota(problem: Problem, quotas: list[tuple[str, str]], pupil: Ints, session: Ints):
    """Which quota an option counts for, or NONE."""
    of_pair = {pair: i for i, pair in enumerate(quotas)}
    if not of_pair:
        return np.full(len(pupil), NONE, np.int64)
    schools = [p.school for p in problem.pupils]
    ids = [s.id for s in problem.sessions]
    pairs = zip(session.tolist(), pupil.tolist(), strict=True)
    return np.fromiter(
        (of_pair.get((ids[s], schools[p]), NONE) for s, p in pairs), np.int64, len(pupil)
    )


def _conflict_masks(problem: Problem) -> list[int]:
    """Per session one bit for each slot and for the offer; sessions with a common bit clash."""
    bit: dict[tuple[str, object], int] = {}
    masks = []
    for session in problem.sessions:
        keys = [("slot", slot) for slot in session.slots] + [("offer", session.offer)]
        masks.append(sum(1 << bit.setdefault(key, len(bit)) for key in keys))
    return masks
