import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.models import MatchRun, Placement, Round, Unplaced
from placements.services import matching
from placements.services.matching import (
    RunRefused,
    cancel_run,
    claim_run,
    execute_run,
    revive_stalled_runs,
    start_run,
)
from placements.services.problem import build_problem
from portal.audit import trail
from schools.school_sectors import sectors_of
from tests.factories import AttendanceFactory, PlacementFactory
from tests.placements.rounds import a_round, add_date, at, wish

State = MatchRun.State


def run_now(round_, by, **options):
    run = start_run(round_, by=by, **options)
    execute_run(run.pk, claim_run(run.pk))
    run.refresh_from_db()
    return run


def barriers(round_, student):
    return dict(build_problem(round_).eligibility.barriers.get(student.pk, {}))


def test_run_gives_first_wishes_and_records_everything(school, group, coordinator):
    round_, (anna, bram) = a_round(school, group, pupils=2)
    kaas, bouw = add_date(round_), add_date(round_, day=21)
    wish(round_, anna, kaas)
    wish(round_, bram, bouw, kaas)

    run = run_now(round_, coordinator)

    round_.refresh_from_db()
    assert (run.state, run.progress, round_.state) == (State.DONE, 100, Round.State.COMPUTED)
    assert set(Placement.objects.values_list("student", "session", "level", "reason")) == {
        (anna.pk, kaas.pk, 1, "first_wish"),
        (bram.pk, bouw.pk, 1, "first_wish"),
    }
    assert run.problem["seed"] == round_.seed
    assert run.result["input_sha256"] == run.input_sha256
    assert {e.action for e in trail.entries_for(run)} == {
        "placements.run.start",
        "placements.run.finish",
    }


def test_run_never_gives_more_than_is_held_and_says_who_has_none(school, group, coordinator):
    round_, pupils = a_round(school, group, pupils=3)
    date = add_date(round_, places=8, held=2)
    for pupil in pupils:
        wish(round_, pupil, date)

    run_now(round_, coordinator)

    assert Placement.objects.filter(session=date).count() == 2
    left = Unplaced.objects.get()
    assert (left.reason, left.missing) == ("all_full", 1)
    assert left.reason_data["missed"] == [
        {"rank": 1, "offer": date.offer_id, "reason": "session_full", "places": 2, "wished": 3}
    ]


def test_run_does_not_start_a_date_below_its_minimum(school, group, coordinator):
    round_, pupils = a_round(school, group, pupils=2)
    date = add_date(round_, fewest=4)
    wish(round_, pupils[0], date)

    run_now(round_, coordinator)

    assert not Placement.objects.exists()
    assert set(Unplaced.objects.values_list("reason", flat=True)) == {"none_running"}


def test_minimum_counts_pupils_of_other_schools(school, group, coordinator):
    round_, _pupils = a_round(school, group, pupils=2)
    date = add_date(round_, places=10, held=5, fewest=4)
    PlacementFactory.create_batch(2, session=date)

    run_now(round_, coordinator)

    assert Placement.objects.filter(round=round_, session=date).count() == 2


def test_run_again_with_least_change_keeps_what_it_can(school, group, coordinator):
    round_, pupils = a_round(school, group, pupils=6)
    dates = [add_date(round_, places=2, day=20 + n) for n in range(4)]
    for pupil in pupils:
        wish(round_, pupil, *dates[:3])
    run_now(round_, coordinator)
    before = set(Placement.objects.values_list("student", "session"))

    run = run_now(round_, coordinator, least_change=True)

    assert set(Placement.objects.values_list("student", "session")) == before
    assert len(run.problem["previous"]) == 6


def test_run_again_keeps_locked_places(school, group, coordinator):
    round_, (anna, bram) = a_round(school, group, pupils=2)
    kaas, bouw = add_date(round_, places=1), add_date(round_, day=21)
    wish(round_, bram, kaas)
    locked = PlacementFactory(
        round=round_, student=anna, session=kaas, state="proposed", locked=True, reason="by_hand"
    )

    run_now(round_, coordinator)

    assert Placement.objects.get(student=anna).pk == locked.pk
    assert Placement.objects.get(student=bram).session == bouw


def test_same_round_gives_the_same_places_again(school, group, coordinator):
    round_, pupils = a_round(school, group, pupils=6)
    date = add_date(round_, places=3)
    add_date(round_, places=3, day=22)
    for pupil in pupils:
        wish(round_, pupil, date)

    first = run_now(round_, coordinator)
    second = run_now(round_, coordinator)

    assert first.result["placements"] == second.result["placements"]
    assert any(p["lottery"] for p in first.result["placements"])


def test_places_each_never_puts_a_pupil_in_two_places_at_once(school, group, coordinator):
    round_, (anna,) = a_round(school, group, pupils=1, places_each=2)
    add_date(round_, day=20, hour=10)
    add_date(round_, day=20, hour=11)
    later = add_date(round_, day=21, hour=10)

    run_now(round_, coordinator)

    given = Placement.objects.filter(student=anna)
    assert given.count() == 2
    assert given.filter(session=later).exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"year_min": 4, "year_max": 5}, "year"),
        ({"held": 0}, "no_places"),
        ({"day": -1}, "past"),
        ({"places": 3, "held": 2, "fewest": 3}, "too_small"),
    ],
)
def test_each_pair_that_cannot_be_has_its_reason(school, group, options, why):
    round_, (anna,) = a_round(school, group, pupils=1)
    date = add_date(round_, **options)

    assert barriers(round_, anna) == {date.pk: why}


def test_cancelled_date_is_no_option(school, group):
    round_, (anna,) = a_round(school, group, pupils=1)
    date = add_date(round_)
    date.state = "cancelled"
    date.save()

    assert barriers(round_, anna) == {date.pk: "cancelled"}


def test_where_a_pupil_was_and_is_busy_is_no_option(school, group):
    round_, (anna,) = a_round(school, group, pupils=1)
    seen, at_the_time = add_date(round_, day=20), add_date(round_, day=25, hour=11)
    AttendanceFactory(placement__student=anna, placement__session__offer=seen.offer)
    PlacementFactory(
        student=anna,
        session__starts_at=at(25, 10),
        session__ends_at=at(25, 12),
    )

    assert barriers(round_, anna) == {seen.pk: "been_there", at_the_time.pk: "busy"}


def test_where_a_pupil_was_absent_is_an_option(school, group):
    round_, (anna,) = a_round(school, group, pupils=1)
    missed = add_date(round_)
    AttendanceFactory(
        placement__student=anna, placement__session__offer=missed.offer, status="absent"
    )

    assert barriers(round_, anna) == {}


def test_levels_follow_wishes_sectors_and_history(school, group):
    from portal.reference.models import Sector

    wished, other, seen = Sector.objects.order_by("order")[:3]
    round_, (anna,) = a_round(school, group, pupils=1)
    first = add_date(round_, sector=wished)
    dates = [add_date(round_, sector=s, day=20 + n) for n, s in enumerate((wished, other, seen), 1)]
    AttendanceFactory(
        placement__student=anna,
        placement__session__offer__sector=seen,
        placement__session__starts_at=at(-30),
        placement__session__ends_at=at(-30, 12),
    )
    wish(round_, anna, first)

    problem = build_problem(round_).problem

    levels = {int(o.session): (o.level, o.new_sector) for o in problem.options}
    assert levels[first.pk] == (1, True)
    assert [levels[d.pk] for d in dates] == [(9, True), (10, True), (11, False)]


@pytest.mark.parametrize("pupils", [1, 12])
def test_build_problem_costs_the_same_for_any_number_of_pupils(
    school, group, pupils, django_assert_num_queries
):
    round_, students = a_round(school, group, pupils=pupils)
    dates = [add_date(round_, day=20 + n) for n in range(3)]
    for student in students:
        wish(round_, student, *dates)

    sectors_of(school.pk)  # kept for a minute

    with django_assert_num_queries(8):
        build_problem(round_)


def test_start_run_without_dates_says_so(school, group, coordinator):
    round_, _pupils = a_round(school, group)

    with pytest.raises(RunRefused):
        start_run(round_, by=coordinator)


@pytest.mark.parametrize("state", ["draft", "open", "published", "finished"])
def test_start_run_only_between_wishes_and_publishing(school, group, coordinator, state):
    round_, _pupils = a_round(school, group, state=state)
    add_date(round_)

    with pytest.raises(RunRefused):
        start_run(round_, by=coordinator)


def test_start_run_twice_is_one_run(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    start_run(round_, by=coordinator)

    with pytest.raises(RunRefused):
        start_run(round_, by=coordinator)

    assert MatchRun.objects.count() == 1


def test_start_run_of_another_school_is_refused(school, group, other_coordinator, mentor):
    round_, _pupils = a_round(school, group)
    add_date(round_)

    for stranger in (other_coordinator, mentor):
        with pytest.raises(PermissionDenied):
            start_run(round_, by=stranger)


def test_start_run_reaches_the_worker(
    school, group, coordinator, django_capture_on_commit_callbacks
):
    round_, _pupils = a_round(school, group)
    add_date(round_)

    with django_capture_on_commit_callbacks(execute=True):
        run = start_run(round_, by=coordinator)

    run.refresh_from_db()
    assert run.state == State.DONE


def test_claim_run_is_won_by_one(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)

    assert claim_run(run.pk)
    assert claim_run(run.pk) is None


def test_cancelled_run_changes_nothing(school, group, coordinator, monkeypatch):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)
    claim = claim_run(run.pk)
    monkeypatch.setattr(matching, "REPORT_EVERY", 0)
    cancel_run(run, by=coordinator)

    execute_run(run.pk, claim)

    run.refresh_from_db()
    round_.refresh_from_db()
    assert (run.state, round_.state) == (State.CANCELLED, Round.State.CLOSED)
    assert not Placement.objects.exists()


def test_cancel_while_solving_stops_the_worker(school, group, coordinator, monkeypatch):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)
    solve = matching.solve

    def cancelled_meanwhile(problem, **options):
        result = solve(problem, **options)
        cancel_run(MatchRun.objects.get(pk=run.pk), by=coordinator)
        return result

    monkeypatch.setattr(matching, "solve", cancelled_meanwhile)
    execute_run(run.pk, claim_run(run.pk))

    assert MatchRun.objects.get().state == State.CANCELLED
    assert not Placement.objects.exists()


def test_cancel_run_after_the_end_says_so(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = run_now(round_, coordinator)

    with pytest.raises(RunRefused):
        cancel_run(run, by=coordinator)


def test_killed_worker_is_replaced_and_its_late_result_is_refused(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)
    dead = claim_run(run.pk)
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    MatchRun.objects.update(heartbeat_at=long_ago)

    assert revive_stalled_runs() == 1
    alive = claim_run(run.pk)
    execute_run(run.pk, dead)
    assert not Placement.objects.exists()

    execute_run(run.pk, alive)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 2)
    assert Placement.objects.count() == 4


def test_run_whose_message_was_lost_is_sent_again_once(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    start_run(round_, by=coordinator)
    MatchRun.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=5))

    assert revive_stalled_runs() == 1
    assert revive_stalled_runs() == 0


def test_run_that_keeps_dying_fails_with_a_message(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)
    for _attempt in range(3):
        claim_run(run.pk)
        MatchRun.objects.update(heartbeat_at=timezone.now() - datetime.timedelta(minutes=5))
        revive_stalled_runs()

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert run.message == matching.DIED


def test_living_worker_is_left_alone(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run = start_run(round_, by=coordinator)
    claim_run(run.pk)

    assert revive_stalled_runs() == 0


def test_fault_of_the_solver_fails_the_run_and_keeps_the_old_places(
    school, group, coordinator, monkeypatch, caplog
):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    run_now(round_, coordinator)

    def broken(problem, **options):
        raise ZeroDivisionError

    monkeypatch.setattr(matching, "solve", broken)
    run = run_now(round_, coordinator)

    assert (run.state, run.message) == (State.FAILED, matching.BROKE)
    assert Placement.objects.count() == 4


def test_wish_that_changes_while_solving_is_taken_along(school, group, coordinator, monkeypatch):
    round_, (anna,) = a_round(school, group, pupils=1)
    kaas, bouw = add_date(round_), add_date(round_, day=21)
    wish(round_, anna, kaas)
    solve, calls = matching.solve, []

    def changing(problem, **options):
        calls.append(problem)
        if len(calls) == 1:
            anna.wish_lists.all().delete()
            wish(round_, anna, bouw)
        return solve(problem, **options)

    monkeypatch.setattr(matching, "solve", changing)
    run_now(round_, coordinator)

    assert len(calls) == 2
    assert Placement.objects.get().session == bouw


def test_round_that_is_reopened_while_solving_is_left_alone(
    school, group, coordinator, monkeypatch
):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    solve = matching.solve

    def reopened(problem, **options):
        Round.objects.update(state=Round.State.OPEN)
        return solve(problem, **options)

    monkeypatch.setattr(matching, "solve", reopened)
    run = run_now(round_, coordinator)

    assert (run.state, run.message) == (State.FAILED, matching.NOT_NOW)
    assert not Placement.objects.exists()
