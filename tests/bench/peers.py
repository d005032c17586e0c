"""Other ways to match, for the benchmark: greedy, networkx, HiGHS, and the library `matching`.

Each takes a problem and returns the set of (pupil, session) pairs, some with a figure before it.
"""

import hashlib
import sys
import threading
import time
from collections import Counter, defaultdict

import numpy as np

from placements.matching import Problem
from placements.matching.board import NONE, Board, make_board
from placements.matching.lexicographic import cheapest_flow
from placements.matching.network import Network, Scope
from placements.matching.tiers import PLACE_VALUE

Pairs = set[tuple[str, str]]


def in_lot_order(problem: Problem) -> list[str]:
    ids = [pupil.id for pupil in problem.pupils]
    return sorted(ids, key=lambda p: hashlib.sha256(f"{problem.seed} {p}".encode()).digest())


class Seats:
    """Who sits where, for greedy: a pupil takes the best option that is still allowed."""

    def __init__(self, problem: Problem):
        self.sessions = {s.id: s for s in problem.sessions}
        self.school = {p.id: p.school for p in problem.pupils}
        self.closed: set[str] = set()
        self.load: Counter = Counter()
        self.quota: Counter = Counter()
        self.mine: dict[str, list[str]] = defaultdict(list)
        self.options: dict[str, list] = defaultdict(list)
        for option in problem.options:
            self.options[option.pupil].append((option.level, option.session))
        for options in self.options.values():
            options.sort()

    def allowed(self, pupil: str, name: str) -> bool:
        session, school = self.sessions[name], self.school[pupil]
        if name in self.closed or self.load[name] >= session.max:
            return False
        if self.quota[name, school] >= session.quota.get(school, session.max):
            return False
        others = [self.sessions[other] for other in self.mine[pupil]]
        return not any(
            other.offer == session.offer or set(other.slots) & set(session.slots)
            for other in others
        )

    def take_best(self, pupil: str) -> None:
        for _, name in self.options[pupil]:
            if self.allowed(pupil, name):
                self.load[name] += 1
                self.quota[name, self.school[pupil]] += 1
                self.mine[pupil].append(name)
                return

    def close(self, name: str) -> list[str]:
        self.closed.add(name)
        left = [pupil for pupil, names in self.mine.items() if name in names]
        for pupil in left:
            self.mine[pupil].remove(name)
        self.load[name] = 0
        return left


def greedy(problem: Problem) -> Pairs:
    """In lot order everybody's first place, then second, then third; then close and move on."""
    seats, order = Seats(problem), in_lot_order(problem)
    places = {pupil.id: pupil.places for pupil in problem.pupils}
    for turn in range(max(places.values(), default=0)):
        for pupil in order:
            if places[pupil] > turn:
                seats.take_best(pupil)
    while True:
        short = [s for s, n in seats.load.items() if 0 < n < seats.sessions[s].min]
        if not short:
            break
        emptiest = min(short, key=lambda s: (seats.load[s] / seats.sessions[s].min, s))
        for pupil in sorted(seats.close(emptiest)):
            seats.take_best(pupil)
    return {(pupil, name) for pupil, names in seats.mine.items() for name in names}


def one_flow(problem: Problem):
    """The solver's engine on one cost, without tiers, lottery, reasons and check.

    Returns ("engine", seconds of the flow itself, pairs).
    """
    board = make_board(problem.canonical())
    network = Network(board)
    nothing = np.zeros(len(board.options), bool)
    arcs = network.arcs(np.zeros(len(board.min), bool), nothing, Scope.everybody(board))
    cost = network.cost(option=board.cost, missing=PLACE_VALUE)
    start = time.process_time()
    flow = cheapest_flow(arcs.tail, arcs.head, arcs.capacity, cost, arcs.supply)
    seconds = time.process_time() - start
    chosen = np.flatnonzero(network.chosen(flow, Scope.everybody(board))).tolist()
    return "engine", seconds, {(board.options[o].pupil, board.options[o].session) for o in chosen}


def networkx_simplex(problem: Problem) -> Pairs:
    """Problem A only: one place each, no minima."""
    import networkx

    board = make_board(problem.canonical())
    graph = networkx.DiGraph()
    graph.add_node("sink", demand=len(board.places))
    for p in range(len(board.places)):
        graph.add_node(("p", p), demand=-1)
        graph.add_edge(("p", p), "sink", weight=PLACE_VALUE[0])
    heads = [
        ("s", int(s)) if q == NONE else ("q", int(q))
        for s, q in zip(board.session, board.quota, strict=True)
    ]
    for o, head in enumerate(heads):
        graph.add_edge(("p", int(board.pupil[o])), head, capacity=1, weight=int(board.cost[o]))
    for q, most in enumerate(board.quota_max.tolist()):
        graph.add_edge(("q", q), ("s", int(board.quota_session[q])), capacity=most)
    for s, most in enumerate(board.max.tolist()):
        graph.add_edge(("s", s), "sink", capacity=most)
    _, flow = networkx.network_simplex(graph)
    return {
        (option.pupil, option.session)
        for o, option in enumerate(board.options)
        if flow["p", int(board.pupil[o])].get(heads[o])
    }


def highs_relaxation(problem: Problem):
    """HiGHS without whole numbers: the optimum of problem A, a bound for problem B.

    Returns ("bound", loss, pairs of the whole part).
    """
    programme, cost = _programme(problem)
    answer = programme.minimise(cost, exact=False, seconds=3600)
    return "bound", round(answer.fun), _pairs(programme, answer)


def highs_exact(problem: Problem) -> Pairs:
    """HiGHS with whole numbers: minutes at region size."""
    programme, cost = _programme(problem)
    return _pairs(programme, programme.minimise(cost, exact=True, seconds=3600))


def _programme(problem: Problem):
    from placements.matching.milp import Programme

    board: Board = make_board(problem.canonical())
    usable = np.ones(len(board.options), bool)
    programme = Programme(board, usable, board.min > 1)
    return programme, programme.value_cost()


def _pairs(programme, answer) -> Pairs:
    board, chosen = programme.board, programme.chosen(answer.x)
    return {
        (board.options[o].pupil, board.options[o].session) for o in np.flatnonzero(chosen).tolist()
    }


def hospital_resident(problem: Problem) -> Pairs:
    """The library `matching`: stable, one place each, knows no quota. Needs a large stack."""
    from matching.games import HospitalResident

    order = {pupil: i for i, pupil in enumerate(in_lot_order(problem))}
    wishes: dict[str, list] = defaultdict(list)
    takers: dict[str, list] = defaultdict(list)
    for option in problem.options:
        wishes[option.pupil].append((option.level, option.session))
        takers[option.session].append((order[option.pupil], option.pupil))
    residents = {p: [s for _, s in sorted(options)] for p, options in wishes.items()}
    hospitals = {s: [p for _, p in sorted(pupils)] for s, pupils in takers.items()}
    capacities = {s.id: s.max for s in problem.sessions if s.id in hospitals}
    answer: dict = {}

    def work():
        game = HospitalResident.create_from_dictionaries(residents, hospitals, capacities)
        answer.update(game.solve(optimal="resident"))

    sys.setrecursionlimit(10**7)
    threading.stack_size(1024**3)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return {(pupil.name, session.name) for session, pupils in answer.items() for pupil in pupils}
