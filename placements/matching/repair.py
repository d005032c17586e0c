"""Which sessions run: the decision a flow network cannot take.

Solve, look what is wrong, decide something about it, solve again. A session goes from open to
"to be filled" to closed, and an option is refused for good, so this ends.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from placements.matching.board import Board, Flags, Ints
from placements.matching.clashes import ban_clashes
from placements.matching.lexicographic import LARGEST_COST, cheapest_flow
from placements.matching.lottery import LOT_BITS
from placements.matching.network import Network, Scope
from placements.matching.tiers import PLACE_VALUE, scalar_loss

# Of the sessions below their minimum, the part that is closed at a time; the rest is filled up.
CLOSED_AT_ONCE = 0.2
# Filling a seat below a minimum may cost a second placement, but never somebody's first.
FILL_REWARD = 50_000
KEEP_REWARD = 3_000

Step = Callable[[], None]


@dataclass
class Decisions:
    """Sessions that do not run, sessions that must reach their minimum, and refused options."""

    closed: Flags
    filled: Flags
    banned: Flags

    def copy(self) -> "Decisions":
        return Decisions(self.closed.copy(), self.filled.copy(), self.banned.copy())


class Repair:
    """Looks for the decisions that lose least, on one number that sums up the objective."""

    def __init__(self, board: Board, network: Network, step: Step):
        self.board, self.network, self.step = board, network, step
        held = board.load(board.locked) > 0
        self.closable = (board.min > 1) & ~held
        reward = KEEP_REWARD * board.previous * board.problem.policy.keep_previous
        self.scale, lot = self._lot_weights()
        self.plain_cost = board.cost * self.scale + lot
        self.option_cost = self.plain_cost - reward * self.scale
        self.bound = 0

    def _lot_weights(self) -> tuple[int, Ints]:
        """As many bits of the lots as an exact sum has room for, so the optimum is unique."""
        units = int(self.board.places[self.network.reachable].sum()) + 1
        room = LARGEST_COST // ((self.network.nodes + 2) * PLACE_VALUE[0] * 2 * units)
        bits = min(LOT_BITS, max(room.bit_length() - 1, 0))
        return units << bits, self.board.lot >> (LOT_BITS - bits)

    def decide(self) -> Decisions:
        """Which sessions run. Those with fewer takers than their minimum never can."""
        board = self.board
        takers = board.load(self.network.usable | board.locked)
        now = Decisions(
            closed=self.closable & (takers < board.min),
            filled=np.zeros(len(board.min), bool),
            banned=np.zeros(len(board.options), bool),
        )
        everybody = Scope.everybody(board)
        relaxed = self.solve(now, everybody, self.plain_cost)
        self.bound = scalar_loss(board, relaxed)
        if board.previous.any():
            relaxed = self.solve(now, everybody)
        chosen, now = self.settle(now, relaxed)
        return self.second_chance(chosen, now)

    def solve(self, now: Decisions, scope: Scope, option_cost: Ints | None = None) -> Flags:
        arcs = self.network.arcs(now.closed, now.banned, scope)
        cost = self.network.cost(
            option=self.option_cost if option_cost is None else option_cost,
            missing=[worth * self.scale for worth in PLACE_VALUE],
            fill=-FILL_REWARD * self.scale * now.filled,
        )
        able = np.flatnonzero(arcs.capacity > 0)
        flow = np.zeros(len(arcs.tail), np.int64)
        flow[able] = cheapest_flow(
            arcs.tail[able], arcs.head[able], arcs.capacity[able], cost[able], arcs.supply
        )
        self.step()
        return self.network.chosen(flow, scope)

    def settle(self, now: Decisions, chosen: Flags) -> tuple[Flags, Decisions]:
        """Repeat until every session runs or is empty and nobody is in two places at once."""
        while True:
            short = self.short(chosen, now)
            troubled = ban_clashes(self.board, chosen, now.banned)
            if not short.any() and not troubled:
                break
            scope = next_scope(self.board, chosen, troubled, short)
            self._close_some(chosen, short, now)
            chosen = self.solve(now, scope)
        now.closed |= self.closable & (self.board.load(chosen) == 0)
        now.filled = self.closable & ~now.closed
        return chosen, now

    def short(self, chosen: Flags, now: Decisions) -> Flags:
        load = self.board.load(chosen)
        return self.closable & ~now.closed & (load < self.board.min) & ((load > 0) | now.filled)

    def _close_some(self, chosen: Flags, short: Flags, now: Decisions) -> None:
        """Close what stayed short though it was to be filled, and the emptiest of the others."""
        now.closed |= short & now.filled
        new = np.flatnonzero(short & ~now.filled)
        load = self.board.load(chosen)
        emptiest = new[np.argsort(load[new] / self.board.min[new], kind="stable")]
        count = int(np.ceil(len(new) * CLOSED_AT_ONCE))
        now.closed[emptiest[:count]] = True
        now.filled[emptiest[count:]] = True

    def second_chance(self, chosen: Flags, now: Decisions) -> Decisions:
        """Open closed sessions again that pupils with too few placements could fill."""
        board = self.board
        have = np.bincount(board.pupil[chosen], minlength=len(board.places))
        lacking = (have < board.places)[board.pupil] & self.network.usable
        candidates = now.closed & self.closable & (board.load(lacking) >= board.min)
        if not candidates.any():
            return now
        retry = now.copy()
        retry.closed &= ~candidates
        retry.filled |= candidates
        opened = self.solve(retry, Scope.everybody(board))
        found, decisions = self.settle(retry, opened)
        return decisions if scalar_loss(board, found) < scalar_loss(board, chosen) else now


def next_scope(board: Board, chosen: Flags, troubled: set[int], short: Flags) -> Scope:
    """Solve again around the pupils concerned; everything when that is most of it anyway."""
    pupils = troubled | set(board.pupil[chosen & short[board.session]].tolist())
    around = Scope.around(board, chosen, pupils)
    if short.any() or around.frozen.mean() < 0.5:  # noqa: PLR2004
        return Scope.everybody(board)
    return around
