"""Many hands on the same places."""

from functools import partial

from django.db import transaction

from employers.models import Session
from employers.services.seats import NotEnoughPlaces, release_places, take_places
from tests.at_once.threads import kinds, together
from tests.factories import SessionFactory

HANDS = 12


def test_the_last_places_are_given_once():
    date = SessionFactory(max_places=8)

    answers = together(*[partial(take_places, date.pk, 1)] * HANDS)

    assert kinds(answers) == {"NoneType": 8, NotEnoughPlaces.__name__: HANDS - 8}
    date.refresh_from_db()
    assert date.places_taken == 8


def test_taking_and_giving_back_ends_where_it_began():
    date = SessionFactory(max_places=2 * HANDS)

    @transaction.atomic
    def take_and_release(count):
        Session.objects.get(pk=date.pk)  # read first: SQLite must not lose the write
        take_places(date.pk, count)
        release_places(date.pk, count)

    answers = together(*[partial(take_and_release, 1 + n % 2) for n in range(HANDS)])

    assert kinds(answers) == {"NoneType": HANDS}
    date.refresh_from_db()
    assert date.places_taken == 0
