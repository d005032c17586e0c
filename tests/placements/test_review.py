"""Looking at a proposal: lock, move, place, take away."""

import pytest
from django.core.exceptions import PermissionDenied

from placements.models import MatchRun, Placement, Round, Unplaced
from placements.services.review import (
    NeedsConfirmation,
    ReviewRefused,
    choices,
    lock_placement,
    move_placement,
    place_by_hand,
    remove_placement,
    unlock_placement,
)
from portal.audit import trail
from tests.factories import AttendanceFactory, PlacementFactory
from tests.placements.rounds import a_round, add_date, at, wish

COMPUTED = Round.State.COMPUTED


@pytest.fixture
def board(school, group):
    """Anna has a place on the first of two dates; she wished both."""
    round_, (anna, bram) = a_round(school, group, pupils=2, state=COMPUTED)
    first, second = add_date(round_, places=2), add_date(round_, places=1, day=22)
    wish(round_, anna, first, second)
    place = proposed(round_, anna, first)
    return round_, anna, bram, first, second, place


def proposed(round_, student, session, **options):
    return PlacementFactory(
        round=round_, student=student, session=session, state="proposed", **options
    )


def test_lock_and_unlock(board, coordinator):
    place = board[-1]
    lock_placement(place, by=coordinator)
    assert Placement.objects.get().locked

    unlock_placement(place, by=coordinator)
    assert not Placement.objects.get().locked
    assert {e.action for e in trail.entries_for(place)} == {
        "placements.placement.lock",
        "placements.placement.unlock",
    }


def test_move_to_another_wish_is_done_and_locked(board, coordinator):
    _round, _anna, _bram, _first, second, place = board

    move_placement(place, second.pk, by=coordinator)

    place.refresh_from_db()
    assert (place.session, place.locked, place.by_hand) == (second, True, True)
    assert (place.level, place.reason) == (2, "by_hand")


def test_move_over_capacity_is_refused(board, coordinator):
    round_, _anna, bram, _first, second, place = board
    proposed(round_, bram, second)

    with pytest.raises(ReviewRefused):
        move_placement(place, second.pk, by=coordinator, confirmed=True)


@pytest.mark.parametrize(
    ("date", "warning"),
    [
        ({"day": 23}, "not_wished"),
        ({"day": 23, "year_min": 5, "year_max": 6}, "year"),
        ({"day": 23, "fewest": 3}, "too_few_there"),
    ],
)
def test_move_with_a_warning_asks_first(board, coordinator, date, warning):
    round_, *_rest, place = board
    session = add_date(round_, **date)

    with pytest.raises(NeedsConfirmation) as asked:
        move_placement(place, session.pk, by=coordinator)
    assert warning in asked.value.warnings
    assert Placement.objects.get().session != session

    move_placement(place, session.pk, by=coordinator, confirmed=True)
    assert Placement.objects.get().session == session


def test_move_that_leaves_too_few_behind_asks_first(school, group, coordinator):
    round_, (anna, bram) = a_round(school, group, pupils=2, state=COMPUTED)
    pair, other = add_date(round_, fewest=2), add_date(round_, day=22)
    wish(round_, anna, other)
    place = proposed(round_, anna, pair)
    proposed(round_, bram, pair)

    with pytest.raises(NeedsConfirmation) as asked:
        move_placement(place, other.pk, by=coordinator)

    assert asked.value.warnings == ["leaves_too_few"]


def test_move_to_where_the_pupil_was_asks_first(board, coordinator):
    _round, anna, _bram, _first, second, place = board
    AttendanceFactory(placement__student=anna, placement__session__offer=second.offer)

    with pytest.raises(NeedsConfirmation) as asked:
        move_placement(place, second.pk, by=coordinator)

    assert asked.value.warnings == ["been_there"]


def test_move_to_a_time_when_the_pupil_is_elsewhere_is_refused(board, coordinator):
    _round, anna, _bram, _first, second, place = board
    PlacementFactory(student=anna, session__starts_at=at(22, 11), session__ends_at=at(22, 13))

    with pytest.raises(ReviewRefused):
        move_placement(place, second.pk, by=coordinator, confirmed=True)


def test_move_to_a_cancelled_or_foreign_date_is_refused(board, coordinator):
    round_, *_rest, second, place = board
    second.state = "cancelled"
    second.save()
    foreign = add_date(a_round(round_.school, round_.groups.get())[0])

    for session in (second, foreign):
        with pytest.raises(ReviewRefused):
            move_placement(place, session.pk, by=coordinator, confirmed=True)


def test_place_by_hand_takes_the_pupil_off_the_list(board, coordinator):
    round_, _anna, bram, first, _second, _place = board
    wish(round_, bram, first)
    Unplaced.objects.create(round=round_, student=bram, reason="all_full")

    place = place_by_hand(round_, bram, first.pk, by=coordinator)

    assert (place.student, place.session, place.level) == (bram, first, 1)
    assert not Unplaced.objects.exists()


def test_place_by_hand_beyond_the_places_of_the_round_is_refused(board, coordinator):
    round_, anna, _bram, _first, second, _place = board

    with pytest.raises(ReviewRefused):
        place_by_hand(round_, anna, second.pk, by=coordinator)


def test_remove_placement_puts_the_pupil_on_the_list(board, coordinator):
    _round, anna, *_rest, place = board

    remove_placement(place, by=coordinator)

    assert not Placement.objects.exists()
    assert list(Unplaced.objects.values_list("student", "missing", "reason")) == [
        (anna.pk, 1, "removed")
    ]


def test_choices_put_what_is_possible_and_wished_first(board):
    round_, anna, bram, first, second, place = board
    unwished = add_date(round_, day=24)
    proposed(round_, bram, second)

    found = choices(round_, anna, place)

    assert [(c.session_id, c.refused, c.free) for c in found] == [
        (unwished.pk, "", 8),
        (first.pk, "same", 2),
        (second.pk, "full", 0),
    ]


@pytest.mark.parametrize("state", ["closed", "published"])
def test_nothing_changes_outside_the_review(board, coordinator, state):
    Round.objects.update(state=state)

    for act in (lock_placement, unlock_placement, remove_placement):
        with pytest.raises(ReviewRefused):
            act(board[-1], by=coordinator)


def test_nothing_changes_while_a_run_is_busy(board, coordinator):
    MatchRun.objects.create(round=board[0], state="running")

    with pytest.raises(ReviewRefused):
        lock_placement(board[-1], by=coordinator)


def test_review_is_for_the_coordinator_of_the_school(board, mentor, other_coordinator):
    for stranger in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            lock_placement(board[-1], by=stranger)
        with pytest.raises(PermissionDenied):
            move_placement(board[-1], board[4].pk, by=stranger)
