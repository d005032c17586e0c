"""The objective, line by line: what is made as small as possible, most important first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placements.matching.board import Board, Flags, Ints
from placements.matching.problem import (
    FIRST_LEVEL,
    LAST_WISH_LEVEL,
    NEW_SECTOR_LEVEL,
    OTHER_LEVEL,
    WISHED_SECTOR_LEVEL,
)

LOTTERY = "lottery"
# A pupil's first, second, third and further placements are missed in tiers of their own.
MISSING_TIERS = ("no_placement", "missing_second", "missing_third", "missing_more")
WISH_MIDDLE = 4


@dataclass
class Tier:
    """``on_option``: cost per option; ``missing``: index in MISSING_TIERS that costs 1."""

    name: str
    on_option: NDArray[np.integer] | None = None
    missing: int | None = None
    shortfall: bool = False
    start: int = 0

    def value(self, board: Board, chosen: Flags) -> int:
        """What an outcome costs in this tier; the flow network is not needed for it."""
        if self.missing is not None:
            return int(missing_count(board, chosen, self.missing).sum())
        if self.shortfall:
            return int(lock_shortfall(board, chosen).sum())
        costs = self.on_option[chosen] if self.on_option is not None else 0
        return self.start + int(np.sum(costs))


def make_tiers(board: Board) -> list[Tier]:
    """The tiers of the policy's objective, the lottery last."""
    policy = board.problem.policy
    tiers = [
        Tier(MISSING_TIERS[0], missing=0),
        Tier("minimum_unfilled", shortfall=True),
        *(Tier(name, missing=i) for i, name in enumerate(MISSING_TIERS) if i > 0),
    ]
    if policy.keep_previous and board.previous.any():
        kept = -board.previous.astype(np.int8)
        tiers.append(Tier("changed", kept, start=int(board.previous.sum())))
    if policy.objective == "bands":
        tiers += _bands(board)
    elif policy.objective == "leximin":
        tiers += _levels(board)
    if policy.objective != "leximin":
        tiers.append(Tier("rank_cost", board.cost))
    return [*tiers, Tier(LOTTERY, board.lot)]


def _bands(board: Board) -> list[Tier]:
    low = [OTHER_LEVEL, NEW_SECTOR_LEVEL, WISHED_SECTOR_LEVEL]
    worst = [Tier(f"level_{level}", _at(board, level, level)) for level in low]
    middle = _at(board, WISH_MIDDLE, LAST_WISH_LEVEL)
    return [*worst, Tier(f"level_{WISH_MIDDLE}_to_{LAST_WISH_LEVEL}", middle)]


def _levels(board: Board) -> list[Tier]:
    levels = range(OTHER_LEVEL, FIRST_LEVEL, -1)
    known = np.array([not option.new_sector for option in board.options], np.int8)
    tiers = [Tier(f"level_{level}", _at(board, level, level)) for level in levels]
    if board.problem.policy.new_sector_weight:
        tiers.append(Tier("known_sector", known))
    return tiers


def _at(board: Board, low: int, high: int) -> NDArray[np.integer]:
    return ((board.level >= low) & (board.level <= high)).astype(np.int8)


def missing_count(board: Board, chosen: Flags, ordinal: int) -> Ints:
    """Per pupil: is its placement number ``ordinal`` (from 0) missing; the last takes all above."""
    have = np.bincount(board.pupil[chosen], minlength=len(board.places))
    if ordinal < len(MISSING_TIERS) - 1:
        return ((board.places > ordinal) & (have <= ordinal)).astype(np.int64)
    return (board.places - np.maximum(have, ordinal)).clip(0)


def lock_shortfall(board: Board, chosen: Flags) -> Ints:
    """Per session: seats below its minimum, which only a lock can cause."""
    load = board.load(chosen)
    return np.where(load > 0, (board.min - load).clip(0), 0)


def vector(tiers: list[Tier], board: Board, chosen: Flags) -> tuple[int, ...]:
    return tuple(tier.value(board, chosen) for tier in tiers)


# One figure for an outcome, to compare and to bound: places count first, then rank.
PLACE_VALUE = (100_000, 20_000, 10_000, 10_000)


def scalar_loss(board: Board, chosen: Flags) -> int:
    """Cost of all that is missing and of all ranks."""
    missing = sum(
        worth * int(missing_count(board, chosen, i).sum()) for i, worth in enumerate(PLACE_VALUE)
    )
    return missing + int(board.cost[chosen].sum())
