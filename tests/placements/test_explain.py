"""The reasons in words: true, complete, without anybody else's name."""

import pytest
from django.utils import translation

from placements import explain
from placements.eligibility import Barrier
from placements.matching import MissedReason, PlacementReason, UnplacedReason
from placements.missed_wishes import missed_for_pupil, missed_for_staff
from placements.models import Placement, Unplaced


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def place(**options):
    defaults = {"level": 1, "reason": "first_wish", "reason_data": {}}
    return Placement(**{**defaults, **options})


def missed(reason, rank=1, places=9, wished=14):
    return {"rank": rank, "offer": 7, "reason": reason, "places": places, "wished": wished}


TITLES = {7: "Cheese"}


@pytest.mark.parametrize("reason", [*MissedReason, *Barrier])
def test_every_missed_wish_has_words(reason):
    fact = missed(str(reason))

    assert "Cheese" in missed_for_staff(fact, TITLES)
    assert "Cheese" in missed_for_pupil(fact, TITLES)


@pytest.mark.parametrize("reason", PlacementReason)
def test_every_placement_reason_has_words(reason):
    placement = place(reason=str(reason), level=10)

    assert explain.for_staff(placement, {}).short
    assert explain.for_pupil(placement, {}).short


@pytest.mark.parametrize(
    "reason", [*UnplacedReason, "session_cancelled", "session_moved", "removed", "unheard of"]
)
def test_every_reason_for_no_place_has_words_and_a_next_step(reason):
    row = Unplaced(reason=str(reason), reason_data={"wishes": 2, "offer": 7})

    assert explain.unplaced_for_staff(row, TITLES).lines
    assert explain.unplaced_for_pupil(row, TITLES).lines
    assert explain.next_step(row).text


def test_full_first_wish_names_places_and_pupils():
    placement = place(
        level=2, reason="wish", reason_data={"lottery": True, "missed": [missed("session_full")]}
    )

    why = explain.for_staff(placement, TITLES)

    assert why.short == "First wish was full after the lottery"
    assert "Wish 1, “Cheese”, was full: 9 places, wished by 14 pupils." in why.lines
    assert "The lottery decided." in why.lines[-1]
    for_pupil = explain.for_pupil(placement, TITLES).lines
    assert "“Cheese” is full. 14 pupils wanted to go. There are 9 places." in for_pupil


def test_first_wish_in_a_new_sector_says_both():
    why = explain.for_staff(place(reason_data={"new_sector": True}), {})

    assert why.short == "First wish and a new sector"
    assert "This sector is new for the pupil." in why.lines


def test_by_hand_says_that_a_person_chose():
    placement = place(by_hand=True, level=11, reason_data={"warnings": ["not_wished"]})

    assert explain.for_staff(placement, {}).short == "Placed by hand"
    assert explain.for_pupil(placement, {}).lines[0] == "Your teacher chose this place for you."


def test_no_wishes_is_said_and_gives_the_step():
    row = Unplaced(reason="all_full", reason_data={"wishes": 0, "options": 3})

    assert "The pupil stated no wishes." in explain.unplaced_for_staff(row, {}).lines
    assert explain.next_step(row).action == "wishes"


def test_nothing_fits_says_what_stood_in_the_way():
    data = {"wishes": 1, "dates": 5, "barriers": {"year": 3, "busy": 2}}
    row = Unplaced(reason="no_options", reason_data=data)

    lines = explain.unplaced_for_staff(row, {}).lines

    assert lines[0] == "None of the 5 dates fits this pupil."
    assert lines[1:3] == (
        "For another year: 3.",
        "At a time when the pupil is somewhere else: 2.",
    )
    assert explain.next_step(row).action == "dates"
