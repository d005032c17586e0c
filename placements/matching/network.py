"""The flow network of a round: pupil, clash group, school quota, session, employer, sink.

    pupil -> [clash group] -> [school quota] -> session -> [employer] -> sink
    pupil -> sink (a placement that is missing)

Parts in brackets exist only where they matter.
"""

from dataclasses import dataclass

import numpy as np

from placements.matching.board import NONE, Board, Flags, Ints
from placements.matching.clashes import clash_groups
from placements.matching.lexicographic import Arcs
from placements.matching.tiers import MISSING_TIERS, Tier

SINK = 0


@dataclass
class Scope:
    """The part that is solved: ``settled`` options stay as they are, ``frozen`` pupils too."""

    settled: Flags
    frozen: Flags

    @staticmethod
    def everybody(board: Board) -> "Scope":
        return Scope(board.locked, np.zeros(len(board.places), bool))

    @staticmethod
    def around(board: Board, chosen: Flags, pupils: set[int]) -> "Scope":
        """Some pupils, and everyone who holds a seat in a session these may go to."""
        free = np.zeros(len(board.places), bool)
        free[list(pupils)] = True
        nearby = np.zeros(len(board.min), bool)
        nearby[board.session[free[board.pupil]]] = True
        free[board.pupil[chosen & nearby[board.session]]] = True
        return Scope(board.locked | (chosen & ~free[board.pupil]), ~free)


class Network:
    """Nodes and arcs of a board. Arc ``o`` is option ``o``; the others follow in parts."""

    def __init__(self, board: Board):
        self.board = board
        self.usable = _usable(board)
        held = np.bincount(board.pupil[board.locked], minlength=len(board.places))
        self.reachable = np.bincount(board.pupil[self.usable], minlength=len(board.places)) > 0
        self.group, self.groups = clash_groups(board, self.usable, board.places - held)
        self._number_nodes()
        self._build()

    def _number_nodes(self) -> None:
        board = self.board
        counts = [1, len(board.places), len(board.min), len(board.quota_max)]
        ends = np.cumsum([*counts, len(board.employer_max), self.groups])
        self.pupil_node = np.arange(ends[0], ends[1])
        self.session_node = np.arange(ends[1], ends[2])
        self.quota_node = np.arange(ends[2], ends[3])
        self.employer_node = np.arange(ends[3], ends[4])
        self.group_node = np.arange(ends[4], ends[5])
        self.nodes = int(ends[5])

    def _build(self) -> None:
        board, grouped = self.board, self.group != NONE
        tails: list[Ints] = []
        heads: list[Ints] = []

        def add(tail: Ints, head: Ints) -> slice:
            start = sum(map(len, tails))
            tails.append(tail)
            heads.append(head)
            return slice(start, start + len(tail))

        tail = self.pupil_node[board.pupil]
        tail[grouped] = self.group_node[self.group[grouped]]
        head = self.session_node[board.session]
        with_quota = board.quota != NONE
        head[with_quota] = self.quota_node[board.quota[with_quota]]
        self.option_arcs = add(tail, head)
        owner = np.zeros(self.groups, np.int64)
        owner[self.group[grouped]] = board.pupil[grouped]
        self.group_arcs = add(self.pupil_node[owner], self.group_node)
        self.quota_arcs = add(self.quota_node, self.session_node[board.quota_session])
        to = np.full(len(board.min), SINK, np.int64)
        self.has_employer = board.employer != NONE
        to[self.has_employer] = self.employer_node[board.employer[self.has_employer]]
        self.fill_arcs = add(self.session_node, to)
        self.seat_arcs = add(self.session_node, to)
        sinks = np.full(max(len(board.places), len(board.employer_max)), SINK, np.int64)
        self.employer_arcs = add(self.employer_node, sinks[: len(board.employer_max)])
        self.missing_arcs = [
            add(self.pupil_node, sinks[: len(board.places)]) for _ in MISSING_TIERS
        ]
        self.tail, self.head = np.concatenate(tails), np.concatenate(heads)

    def arcs(self, closed: Flags, banned: Flags, scope: Scope) -> Arcs:
        """The network without sessions that do not run, refused options and what is settled."""
        board, settled = self.board, scope.settled
        capacity = np.ones(len(self.tail), np.int64)
        off = ~self.usable | banned | settled | closed[board.session] | scope.frozen[board.pupil]
        capacity[self.option_arcs][off] = 0
        load = board.load(settled)
        fill = (board.min - load).clip(0)
        capacity[self.fill_arcs] = fill
        capacity[self.seat_arcs] = board.max - load - fill
        capacity[self.quota_arcs] = board.quota_max - _count(
            board.quota[settled & (board.quota != NONE)], len(board.quota_max)
        )
        left = board.employer_max.copy()
        np.subtract.at(left, board.employer[self.has_employer], load[self.has_employer])
        capacity[self.employer_arcs] = left
        held = _count(board.pupil[settled], len(board.places))
        active = self.reachable & ~scope.frozen
        for ordinal, part in enumerate(self.missing_arcs):
            above = board.places
            if ordinal < len(MISSING_TIERS) - 1:
                above = above.clip(max=ordinal + 1)
            capacity[part] = (above - np.maximum(held, ordinal)).clip(0) * active
        supply = np.zeros(self.nodes, np.int64)
        supply[self.pupil_node] = (board.places - held) * active
        supply[SINK] = -supply.sum()
        return Arcs(self.tail, self.head, capacity, supply)

    def tier_cost(self, tier: Tier) -> Ints:
        if tier.shortfall:
            return self.cost(fill=-(self.board.load(self.board.locked) > 0).astype(np.int8))
        missing = [int(i == tier.missing) for i in range(len(MISSING_TIERS))]
        return self.cost(option=tier.on_option, missing=missing)

    def cost(self, option=None, missing=(), fill=None) -> Ints:
        """A cost per arc, from costs of options, missing placements and seats up to a minimum."""
        cost = np.zeros(len(self.tail), np.int8 if option is None else option.dtype)
        if option is not None:
            cost[self.option_arcs] = option
        for part, value in zip(self.missing_arcs, missing, strict=False):
            cost[part] = value
        if fill is not None:
            cost[self.fill_arcs] = fill
        return cost

    def chosen(self, flow: Ints, scope: Scope) -> Flags:
        """The placements of a flow, settled ones included."""
        return (flow[self.option_arcs] > 0) | scope.settled


def _count(indexes: Ints, length: int) -> Ints:
    return np.bincount(indexes, minlength=length)


def _usable(board: Board) -> Flags:
    """Not the options that clash with a locked one, nor of pupils whose places are all locked."""
    held = _count(board.pupil[board.locked], len(board.places))
    usable = (board.max[board.session] > 0) & ((board.places - held)[board.pupil] > 0)
    usable &= ~board.locked
    for lock in np.flatnonzero(board.locked).tolist():
        for option in board.options_of(int(board.pupil[lock])):
            if usable[option] and board.clash(lock, option):
                usable[option] = False
    return usable
