"""The best placements, tier by tier, once it is decided which sessions run."""

from dataclasses import dataclass

import numpy as np

from placements.matching.board import Board, Flags
from placements.matching.clashes import ban_clashes
from placements.matching.lexicographic import Arcs, Optimum, lexicographic_flow
from placements.matching.network import Network, Scope
from placements.matching.repair import Decisions, Step, next_scope
from placements.matching.tiers import Tier


@dataclass
class Outcome:
    """``drawn``: placements for which an equally good outcome without them existed."""

    chosen: Flags
    drawn: Flags
    proven: bool = False


def place(
    board: Board,
    network: Network,
    tiers: list[Tier],
    decisions: Decisions,
    step: Step,
    repair: bool = True,
) -> Outcome:
    """Solve the tiers, refuse what clashes, and solve again around it until nothing clashes.

    Without ``repair`` the first answer stands: a bound, not an outcome to use.
    """
    now = decisions.copy()
    costs = [network.tier_cost(tier) for tier in tiers]
    scope = Scope.everybody(board)
    drawn = np.zeros(len(board.options), bool)
    while True:
        arcs = network.arcs(now.closed, now.banned, scope)
        minimum = network.cost(fill=-now.filled.astype(np.int8))
        optimum = lexicographic_flow(arcs, [minimum, *costs], step)
        chosen = network.chosen(optimum.flow, scope)
        drawn &= scope.frozen[board.pupil]
        drawn |= drawn_by_lot(arcs, optimum)[network.option_arcs]
        short = now.filled & (board.load(chosen) < board.min)
        troubled = ban_clashes(board, chosen, now.banned)
        if not repair or not (troubled or short.any()):
            return Outcome(chosen, drawn & chosen & ~board.locked)
        now.closed |= short
        now.filled &= ~short
        scope = next_scope(board, chosen, troubled, short)


def drawn_by_lot(arcs: Arcs, optimum: Optimum) -> Flags:
    """Used arcs that some flow, equally good in all tiers but the lottery, does without.

    Such an arc lies on a cycle of arcs along which flow can be moved at no cost.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    free, flow = optimum.free, optimum.flow
    room = free[flow[free] < arcs.capacity[free]]
    used = free[flow[free] > 0]
    tail = np.concatenate([arcs.tail[room], arcs.head[used]])
    head = np.concatenate([arcs.head[room], arcs.tail[used]])
    size = len(arcs.supply)
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(size, size))
    _, part = connected_components(graph, directed=True, connection="strong")
    drawn = np.zeros(len(arcs.tail), bool)
    drawn[used] = part[arcs.tail[used]] == part[arcs.head[used]]
    return drawn
