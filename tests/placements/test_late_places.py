"""A place after publishing, for who lost one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from employers.models import Session
from placements.models import Placement, Reflection, Round, Unplaced
from placements.services.late_places import place_late
from placements.services.review import NeedsConfirmation, ReviewRefused
from portal.notifications.models import Notification
from tests.factories import EmployerMembershipFactory
from tests.placements.rounds import a_round, add_date, wish


@pytest.fixture
def round_(school, group, student):
    """Published; the pupil lost a place, and one date of the round has places left."""
    round_, _none = a_round(school, group, pupils=0, state=Round.State.PUBLISHED)
    Unplaced.objects.create(round=round_, student=student, reason="session_cancelled")
    return round_


@pytest.fixture
def date(round_, student):
    date = add_date(round_, places=2, held=0)
    wish(round_, student, date)
    return date


def test_late_place_is_definite_takes_a_seat_and_is_told(
    round_, date, student, coordinator, mentor
):
    colleague = EmployerMembershipFactory(employer=date.offer.employer).user

    place = place_late(round_, student, date.pk, by=coordinator)

    assert (place.state, place.by_hand) == ("published", True)
    assert Session.objects.get().places_taken == 1
    assert round_.round_sessions.get().held == 1
    assert Reflection.objects.get().placement == place
    assert not Unplaced.objects.exists()
    assert set(Notification.objects.values_list("recipient", "kind")) == {
        (student.user.pk, "placements.place_for_pupil"),
        (mentor.pk, "placements.late_place_for_mentor"),
        (colleague.pk, "placements.head_count_for_employer"),
    }


def test_late_place_on_a_full_date_is_refused(round_, date, student, coordinator):
    Session.objects.update(places_taken=2)

    with pytest.raises(ReviewRefused):
        place_late(round_, student, date.pk, by=coordinator, confirmed=True)

    assert not Placement.objects.exists()


def test_late_place_that_was_not_wished_asks_first(round_, student, coordinator):
    date = add_date(round_, held=0)

    with pytest.raises(NeedsConfirmation):
        place_late(round_, student, date.pk, by=coordinator)

    assert place_late(round_, student, date.pk, by=coordinator, confirmed=True)


def test_late_place_only_in_a_published_round(round_, date, student, coordinator):
    Round.objects.update(state=Round.State.FINISHED)

    with pytest.raises(ReviewRefused):
        place_late(round_, student, date.pk, by=coordinator)


def test_late_place_is_for_the_coordinator_of_the_school(
    round_, date, student, mentor, other_coordinator
):
    for stranger in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            place_late(round_, student, date.pk, by=stranger)


def test_screen_gives_a_late_place(client, round_, date, student, coordinator):
    client.force_login(coordinator)
    address = reverse("placements:placement-add", args=[round_.pk, student.pk])

    assert client.get(address).status_code == 200
    client.post(address, {"session": date.pk})

    assert Placement.objects.get().student == student
