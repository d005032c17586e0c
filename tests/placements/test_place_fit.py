"""A place that says it lacks what a pupil needs is no place for this pupil; silence asks."""

import pytest

from placements.eligibility import Barrier
from placements.explain import next_step, unplaced_for_pupil, unplaced_for_staff
from placements.models import Unplaced
from placements.place_fit import doubtful, lacking, remark
from placements.review_board import Board
from placements.services.problem import build_problem
from placements.services.review import NeedsConfirmation, place_by_hand
from tests.factories import OfferFactory, SessionFactory, StudentNeedFactory, WorkSiteFactory
from tests.placements.bookings import ask_on
from tests.placements.rounds import a_round, add_date, wish
from tests.placements.test_matching_service import run_now

STAIRS = {"step_free": False, "lift": True}
FLAT = {"step_free": True}
SILENT = {"step_free": False}


def date_at(round_, **says):
    offer = OfferFactory(kind="visit")
    offer.worksite = WorkSiteFactory(employer=offer.employer, **says)
    offer.save()
    return add_date(round_, offer=offer)


@pytest.mark.parametrize(
    ("says", "impossible", "doubt"),
    [
        (STAIRS, {"wheelchair"}, {"accessible_toilet", "low_stimulus", "hearing"}),
        (FLAT, set(), {"accessible_toilet", "low_stimulus", "hearing"}),
        (SILENT, set(), {"wheelchair", "accessible_toilet", "low_stimulus", "hearing"}),
        (
            {"step_free": True, "accessible_toilet": True, "quiet_place": True},
            set(),
            {"hearing"},
        ),
        (
            {"noise": "Overal lawaai"},
            {"wheelchair"},
            {"accessible_toilet", "low_stimulus", "hearing"},
        ),
    ],
)
def test_what_a_place_lacks_is_what_it_says(says, impossible, doubt):
    site = WorkSiteFactory(**says)

    assert (lacking(site), doubtful(site)) == (impossible, doubt)


def test_a_lesson_at_school_lacks_nothing():
    assert (lacking(None), doubtful(None), remark(None, frozenset({"wheelchair"}))) == (
        frozenset(),
        frozenset(),
        "",
    )


def test_a_date_that_lacks_what_a_pupil_needs_is_not_given(school, group, coordinator):
    round_, (anna, bram) = a_round(school, group, pupils=2)
    date = date_at(round_, **STAIRS)
    StudentNeedFactory(student=anna)

    barriers = build_problem(round_).eligibility.barriers
    run_now(round_, coordinator)

    assert barriers == {anna.pk: {date.pk: Barrier.NEED}}
    assert list(date.placements.values_list("student", flat=True)) == [bram.pk]


@pytest.mark.parametrize("says", [FLAT, SILENT])
def test_a_date_that_may_do_is_given(school, group, says):
    round_, (anna,) = a_round(school, group, pupils=1)
    date_at(round_, **says)
    StudentNeedFactory(student=anna)

    assert build_problem(round_).eligibility.barriers == {}


def test_staff_read_why_and_the_pupil_reads_kind_words(school, group, coordinator):
    round_, (anna,) = a_round(school, group, pupils=1)
    wish(round_, anna, date_at(round_, **STAIRS))
    StudentNeedFactory(student=anna)

    run_now(round_, coordinator)

    row = Unplaced.objects.get(student=anna)
    staff = unplaced_for_staff(row, {})
    assert "Waar iets ontbreekt dat de leerling nodig heeft: 1." in staff.lines
    assert next_step(row).action == "place"
    assert "rolstoel" not in " ".join(unplaced_for_pupil(row, {}).lines).lower()


def test_a_person_may_decide_otherwise_after_a_call(school, group, coordinator):
    round_, (anna,) = a_round(school, group, pupils=1)
    date = date_at(round_, **STAIRS)
    StudentNeedFactory(student=anna)
    run_now(round_, coordinator)

    with pytest.raises(NeedsConfirmation) as asked:
        place_by_hand(round_, anna, date.pk, by=coordinator)
    place_by_hand(round_, anna, date.pk, by=coordinator, confirmed=True)

    assert "need" in asked.value.warnings
    assert date.placements.get().student == anna


@pytest.mark.parametrize(
    ("says", "words"),
    [(SILENT, ["Vraag het bedrijf: zonder drempels of trappen"]), (FLAT, [])],
)
def test_the_board_says_what_to_ask(school, group, coordinator, says, words):
    round_, (anna,) = a_round(school, group, pupils=1)
    date_at(round_, **says)
    StudentNeedFactory(student=anna)
    run_now(round_, coordinator)
    round_.refresh_from_db()

    board = Board(round_)

    asked = [text for remarks in board.attention.values() for text in remarks if "bedrijf" in text]
    assert asked == words


def test_a_school_that_asks_for_a_group_reads_what_to_ask(client, group, coordinator):
    StudentNeedFactory(student__base_group=group)
    offer = OfferFactory(kind="visit", group_max=12)
    booking = ask_on(SessionFactory(offer=offer, max_places=10), group, coordinator)
    client.force_login(coordinator)

    page = client.get(booking.get_absolute_url())

    assert page.context["findings"][0] == "Vraag het bedrijf: zonder drempels of trappen"
