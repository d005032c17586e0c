"""Rounds small enough to solve by hand."""

from dataclasses import replace

import pytest

from placements.matching import Employer, Lock, Policy, Pupil, solve
from placements.matching.lottery import lot
from tests.placements.matching.make import placed, problem, session, tier

OBJECTIVES = ["bands", "leximin", "sum"]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_everybody_gets_the_first_wish_when_there_is_room(objective):
    asked = problem(["a: x1 y2", "b: x2 y1"], ["x 0-1", "y 0-1"])

    result = solve(asked, Policy(objective=objective))

    assert placed(result) == {("a", "x"), ("b", "y")}
    assert [p.reason for p in result.placements] == ["first_wish", "first_wish"]
    assert result.bound.proven
    assert (result.unplaced, result.missed, result.warnings) == ((), (), ())


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_place_for_all_goes_before_first_wishes(objective):
    asked = problem(["a: x1 y2", "b: x1"], ["x 0-1", "y 0-1"])

    result = solve(asked, Policy(objective=objective))

    assert placed(result) == {("a", "y"), ("b", "x")}
    assert [(m.pupil, m.session, m.reason) for m in result.missed] == [("a", "x", "session_full")]


@pytest.mark.parametrize(
    ("objective", "levels"), [("leximin", [3, 3, 3]), ("bands", [3, 3, 3]), ("sum", [1, 1, 4])]
)
def test_the_worst_off_are_spared_unless_the_sum_is_asked_for(objective, levels):
    asked = problem(["a: x1 y3", "b: y1 z3", "c: x3 z4"], ["x 0-1", "y 0-1", "z 0-1"])

    result = solve(asked, Policy(objective=objective))

    assert sorted(p.level for p in result.placements) == levels


def test_nobody_gets_a_second_place_while_somebody_has_none():
    asked = problem(["a: x1 y1", "b: y5"], ["x 0-1", "y 0-1"], places={"a": 2})

    result = solve(asked)

    assert placed(result) == {("a", "x"), ("b", "y")}
    assert tier(result, "no_placement") == 0
    assert tier(result, "missing_second") == 1


def test_a_session_below_its_minimum_does_not_run():
    asked = problem(["a: x1 y2", "b: x1 y2", "c: y1"], ["x 3-5", "y 0-5"])

    result = solve(asked)

    assert placed(result) == {("a", "y"), ("b", "y"), ("c", "y")}
    assert [(s.session, s.placed, s.runs) for s in result.sessions] == [
        ("x", 0, False),
        ("y", 3, True),
    ]
    assert {m.reason for m in result.missed} == {"session_not_running"}


def test_a_pupil_moves_to_let_a_session_reach_its_minimum():
    asked = problem(["a: x1 y2", "b: y1", "c: y1 z9"], ["x 0-5", "y 3-3", "z 2-4"])

    result = solve(asked)

    assert placed(result) == {("a", "y"), ("b", "y"), ("c", "y")}


def test_a_pupil_is_not_in_two_places_at_once():
    morning = [session("x 0-5", slots=(1, 2)), session("y 0-5", slots=(2, 3)), "z 0-5"]

    result = solve(problem(["a: x1 y2 z3"], morning, places=2))

    assert placed(result) == {("a", "x"), ("a", "z")}
    assert [(m.session, m.reason) for m in result.missed] == [("y", "overlap")]


def test_a_pupil_goes_to_an_offer_once():
    twice = [session("x 0-5", offer="o"), session("y 0-5", offer="o")]

    result = solve(problem(["a: x1 y1"], twice, places=2))

    assert len(result.placements) == 1
    assert [u.reason for u in result.unplaced] == ["overlap_only"]
    assert [m.reason for m in result.missed] == ["same_offer"]


def test_a_schools_quota_is_kept():
    asked = problem(["a: x1 y2", "b: x1 y2"], [session("x 0-5", quota={"school": 1}), "y 0-5"])

    result = solve(asked)

    assert sorted(p.session for p in result.placements) == ["x", "y"]
    assert [m.reason for m in result.missed] == ["school_quota"]


def test_an_employers_budget_is_kept_over_its_sessions():
    sessions = [session("x 0-5", employer="e"), session("y 0-5", employer="e"), "z 0-5"]
    asked = problem(["a: x1 z2", "b: y1 z2"], sessions, employers=(Employer("e", 1),))

    result = solve(asked)

    assert sorted(p.session for p in result.placements) in (["x", "z"], ["y", "z"])
    assert [m.reason for m in result.missed] == ["employer_full"]


def test_the_lottery_decides_a_tie_and_says_so():
    asked = problem(["a: x1 y2", "b: x1 y2"], ["x 0-1", "y 0-1"])
    lucky = min("ab", key=lambda p: lot("test", p, "x") - lot("test", p, "y"))

    result = solve(asked)

    assert (lucky, "x") in placed(result)
    assert [p.lottery for p in result.placements] == [True, True]


def test_another_seed_can_draw_another_winner():
    asked = problem(["a: x1 y2", "b: x1 y2"], ["x 0-1", "y 0-1"])

    winners = {
        next(p.pupil for p in solve(replace(asked, seed=str(i))).placements if p.session == "x")
        for i in range(10)
    }

    assert winners == {"a", "b"}


def test_without_a_tie_there_is_no_lottery():
    result = solve(problem(["a: x1 y2", "b: x2 y1"], ["x 0-1", "y 0-1"]))

    assert not any(p.lottery for p in result.placements)


@pytest.mark.parametrize(
    ("level", "reason"),
    [(1, "first_wish"), (4, "wish"), (9, "wished_sector"), (10, "new_sector"), (11, "other")],
)
def test_a_placement_says_why(level, reason):
    result = solve(problem([f"a: x{level}"], ["x 0-1"]))

    assert result.placements[0].reason == reason


@pytest.mark.parametrize(
    ("wishes", "sessions", "places", "reason"),
    [
        (["a:"], ["x 0-1"], 1, "no_options"),
        (["a: x1"], ["x 0-1"], 2, "too_few_options"),
        (["a: x1"], ["x 2-5"], 1, "none_running"),
        (["a: x1", "b: x1"], ["x 0-1"], 1, "all_full"),
    ],
)
def test_who_lacks_a_place_gets_the_true_reason(wishes, sessions, places, reason):
    result = solve(problem(wishes, sessions, places=places))

    assert [u.reason for u in result.unplaced] == [reason]


def test_all_full_comes_with_a_certificate():
    wishes = ["a: x1 y2", "b: x1 y2", "c: x1 y2", "d: z1"]

    result = solve(problem(wishes, ["x 0-1", "y 0-1", "z 0-5"]))

    assert result.certificate.pupils == ("a", "b", "c")
    assert result.certificate.sessions == ("x", "y")


def test_a_lock_is_kept_against_the_wishes():
    asked = problem(["a: x1 y8", "b: x2 y1"], ["x 0-1", "y 0-1"], locks=(Lock("a", "y"),))

    result = solve(asked)

    assert placed(result) == {("a", "y"), ("b", "x")}
    assert [(p.locked, p.reason) for p in result.placements] == [(True, "locked"), (False, "wish")]


def test_a_lock_outside_the_options_is_kept_with_a_warning():
    asked = problem(["a: x1"], ["x 0-1", "y 0-1"], locks=(Lock("a", "y"),))

    result = solve(asked)

    assert placed(result) == {("a", "y")}
    assert [w.code for w in result.warnings] == ["lock_outside_options"]


def test_a_lock_keeps_a_session_running_below_its_minimum_with_a_warning():
    result = solve(problem(["a: x1"], ["x 4-9"], locks=(Lock("a", "x"),)))

    assert placed(result) == {("a", "x")}
    assert [w.code for w in result.warnings] == ["below_minimum"]
    assert tier(result, "minimum_unfilled") == 3


@pytest.mark.parametrize(
    ("locks", "code"),
    [
        ((Lock("a", "x"), Lock("b", "x")), "lock_no_seat"),
        ((Lock("a", "x"), Lock("a", "z")), "lock_too_many"),
        ((Lock("c", "y"), Lock("c", "z")), "lock_clash"),
        ((Lock("gone", "x"),), "lock_unknown"),
        ((Lock("a", "gone"),), "lock_unknown"),
    ],
)
def test_a_lock_that_cannot_stand_is_reported(locks, code):
    sessions = ["x 0-1", session("y 0-5", slots=(1,)), session("z 0-5", slots=(1,))]
    asked = problem(["a: x1 z2", "b: x1 y2", "c: y1 z1"], sessions, {"c": 2}, locks=locks)

    result = solve(asked)

    assert [w.code for w in result.warnings] == [code]


def test_the_previous_placements_are_kept_when_they_are_as_complete():
    asked = problem(["a: x2 y1", "b: x1 y2"], ["x 0-1", "y 0-1"])
    again = replace(asked, previous=(Lock("a", "x"), Lock("b", "y")))

    assert placed(solve(again)) == {("a", "x"), ("b", "y")}
    assert placed(solve(again, Policy(keep_previous=False))) == {("a", "y"), ("b", "x")}


def test_only_what_must_changes_after_a_cancellation():
    wishes = ["a: x2 y1 z3", "b: x1 y2 z3"]
    previous = (Lock("a", "x"), Lock("b", "y"))

    result = solve(problem(wishes, ["x 0-1", "y 0-0", "z 0-1"]))
    again = solve(problem(wishes, ["x 0-1", "y 0-0", "z 0-1"], previous=previous))

    assert placed(result) == {("b", "x"), ("a", "z")}
    assert placed(again) == {("a", "x"), ("b", "z")}
    assert tier(again, "changed") == 1


def test_a_groups_weight_decides_between_equal_ranks():
    asked = problem(["a: x1 y8", "b: x1 y8"], ["x 0-1", "y 0-1"])
    for name in "ab":
        pupils = tuple(Pupil(p, "school", 1, "g" if p == name else None) for p in "ab")
        policy = Policy(objective="sum", group_percent={"g": 150})

        result = solve(replace(asked, pupils=pupils), policy)

        assert (name, "x") in placed(result)


def test_a_round_without_anything_is_solved():
    result = solve(problem([], []))

    assert (result.placements, result.unplaced, result.bound.gap) == ((), (), 0.0)
