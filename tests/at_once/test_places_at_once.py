"""Many hands on the same places."""

from functools import partial

from django.db import transaction

from employers.models import Session
from employers.services.seats import NotEnoughPlaces, release_places, take_places
from placements.models import Reservation, RoundSession
from placements.services.places import take_for_school
from placements.services.reservations import free
from placements.services.round_sessions import set_sessions
from tests.at_once.threads import kinds, together
from tests.factories import RoundFactory, SchoolFactory, SchoolMembershipFactory, SessionFactory

HANDS = 12
CLIENTS = 50


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


def test_fifty_schools_ask_for_the_last_place_and_one_gets_it():
    date = SessionFactory(max_places=8, places_taken=7)
    schools = SchoolFactory.create_batch(CLIENTS)

    answers = together(*[partial(take_for_school, date.pk, school, 1) for school in schools])

    assert kinds(answers) == {"NoneType": 1, NotEnoughPlaces.__name__: CLIENTS - 1}
    date.refresh_from_db()
    assert date.places_taken == 8


def test_fifty_rounds_choose_the_last_place_and_one_holds_it():
    date = SessionFactory(max_places=8, places_taken=7)
    works = []
    for _number in range(CLIENTS):
        school = SchoolFactory()
        coordinator = SchoolMembershipFactory(school=school, role="coordinator").user
        round_ = RoundFactory(school=school, state="open")
        works.append(partial(set_sessions, round_, {date.pk: 1}, by=coordinator))

    answers = together(*works)

    # Who comes a moment later finds the date full, or has it in the round without a place.
    assert set(kinds(answers)) <= {"NoneType", "SessionsRefused"}
    assert sum(RoundSession.objects.values_list("held", flat=True)) == 1
    date.refresh_from_db()
    assert date.places_taken == 8


def test_kept_places_are_used_or_freed_but_never_both():
    date = SessionFactory(max_places=8, places_taken=5)
    school = SchoolFactory()
    kept = Reservation.objects.create(
        session=date, school=school, places=5, left=5, free_on=date.starts_at.date()
    )

    answers = together(partial(take_for_school, date.pk, school, 5), partial(free, kept, by=None))

    assert answers[0] is None
    assert answers[1] in (0, 5)
    date.refresh_from_db()
    kept.refresh_from_db()
    assert (date.places_taken, kept.left) == (5, 0)
