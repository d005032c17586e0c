"""Minimum-cost flow with several costs, the first one infinitely more important than the next.

After each solve, complementary slackness tells which arcs every optimum fills, which arcs none
uses, and which are free; only the free ones go on to the next cost. So no big weights are needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# The solver multiplies costs by the number of nodes; this keeps every product inside an int64.
LARGEST_COST = 2**59


class NoFlow(RuntimeError):
    """The flow engine did not find an optimum: a fault in how the network was built."""


@dataclass
class Arcs:
    """A network: arc ``i`` goes from ``tail[i]`` to ``head[i]``; supplies add up to zero."""

    tail: Ints
    head: Ints
    capacity: Ints
    supply: Ints


@dataclass
class Optimum:
    """``free`` are the arcs on which optima of all costs but the last may differ."""

    flow: Ints
    free: Ints


def lexicographic_flow(
    arcs: Arcs, costs: Sequence[Ints], between: Callable[[], None] = lambda: None
) -> Optimum:
    """The flow that is least in ``costs[0]``, among those least in ``costs[1]``, and so on.

    Costs are whole numbers in any type, so that tiers of zeros and ones can take one byte each.
    The last cost is always solved by itself. ``between`` is called after each solve.
    """
    work = _Face(arcs)
    done = 0
    while done < len(costs):
        chunk = work.pack(costs, done)
        if done + chunk >= len(costs) > 1:
            chunk = max(1, len(costs) - 1 - done)
        is_last = done + chunk == len(costs)
        free = work.alive.copy() if is_last else None
        work.minimise(costs[done : done + chunk], narrow=not is_last)
        done += chunk
        between()
    return Optimum(work.flow(), work.alive if free is None else free)


class _Face:
    """The arcs on which optima so far may differ; the others are fixed in ``settled``."""

    def __init__(self, arcs: Arcs):
        self.arcs = arcs
        self.alive = np.flatnonzero(arcs.capacity > 0)
        self.settled = np.zeros(len(arcs.tail), np.int64)
        self.supply = arcs.supply.astype(np.int64)
        self.units = int(self.supply.clip(0).sum())
        self.last = np.zeros(len(self.alive), np.int64)
        self.solved = False

    def span(self, cost: Ints) -> int:
        """One more than the total of this cost can differ between two flows."""
        return self.units * int(np.ptp(np.append(cost[self.alive], 0))) + 1

    def pack(self, costs: Sequence[Ints], start: int) -> int:
        """How many costs from ``start`` fit in one exact combined cost; at least one."""
        limit = LARGEST_COST // (len(self.supply) + 2)
        product, count = 1, 0
        for cost in costs[start:]:
            product *= self.span(cost)
            if count and product > limit:
                break
            count += 1
        return count

    def minimise(self, costs: Sequence[Ints], narrow: bool) -> None:
        combined, weight = np.zeros(len(self.alive), np.int64), 1
        for cost in reversed(costs):
            combined += weight * cost[self.alive].astype(np.int64)
            weight *= self.span(cost)
        if self.solved and not combined.any():
            return
        tail, head = self.arcs.tail[self.alive], self.arcs.head[self.alive]
        capacity = self.arcs.capacity[self.alive]
        self.last = cheapest_flow(tail, head, capacity, combined, self.supply)
        self.solved = True
        if narrow:
            self._narrow(tail, head, capacity, combined)

    def _narrow(self, tail: Ints, head: Ints, capacity: Ints, cost: Ints) -> None:
        room, used = self.last < capacity, self.last > 0
        price = potentials(
            len(self.supply),
            np.concatenate([tail[room], head[used]]),
            np.concatenate([head[room], tail[used]]),
            np.concatenate([cost[room], -cost[used]]),
        )
        reduced = cost + price[tail] - price[head]
        full = reduced < 0
        self.settled[self.alive[full]] = capacity[full]
        np.subtract.at(self.supply, tail[full], capacity[full])
        np.add.at(self.supply, head[full], capacity[full])
        keep = reduced == 0
        self.alive, self.last = self.alive[keep], self.last[keep]
        self.units = min(self.units, int(self.supply.clip(0).sum()))

    def flow(self) -> Ints:
        flow = self.settled.copy()
        flow[self.alive] += self.last
        return flow


def cheapest_flow(tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: Ints) -> Ints:
    """Minimum-cost flow by OR-Tools, exact in whole numbers."""
    from ortools.graph.python import min_cost_flow

    if not len(tail):
        if supply.any():
            raise NoFlow("there is supply but no arc")
        return np.zeros(0, np.int64)
    used = supply != 0
    used[tail] = True
    used[head] = True
    number = (np.cumsum(used) - 1).astype(np.int32)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(number[tail], number[head], capacity, cost)
    nodes = np.flatnonzero(used)
    solver.set_nodes_supplies(number[nodes], supply[nodes])
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NoFlow(f"the flow engine answered {status}")
    return solver.flows(arcs).astype(np.int64)


def potentials(nodes: int, tail: Ints, head: Ints, cost: Ints) -> Ints:
    """Prices that make no residual arc cheaper than its ends differ (Bellman-Ford, in arrays)."""
    price = np.zeros(nodes, np.int64)
    if not len(tail):
        return price
    order = np.argsort(head, kind="stable")
    tail, head, cost = tail[order], head[order], cost[order]
    starts = np.flatnonzero(np.append(True, head[1:] != head[:-1]))
    targets = head[starts]
    while True:
        cheapest = np.minimum.reduceat(price[tail] + cost, starts)
        lower = np.minimum(price[targets], cheapest)
        if np.array_equal(lower, price[targets]):
            return price
        price[targets] = lower
