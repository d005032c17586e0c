"""The solver beside other solvers that know nothing of it."""

from dataclasses import replace
from itertools import combinations

import networkx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.matching import Policy, solve
from placements.matching.board import make_board
from placements.matching.lexicographic import Arcs, cheapest_flow, lexicographic_flow
from placements.matching.tiers import make_tiers, vector
from tests.placements.matching.make import placed, problems, quick, whole_tiers

OBJECTIVES = st.sampled_from(["bands", "leximin", "sum"])


def best_by_trying_all(problem) -> tuple[int, ...]:
    """The least tiers of all outcomes that break no rule; only for tiny rounds."""
    board = make_board(problem.canonical())
    tiers = make_tiers(board)[:-1]
    best = None
    for chosen in every_outcome(board):
        value = vector(tiers, board, chosen)
        best = value if best is None or value < best else best
    return best


def every_outcome(board):
    options = range(len(board.options))
    for size in range(len(options) + 1):
        for some in combinations(options, size):
            chosen = np.zeros(len(options), bool)
            chosen[list(some)] = True
            if allowed(board, chosen):
                yield chosen


def allowed(board, chosen) -> bool:
    load = board.load(chosen)
    have = np.bincount(board.pupil[chosen], minlength=len(board.places))
    if (have > board.places).any() or (load > board.max).any():
        return False
    if ((load > 0) & (load < board.min)).any():
        return False
    some = np.flatnonzero(chosen)
    for quota, most in enumerate(board.quota_max):
        if np.sum(board.quota[some] == quota) > most:
            return False
    for employer, most in enumerate(board.employer_max):
        if np.sum(board.employer[board.session[some]] == employer) > most:
            return False
    pairs = combinations(some.tolist(), 2)
    return not any(board.pupil[a] == board.pupil[b] and board.clash(a, b) for a, b in pairs)


@settings(quick, max_examples=25)
@given(problems(), OBJECTIVES)
def test_small_rounds_are_optimal_in_every_tier(asked, objective):
    asked = replace(asked, options=asked.options[:10], policy=Policy(objective=objective))

    result = solve(asked)

    assert result.bound.proven
    assert tuple(whole_tiers(result)) == best_by_trying_all(asked)


@quick
@given(problems(minima=False, overlaps=False), OBJECTIVES)
def test_the_flow_alone_is_optimal_without_minima_and_clashes(asked, objective):
    asked = replace(asked, options=asked.options[:9])

    result = solve(asked, Policy(objective=objective, exact_up_to=0))

    asked = replace(asked, policy=Policy(objective=objective))
    assert tuple(whole_tiers(result)) == best_by_trying_all(asked)


@quick
@given(problems())
def test_exact_search_is_never_worse_than_the_heuristic(asked):
    exact = solve(asked, Policy())

    assert whole_tiers(exact) <= whole_tiers(solve(asked, Policy(exact_up_to=0)))


@st.composite
def networks(draw):
    """Transport from a source over random arcs to a sink, with an arc past everything."""
    nodes = draw(st.integers(3, 7))
    pairs = draw(
        st.sets(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)), max_size=15)
    )
    pairs = sorted((a, b) for a, b in pairs if a < b and (a, b) != (0, nodes - 1))
    pairs.append((0, nodes - 1))
    units = draw(st.integers(1, 5))
    capacity = [draw(st.integers(1, 3)) for _ in pairs[:-1]] + [units]
    costs = [
        np.array([draw(st.integers(0, 6)) for _ in pairs[:-1]] + [20], np.int64)
        for _ in range(draw(st.integers(1, 3)))
    ]
    supply = np.zeros(nodes, np.int64)
    supply[0], supply[-1] = units, -units
    tail, head = np.array(pairs, np.int64).T
    return Arcs(tail, head, np.array(capacity, np.int64), supply), costs


def networkx_cost(arcs: Arcs, cost) -> int:
    graph = networkx.DiGraph()
    for node, supply in enumerate(arcs.supply.tolist()):
        graph.add_node(node, demand=-supply)
    for row in zip(arcs.tail, arcs.head, arcs.capacity, cost, strict=True):
        tail, head, capacity, weight = (int(n) for n in row)
        graph.add_edge(tail, head, capacity=capacity, weight=weight)
    return networkx.min_cost_flow_cost(graph)


@quick
@given(networks())
def test_the_cheapest_flow_costs_what_networkx_says(network):
    arcs, costs = network

    flow = cheapest_flow(arcs.tail, arcs.head, arcs.capacity, costs[0], arcs.supply)

    assert flow @ costs[0] == networkx_cost(arcs, costs[0])


@quick
@given(networks(), st.booleans())
def test_lexicographic_flow_is_the_flow_with_weights_that_dominate(network, narrow):
    """``narrow`` makes the packing give up at once, so that the optimal face is used."""
    arcs, costs = network
    combined = sum(cost * 1000 ** (len(costs) - 1 - i) for i, cost in enumerate(costs))
    from placements.matching import lexicographic

    largest = lexicographic.LARGEST_COST
    lexicographic.LARGEST_COST = 1 if narrow else largest
    try:
        flow = lexicographic_flow(arcs, costs).flow
    finally:
        lexicographic.LARGEST_COST = largest

    assert flow @ combined == networkx_cost(arcs, combined)


def test_the_lottery_makes_the_answer_independent_of_the_flow_engine():
    """With one place each the optimum is unique, so networkx must find the same placements."""
    from tests.bench.region import make_region, one_place_each

    region = one_place_each(make_region(60, 8, seed=3))
    policy = Policy(objective="sum", exact_up_to=0)
    board = make_board(region.with_policy(policy).canonical())
    graph = networkx.DiGraph()
    graph.add_node("sink", demand=len(board.places))
    for p in range(len(board.places)):
        graph.add_node(("p", p), demand=-1)
        graph.add_edge(("p", p), "sink", weight=10**15)
    for o in range(len(board.options)):
        quota, session = int(board.quota[o]), int(board.session[o])
        to = ("s", session) if quota < 0 else ("q", quota)
        cost = int(board.cost[o]) * 10**9 + int(board.lot[o])
        graph.add_edge(("p", int(board.pupil[o])), to, capacity=1, weight=cost)
    for q, most in enumerate(board.quota_max):
        graph.add_edge(("q", q), ("s", int(board.quota_session[q])), capacity=int(most), weight=0)
    for s, most in enumerate(board.max):
        graph.add_edge(("s", s), "sink", capacity=int(most), weight=0)

    flow = networkx.min_cost_flow(graph)

    expected = set()
    for o, option in enumerate(board.options):
        quota, session = int(board.quota[o]), int(board.session[o])
        to = ("s", session) if quota < 0 else ("q", quota)
        if flow["p", int(board.pupil[o])].get(to):
            expected.add((option.pupil, option.session))
    assert placed(solve(region, policy)) == expected
