"""What is true of every result, tried on random small rounds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.matching import Lock, Policy, Pupil, Session, UnplacedReason, solve
from placements.matching.check import certificate_faults, faults
from tests.placements.matching.make import (
    NO_EXACT,
    locks_of,
    placed,
    problem,
    problems,
    quick,
    tier,
    whole_tiers,
)

OBJECTIVES = st.sampled_from(["bands", "leximin", "sum"])


@quick
@given(st.data(), OBJECTIVES)
def test_no_rule_is_broken_and_each_lock_is_kept_or_reported(data, objective):
    asked = data.draw(problems())
    locks = locks_of(data.draw, asked)

    result = solve(replace(asked, locks=locks), Policy(objective=objective, exact_up_to=0))

    assert list(faults(replace(asked, locks=locks), result)) == []
    kept = {(p.pupil, p.session) for p in result.placements if p.locked}
    reported = {(w.pupil, w.session) for w in result.warnings if w.code != "lock_outside_options"}
    assert kept | reported >= {(lock.pupil, lock.session) for lock in locks}


@quick
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(asked, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    parts = ("pupils", "sessions", "options", "employers")
    other = replace(asked, **{part: shuffled(getattr(asked, part)) for part in parts})

    assert solve(other).to_json() == solve(asked).to_json()


@quick
@given(problems())
def test_a_pupil_without_options_and_a_session_without_takers_change_nothing(asked):
    more = replace(
        asked,
        pupils=(*asked.pupils, Pupil("a new one", "x", 2)),
        sessions=(*asked.sessions, Session("a new one", "new", max=3, min=2, slots=(1,))),
    )

    assert placed(solve(more)) == placed(solve(asked))


@quick
@given(problems(minima=False, overlaps=False), st.data())
def test_one_more_seat_never_worsens_the_outcome(asked, data):
    at = data.draw(st.integers(0, len(asked.sessions) - 1))
    roomier = list(asked.sessions)
    roomier[at] = replace(roomier[at], max=roomier[at].max + 1)

    before, after = solve(asked), solve(replace(asked, sessions=tuple(roomier)))

    assert whole_tiers(after) <= whole_tiers(before)


@quick
@given(problems(minima=False, overlaps=False), OBJECTIVES, st.data())
def test_ranking_higher_what_you_got_keeps_it(asked, objective, data):
    policy = Policy(objective=objective, exact_up_to=0)
    got = [p for p in solve(asked, policy).placements if p.level > 1]
    if not got:
        return
    mine = data.draw(st.sampled_from(got))
    better = data.draw(st.integers(1, mine.level - 1))
    options = tuple(
        replace(o, level=better) if (o.pupil, o.session) == (mine.pupil, mine.session) else o
        for o in asked.options
    )

    again = solve(replace(asked, options=options), policy)

    assert (mine.pupil, mine.session) in placed(again)


@quick
@given(problems())
def test_running_again_without_a_change_changes_nothing_or_improves(asked):
    first = solve(asked)
    previous = tuple(Lock(p.pupil, p.session) for p in first.placements)

    again = solve(replace(asked, previous=previous))

    if placed(again) != placed(first):
        places = ("no_placement", "minimum_unfilled", "missing_second", "missing_third")
        assert [tier(again, t) for t in places] < [tier(first, t) for t in places]


@quick
@given(problems())
def test_locking_a_whole_result_gives_it_again(asked):
    first = solve(asked)
    locks = tuple(Lock(p.pupil, p.session) for p in first.placements)

    again = solve(replace(asked, locks=locks))

    assert placed(first) <= placed(again)
    assert again.warnings == ()


@quick
@given(problems())
def test_everyone_without_a_place_has_one_reason_that_holds(asked):
    result = solve(asked)
    running = {s.session for s in result.sessions if s.runs}
    running |= {s.id for s in asked.sessions if s.min <= 1}

    for row in result.unplaced:
        mine = {o.session for o in asked.options if o.pupil == row.pupil}
        got = {p.session for p in result.placements if p.pupil == row.pupil}
        assert (row.reason == UnplacedReason.NO_OPTIONS) == (not mine)
        assert (row.reason == UnplacedReason.TOO_FEW_OPTIONS) == (bool(mine) and mine == got)
        if row.reason == UnplacedReason.NONE_RUNNING:
            assert not (mine - got) & running
        if row.reason == UnplacedReason.ALL_FULL:
            assert row.pupil in result.certificate.pupils
    if result.certificate:
        assert list(certificate_faults(asked, result, result.certificate)) == []


@quick
@given(problems())
def test_no_outcome_is_better_than_the_bound(asked):
    for result in (solve(asked), solve(asked, Policy())):
        value = 0
        for pupil in asked.pupils:
            mine = [p for p in result.placements if p.pupil == pupil.id]
            value += sum((100_000, 20_000, 10_000)[: len(mine)])
        level = {(o.pupil, o.session): (o.level, o.new_sector) for o in asked.options}
        for placement in result.placements:
            rank, is_new = level[placement.pupil, placement.session]
            value -= 10 * (rank**2 - 1) + (0 if is_new else 60)

        assert value <= result.bound.value
        assert result.bound.gap == pytest.approx(
            1 - value / max(result.bound.value, 1), abs=1e-6
        ) or (result.bound.value <= 0)


@quick
@given(problems(minima=False, overlaps=False, most_places=1), OBJECTIVES)
def test_two_pupils_who_swap_names_and_lots_swap_placements(asked, objective):
    if len(asked.pupils) < 2:
        return
    # Without ties the lots are of no influence, so that only the names are swapped.
    result = solve(asked, Policy(objective=objective, exact_up_to=0))
    if any(p.lottery for p in result.placements):
        return
    swap = {"p0": "p1", "p1": "p0"}
    other = replace(
        asked,
        pupils=tuple(replace(p, id=swap.get(p.id, p.id)) for p in asked.pupils),
        options=tuple(replace(o, pupil=swap.get(o.pupil, o.pupil)) for o in asked.options),
    )

    swapped = solve(other, Policy(objective=objective, exact_up_to=0))

    assert placed(swapped) == {(swap.get(p, p), s) for p, s in placed(result)}


@pytest.mark.parametrize("objective", ["bands", "leximin", "sum"])
def test_the_keep_tier_is_the_only_tier_that_previous_placements_add(objective):
    asked = problem(["a: x1"], ["x 0-1"])
    again = replace(
        asked, previous=(Lock("a", "x"),), policy=replace(NO_EXACT, objective=objective)
    )

    names = [t.name for t in solve(asked, again.policy).tiers]

    assert [t.name for t in solve(again).tiers if t.name not in names] == ["changed"]
