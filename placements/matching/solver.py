"""The way through the solver, from a problem to a checked and explained result."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from placements.matching.board import Board, Flags, make_board
from placements.matching.check import check
from placements.matching.clashes import clashing_pairs
from placements.matching.explain import Explanation
from placements.matching.lottery import LOT_BITS
from placements.matching.milp import Programme, best_by_value, improve
from placements.matching.network import Network
from placements.matching.placing import Outcome, place
from placements.matching.problem import Policy, Problem, fingerprint
from placements.matching.reading import validate
from placements.matching.repair import Decisions, Repair
from placements.matching.result import (
    Bound,
    Cancelled,
    Result,
    SessionResult,
    TierValue,
    Warning,
    WarningCode,
)
from placements.matching.tiers import PLACE_VALUE, Tier, make_tiers, scalar_loss, vector

ENGINE = "matching 1"
# The part of the work that is done when each phase starts; seen from a large round.
PHASES = {"prepare": 0.0, "decide": 0.1, "place": 0.35, "exact": 0.8, "explain": 0.9, "done": 1.0}

Progress = Callable[[float, str], None]


def solve(
    problem: Problem,
    policy: Policy | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """Place the pupils; the same problem gives the same result on every machine.

    ``progress`` is called with a part between 0 and 1 and a phase: ``prepare``, ``decide``,
    ``place``, ``exact``, ``explain``, ``done``. Raises InvalidProblem on a faulty problem and
    Cancelled as soon as ``cancelled`` returns true.
    """
    if policy is not None:
        problem = problem.with_policy(policy)
    validate(problem)
    return _Run(problem.canonical(), progress, cancelled).result()


class _Run:
    """One run of the solver, with what its phases share."""

    def __init__(self, problem: Problem, progress: Progress | None, cancelled):
        self.problem, self.progress, self.cancelled = problem, progress, cancelled
        self.phase, self.steps = "prepare", 0
        self.enter("prepare")
        self.sha256 = fingerprint(problem)
        self.board: Board = make_board(problem)
        self.network = Network(self.board)
        self.tiers: list[Tier] = make_tiers(self.board)
        self.warnings: list[Warning] = list(self.board.warnings)

    def enter(self, phase: str) -> None:
        self.phase, self.steps = phase, -1
        self.step()

    def step(self) -> None:
        """Between two pieces of work: may the work go on, and how far is it?"""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        self.steps += 1
        if self.progress is not None:
            start = PHASES[self.phase]
            end = min((p for p in PHASES.values() if p > start), default=start)
            self.progress(start + (end - start) * (1 - 0.9**self.steps), self.phase)

    def result(self) -> Result:
        self.enter("decide")
        repair = Repair(self.board, self.network, self.step)
        decisions = repair.decide()
        self.enter("place")
        outcome = place(self.board, self.network, self.tiers, decisions, self.step)
        outcome = self.unless_unchanged_is_better(outcome)
        self.enter("exact")
        outcome = self.exact(outcome, repair)
        self.enter("explain")
        result = self.explained(outcome, repair.bound)
        check(self.problem, result)
        self.enter("done")
        return result

    def vector(self, chosen: Flags) -> tuple[int, ...]:
        return vector(self.tiers, self.board, chosen)

    def unless_unchanged_is_better(self, outcome: Outcome) -> Outcome:
        """The previous placements, when they still stand and the new ones are no better."""
        board, problem = self.board, self.problem
        chosen = board.previous | board.locked
        if not problem.policy.keep_previous or not board.previous.any():
            return outcome
        if not _stands(board, chosen) or self.vector(chosen) >= self.vector(outcome.chosen):
            return outcome
        return Outcome(chosen, np.zeros(len(chosen), bool))

    def exact(self, outcome: Outcome, repair: Repair) -> Outcome:
        """For a small round, search further until nothing better can exist."""
        policy, board = self.problem.policy, self.board
        if not self.network.usable.any():
            return replace(outcome, proven=True)
        if len(self.problem.pupils) > policy.exact_up_to:
            return outcome
        if self.vector(outcome.chosen)[:-1] == self.relaxed_vector(repair)[:-1]:
            return replace(outcome, proven=True)
        until = time.monotonic() + policy.exact_seconds
        programme = Programme(board, self.network.usable, repair.closable)
        guess = best_by_value(programme, policy.exact_seconds / 3)
        self.step()
        if guess is not None:
            second = self.drawn_again(guess, repair)
            outcome = min(outcome, second, key=lambda one: self.vector(one.chosen))
        left = until - time.monotonic()
        found = improve(programme, self.tiers, outcome.chosen, left, self.step)
        if not found.proven:
            self.warnings.append(Warning(WarningCode.EXACT_TIME_LIMIT))
        if found.chosen is outcome.chosen:
            return replace(outcome, proven=found.proven)
        return replace(self.drawn_again(found.chosen, repair), proven=found.proven)

    def relaxed_vector(self, repair: Repair) -> tuple[int, ...]:
        """The tiers if no session had a minimum and clashes across groups were allowed."""
        nothing = Decisions(
            closed=np.zeros(len(self.board.min), bool),
            filled=np.zeros(len(self.board.min), bool),
            banned=np.zeros(len(self.board.options), bool),
        )
        relaxed = place(self.board, self.network, self.tiers, nothing, self.step, repair=False)
        return self.vector(relaxed.chosen)

    def drawn_again(self, chosen: Flags, repair: Repair) -> Outcome:
        """The outcome of the exact search, with its ties drawn by lot as well."""
        board = self.board
        runs = board.load(chosen) > 0
        decisions = Decisions(
            closed=repair.closable & ~runs,
            filled=repair.closable & runs,
            banned=_beside(board, chosen),
        )
        outcome = place(board, self.network, self.tiers, decisions, self.step)
        if self.vector(outcome.chosen) <= self.vector(chosen):
            return outcome
        return Outcome(chosen, np.zeros(len(chosen), bool))

    def explained(self, outcome: Outcome, bound: int | None) -> Result:
        board, problem, chosen = self.board, self.problem, outcome.chosen
        why = Explanation(board, outcome, self.network.usable)
        unplaced, certificate = why.unplaced()
        load = board.load(chosen).tolist()
        for session, count in zip(problem.sessions, load, strict=True):
            if 0 < count < session.min:
                self.warnings.append(Warning(WarningCode.BELOW_MINIMUM, session=session.id))
        values = self.vector(chosen)
        return Result(
            engine=f"{ENGINE}, {_engine_version()}",
            input_sha256=self.sha256,
            seed=problem.seed,
            placements=tuple(why.placements()),
            unplaced=tuple(unplaced),
            sessions=tuple(
                SessionResult(session.id, count, count > 0)
                for session, count in zip(problem.sessions, load, strict=True)
            ),
            missed=tuple(why.missed()),
            tiers=tuple(TierValue(t.name, v) for t, v in zip(self.tiers, values, strict=True)),
            bound=self.bound(chosen, bound, outcome.proven),
            certificate=certificate,
            warnings=tuple(self.warnings),
        )

    def bound(self, chosen: Flags, loss_at_least: int | None, proven: bool) -> Bound:
        worth = [PLACE_VALUE[min(i, 3)] for n in self.board.places.tolist() for i in range(n)]
        best = sum(worth) - (loss_at_least or 0)
        value = sum(worth) - scalar_loss(self.board, chosen)
        gap = (best - value) / best if best > 0 else 0.0
        return Bound(best, round(max(gap, 0.0), 9), proven)


def _stands(board: Board, chosen: Flags) -> bool:
    """Whether placements break none of the rules."""
    load = board.load(chosen)
    have = np.bincount(board.pupil[chosen], minlength=len(board.places))
    held = board.load(board.locked) > 0
    quota = np.bincount(board.quota[chosen & (board.quota >= 0)], minlength=len(board.quota_max))
    employer = board.employer[board.session[chosen]]
    visits = np.bincount(employer[employer >= 0], minlength=len(board.employer_max))
    return bool(
        (have <= board.places).all()
        and (load <= board.max).all()
        and ((load == 0) | (load >= board.min) | held).all()
        and (quota <= board.quota_max).all()
        and (visits <= board.employer_max).all()
        and not any(clashing_pairs(board, chosen))
    )


def _beside(board: Board, chosen: Flags) -> Flags:
    """Options that clash with a chosen one of the same pupil."""
    beside = np.zeros(len(chosen), bool)
    for option in np.flatnonzero(chosen).tolist():
        for other in board.options_of(int(board.pupil[option])):
            if not chosen[other] and board.clash(option, other):
                beside[other] = True
    return beside


def _engine_version() -> str:
    from importlib.metadata import version

    return f"ortools {version('ortools')}, scipy {version('scipy')}, lots of {LOT_BITS} bits"
