import pytest

from employers.models import Session
from employers.services.seats import NotEnoughPlaces, release_places, take_places
from tests.factories import SessionFactory


def taken(session):
    return Session.objects.values_list("places_taken", flat=True).get(pk=session.pk)


def test_take_places_counts_up_to_the_last():
    session = SessionFactory(max_places=8)

    take_places(session.pk, 5)
    take_places(session.pk, 3)

    assert taken(session) == 8


def test_take_places_is_all_or_none():
    session = SessionFactory(max_places=8, places_taken=6)

    with pytest.raises(NotEnoughPlaces, match="3"):
        take_places(session.pk, 3)

    assert taken(session) == 6


@pytest.mark.parametrize("state", [Session.State.CANCELLED, Session.State.DONE])
def test_take_places_of_a_date_that_is_not_open_is_refused(state):
    session = SessionFactory(state=state)

    with pytest.raises(NotEnoughPlaces):
        take_places(session.pk, 1)


def test_take_places_of_nobody_changes_nothing():
    session = SessionFactory(max_places=8, places_taken=8)

    take_places(session.pk, 0)

    assert taken(session) == 8


def test_release_places_also_after_a_cancellation():
    session = SessionFactory(places_taken=5, state=Session.State.CANCELLED)

    release_places(session.pk, 5)

    assert taken(session) == 0


def test_release_places_never_goes_below_nought():
    session = SessionFactory(places_taken=2)

    with pytest.raises(ValueError, match="no 3 places"):
        release_places(session.pk, 3)

    assert taken(session) == 2


@pytest.mark.parametrize("move", [take_places, release_places])
def test_negative_places_are_refused(move):
    session = SessionFactory(places_taken=2)

    with pytest.raises(ValueError, match="negative"):
        move(session.pk, -1)
