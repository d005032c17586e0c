"""Many schools at once at one employer: its last places, and its last room this month."""

from functools import partial

import pytest

from employers.models import LoadBudget, Session
from placements.models import Booking, EmployerAsk
from placements.services.booking_answers import accept, decline
from placements.services.bookings import Request, ask_for_group, withdraw
from portal.notifications.models import Notification
from tests.at_once.threads import kinds, together
from tests.factories import (
    EmployerMembershipFactory,
    GroupFactory,
    OfferFactory,
    SchoolMembershipFactory,
    SessionFactory,
)
from tests.placements.bookings import ask_on, wish

CLIENTS = 50
ASKING = "placements.booking_requested"


@pytest.fixture(autouse=True)
def _no_queue_worker(monkeypatch):
    monkeypatch.setattr("placements.tasks.release_queue.delay", lambda _employer_id: None)
    monkeypatch.setattr(
        "portal.notifications.tasks.deliver_many.delay", lambda _key, _recipients: None
    )


def a_school():
    coordinator = SchoolMembershipFactory(role="coordinator")
    return GroupFactory(school=coordinator.school), coordinator.user


def a_request(group):
    return Request(group=group, pupils=2, wishes=(wish(150),))


def an_offer(**budget):
    member = EmployerMembershipFactory()
    LoadBudget.objects.create(employer=member.employer, activities=99, pupils=999, **budget)
    return OfferFactory(employer=member.employer), member.user


def fresh(obj):
    return type(obj)._base_manager.get(pk=obj.pk)


def test_of_fifty_schools_one_gets_the_last_place():
    offer, _member = an_offer(requests=60)
    date = SessionFactory(offer=offer, max_places=8, places_taken=7)
    schools = [a_school() for _ in range(CLIENTS)]

    answers = together(
        *[partial(ask_on, fresh(date), group, user, pupils=1) for group, user in schools]
    )

    assert kinds(answers) == {"Booking": 1, "NotEnoughPlaces": CLIENTS - 1}
    assert fresh(date).places_taken == 8
    assert Booking.objects.count() == EmployerAsk.objects.count() == 1


def test_two_schools_never_share_the_last_room_of_the_month():
    offer, member = an_offer(requests=3)
    works = [
        partial(ask_for_group, fresh(offer), a_request(group), by=user)
        for group, user in [a_school() for _ in range(10)]
    ]

    answers = together(*works)

    assert kinds(answers) == {"Booking": 10}
    assert Notification.objects.filter(kind=ASKING, recipient=member).count() == 3
    states = list(Booking.objects.values_list("state", flat=True))
    assert (states.count("requested"), states.count("queued")) == (3, 7)


@pytest.mark.parametrize("attempt", range(3))
def test_answers_and_taking_back_at_once_leave_the_places_right(attempt):
    offer, member = an_offer(requests=9)
    date = SessionFactory(offer=offer, max_places=8)
    group, user = a_school()
    booking = ask_on(date, group, user, pupils=5)

    answers = together(
        lambda: accept(fresh(booking), by=fresh(member)),
        lambda: decline(fresh(booking), by=fresh(member), reason="full"),
        lambda: withdraw(fresh(booking), by=fresh(user)),
    )

    assert kinds(answers) == {"Booking": 1, "TransitionNotAllowed": 2}
    state = fresh(booking).state
    assert Session.objects.get(pk=date.pk).places_taken == (5 if state == "confirmed" else 0)
