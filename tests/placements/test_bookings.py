"""A request for a group from asking to its end: what happens, who is told, who may."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from employers.models import Session
from employers.services.offers import withdraw_offer
from employers.services.seats import NotEnoughPlaces
from employers.services.sessions import cancel_session, change_session
from placements.models import Booking
from placements.models.booking import Wish
from placements.services import booking_answers as answers
from placements.services.booking_answers import Moment
from placements.services.booking_checks import BookingRefused
from placements.services.bookings import agree, ask_again, withdraw
from placements.workflow import BOOKING_WORKFLOW
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import (
    EmployerMembershipFactory,
    GroupFactory,
    OfferFactory,
    SessionFactory,
    StudentFactory,
    StudentNeedFactory,
)
from tests.placements.bookings import ask_for_day, ask_on, school_day, wish

State = Booking.State


@pytest.fixture
def member():
    return EmployerMembershipFactory().user


@pytest.fixture
def employer(member):
    return member.employers_memberships.get().employer


@pytest.fixture
def offer(employer):
    return OfferFactory(employer=employer, title="Kijk in de smederij")


@pytest.fixture
def session(offer):
    return SessionFactory(offer=offer, max_places=10)


@pytest.fixture
def booking(session, group, coordinator):
    return ask_on(session, group, coordinator)


def places(session):
    return Session.objects.values_list("places_taken", flat=True).get(pk=session.pk)


def told():
    return sorted(Notification.objects.values_list("kind", "recipient"))


def at(days, hour):
    day = dt.datetime.combine(school_day(days), dt.time(hour))
    return timezone.make_aware(day)


# ---- Asking


def test_ask_takes_the_places_and_tells_the_company(session, group, coordinator, member):
    StudentNeedFactory.create_batch(2, student__base_group=group, code="low_stimulus")

    booking = ask_on(session, group, coordinator, pupils=6)

    assert (booking.state, booking.session, booking.needs) == (
        State.REQUESTED,
        session,
        {"low_stimulus": 2},
    )
    assert places(session) == 6
    assert told() == [("placements.booking_requested", member.pk)]
    assert [e.action for e in trail.entries_for(booking)] == ["placements.booking.ask"]
    steps = [("ask", "school"), ("send", "portal")]
    assert list(booking.steps.values_list("name", "side")) == steps


def test_ask_for_another_day_takes_no_places_yet(offer, group, coordinator):
    day = wish()

    booking = ask_for_day(offer, group, coordinator, day)

    assert (booking.state, booking.session, booking.wished) == (State.REQUESTED, None, [day])
    assert booking.on_day == day.day


def test_mentor_asks_for_the_own_group_only(session, group, mentor, school):
    assert ask_on(session, group, mentor).state == State.REQUESTED
    with pytest.raises(PermissionDenied):
        ask_on(session, GroupFactory(school=school), mentor)


@pytest.mark.parametrize(
    "who",
    ["other_coordinator", "supervisor", "school_leader", "region_coordinator", "employer_user"],
)
def test_others_do_not_ask_for_this_group(request, session, group, who):
    with pytest.raises(PermissionDenied):
        ask_on(session, group, request.getfixturevalue(who))


def test_ask_for_more_than_there_are_places_is_refused_and_nothing_is_kept(
    session, group, coordinator
):
    with pytest.raises(NotEnoughPlaces):
        ask_on(session, group, coordinator, pupils=11)

    assert places(session) == 0
    assert not Booking.objects.exists()
    assert not Notification.objects.exists()


def test_ask_twice_the_same_is_refused(booking, session, group, coordinator):
    with pytest.raises(BookingRefused, match="al gevraagd"):
        ask_on(session, group, coordinator)


@pytest.mark.parametrize("state", ["cancelled", "done"])
def test_ask_for_a_date_that_is_off_is_refused(session, group, coordinator, state):
    Session.objects.update(state=state)

    with pytest.raises(BookingRefused):
        ask_on(session, group, coordinator)


def test_ask_for_an_offer_that_is_not_in_the_catalogue_is_refused(offer, group, coordinator):
    offer.live = False
    offer.save()

    with pytest.raises(BookingRefused):
        ask_for_day(offer, group, coordinator)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (list, "minstens één dag"),
        (lambda: [Wish(timezone.localdate() - dt.timedelta(days=1), "any")], "tijd nodig"),
        (lambda: [wish(5)], "tijd nodig"),
        (lambda: [Wish(dt.date(2026, 12, 28), "any")], "kan je school niet"),
        (lambda: [Wish(dt.date(2026, 12, 19), "any")], "kan je school niet"),
        (lambda: [wish(800)], "jaar"),
        (lambda: [wish(), wish()], "twee keer"),
        (lambda: [wish(30), wish(35), wish(40), wish(45)], "drie"),
    ],
    ids=["none", "past", "too-soon", "holiday", "weekend", "far", "twice", "four"],
)
def test_days_that_cannot_be_are_refused(offer, group, coordinator, time_machine, days, says):
    time_machine.move_to(dt.datetime(2026, 11, 9, 10, tzinfo=dt.UTC))

    with pytest.raises(BookingRefused, match=says):
        _ask(offer, group, coordinator, days())


def _ask(offer, group, by, days):
    from placements.services.bookings import Request, ask_for_group

    ask_for_group(offer, Request(group=group, pupils=4, wishes=tuple(days)), by=by)


def test_needs_are_those_of_the_group_and_never_more_than_come(session, group, coordinator):
    StudentNeedFactory.create_batch(3, student__base_group=group, code="easy_text")
    StudentNeedFactory(student__base_group=group, until=timezone.localdate())
    StudentNeedFactory(student=StudentFactory(base_group=group, status="left"))
    StudentNeedFactory(code="allergy")

    assert ask_on(session, group, coordinator, pupils=2).needs == {"easy_text": 2}


# ---- Answering


def test_accept_keeps_the_places_and_tells_both_sides(booking, member, coordinator, session):
    answers.accept(booking, by=member, note="Tot dan!")

    booking.refresh_from_db()
    assert booking.state == State.CONFIRMED
    assert booking.answered_at is not None
    assert places(session) == 4
    assert [n for n in told() if "agreed" in n[0]] == sorted(
        [("placements.booking_agreed", coordinator.pk), ("placements.booking_agreed", member.pk)]
    )


def test_accept_one_of_the_days_makes_a_date_for_this_group_alone(
    offer, group, coordinator, member
):
    booking = ask_for_day(offer, group, coordinator, wish(50), wish(60), pupils=7)

    answers.accept(booking, by=member, moment=Moment(starts_at=at(60, 9), ends_at=at(60, 11)))

    booking.refresh_from_db()
    date = booking.session
    assert (booking.state, booking.own_date, booking.on_day) == (
        State.CONFIRMED,
        True,
        school_day(60),
    )
    assert (date.places_taken, date.max_places, date.offer) == (7, 7, offer)


@pytest.mark.parametrize("moment", [None, "other day"])
def test_accept_without_one_of_the_days_is_refused(offer, group, coordinator, member, moment):
    booking = ask_for_day(offer, group, coordinator)
    moment = moment and Moment(starts_at=at(60, 9), ends_at=at(60, 11))

    with pytest.raises(BookingRefused):
        answers.accept(booking, by=member, moment=moment)

    booking.refresh_from_db()
    assert booking.state == State.REQUESTED
    assert not Session.objects.exists()


def test_other_date_moves_the_places_and_the_school_agrees(booking, session, member, coordinator):
    other = SessionFactory(offer=session.offer, max_places=10)

    answers.offer_other(booking, Moment(session=other), by=member, note="Dan wel")
    booking.refresh_from_db()
    assert (booking.state, booking.session, places(session), places(other)) == (
        State.OTHER,
        other,
        0,
        4,
    )

    agree(booking, by=coordinator)
    booking.refresh_from_db()
    assert (booking.state, places(other)) == (State.CONFIRMED, 4)


def test_other_date_that_does_not_suit_is_given_back_and_asked_again(
    booking, session, member, coordinator
):
    answers.offer_other(booking, Moment(starts_at=at(45, 9), ends_at=at(45, 11)), by=member)
    booking.refresh_from_db()
    made = booking.session

    ask_again(booking, (wish(50),), by=coordinator, note="Toetsweek")

    booking.refresh_from_db()
    made.refresh_from_db()
    assert (booking.state, booking.session, booking.wished) == (State.REQUESTED, None, [wish(50)])
    assert (made.state, made.places_taken) == ("cancelled", 0)
    assert booking.asks.count() == 2


def test_decline_frees_the_places_and_says_why(booking, session, member, coordinator):
    answers.decline(booking, by=member, reason="staff", note="Jammer")

    booking.refresh_from_db()
    assert (booking.state, booking.reason, places(session)) == (State.DECLINED, "staff", 0)
    note = Notification.objects.get(kind="placements.booking_declined")
    assert (note.recipient, note.context["note"]) == (coordinator, "Jammer")


def test_decline_without_a_reason_of_the_list_is_refused(booking, member):
    with pytest.raises(BookingRefused):
        answers.decline(booking, by=member, reason="geen zin")

    booking.refresh_from_db()
    assert booking.state == State.REQUESTED


@pytest.mark.parametrize("who", ["other_employer_user", "coordinator", "region_coordinator"])
def test_only_the_company_itself_answers(request, booking, session, who):
    user = request.getfixturevalue(who)

    for answer in (
        lambda: answers.accept(booking, by=user),
        lambda: answers.decline(booking, by=user, reason="staff"),
        lambda: answers.offer_other(
            booking, Moment(starts_at=at(45, 9), ends_at=at(45, 11)), by=user
        ),
    ):
        with pytest.raises(PermissionDenied):
            answer()

    assert places(session) == 4


def test_answer_after_it_was_taken_back_does_nothing(booking, session, member, coordinator):
    withdraw(booking, by=coordinator)

    for answer in (
        lambda: answers.accept(booking, by=member),
        lambda: answers.decline(booking, by=member, reason="full"),
        lambda: answers.offer_other(
            booking, Moment(starts_at=at(45, 9), ends_at=at(45, 11)), by=member
        ),
    ):
        with pytest.raises(TransitionNotAllowed):
            answer()

    assert places(session) == 0


def test_two_answers_the_first_counts(booking, member, session):
    answers.decline(booking, by=member, reason="full")

    with pytest.raises(TransitionNotAllowed):
        answers.accept(booking, by=member)

    assert places(session) == 0


# ---- Ends


def test_withdraw_frees_the_places_and_tells_the_company(booking, session, member, coordinator):
    withdraw(booking, by=coordinator, note="Groep is ziek")

    booking.refresh_from_db()
    assert (booking.state, places(session)) == (State.WITHDRAWN, 0)
    assert ("placements.booking_withdrawn", member.pk) in told()


@pytest.mark.parametrize("who", ["coordinator", "member"])
def test_either_side_calls_off_what_was_agreed(request, booking, session, member, who):
    answers.accept(booking, by=member)

    answers.cancel(booking, by=request.getfixturevalue(who), note="Ziek")

    booking.refresh_from_db()
    assert (booking.state, places(session)) == (State.CANCELLED, 0)
    assert Notification.objects.filter(kind="placements.booking_cancelled").count() == 2


def test_call_off_needs_a_reason(booking, member):
    answers.accept(booking, by=member)

    with pytest.raises(BookingRefused):
        answers.cancel(booking, by=member, note="  ")


def test_cancelled_date_ends_its_requests(booking, session, member, coordinator):
    answers.accept(booking, by=member)
    session.refresh_from_db()

    cancel_session(session, by=member, reason="De oven is stuk")

    booking.refresh_from_db()
    assert (booking.state, places(session)) == (State.CANCELLED, 0)
    note = Notification.objects.get(kind="placements.booking_cancelled")
    assert (note.recipient, note.context["note"]) == (coordinator, "De oven is stuk")


def test_withdrawn_offer_ends_requests_for_another_day(offer, group, coordinator, member):
    booking = ask_for_day(offer, group, coordinator)

    withdraw_offer(offer, by=member)

    booking.refresh_from_db()
    assert booking.state == State.CANCELLED
    assert ("placements.booking_cancelled", coordinator.pk) in told()


def test_moved_date_takes_its_requests_along(booking, session, member):
    session.refresh_from_db()
    session.starts_at, session.ends_at = at(60, 9), at(60, 11)

    change_session(session, by=member, reason="Beurs")

    booking.refresh_from_db()
    assert booking.on_day == timezone.localdate(session.starts_at)
    assert booking.state == State.REQUESTED
    assert Notification.objects.filter(kind="placements.booking_moved").count() == 1


def test_done_and_not_come_only_after_the_day(booking, session, member, coordinator, time_machine):
    answers.accept(booking, by=member)
    with pytest.raises(BookingRefused):
        answers.finish(booking, by=coordinator)

    time_machine.move_to(session.ends_at + dt.timedelta(hours=1))
    answers.miss(booking, by=member)
    booking.refresh_from_db()
    assert booking.state == State.NO_SHOW

    answers.finish(booking, by=coordinator)
    booking.refresh_from_db()
    assert (booking.state, places(session)) == (State.DONE, 4)


def test_see_is_noted_once_and_only_by_the_company(booking, member, coordinator):
    answers.see(booking, by=coordinator)
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED

    answers.see(booking, by=member)
    booking.refresh_from_db()
    answers.see(booking, by=member)
    assert booking.state == State.SEEN
    assert booking.steps.filter(name="see").count() == 1


# ---- The whole table


WAITING = {"queued", "requested", "seen", "other"}
ALLOWED = {
    "release": ({"queued"}, "requested"),
    "see": ({"requested"}, "seen"),
    "accept": ({"requested", "seen"}, "confirmed"),
    "offer_other": ({"requested", "seen"}, "other"),
    "decline": ({"requested", "seen", "other"}, "declined"),
    "agree": ({"other"}, "confirmed"),
    "ask_again": ({"other"}, "queued"),
    "withdraw": (WAITING, "withdrawn"),
    "cancel": ({"confirmed"}, "cancelled"),
    "fall_away": ({*WAITING, "confirmed"}, "cancelled"),
    "expire": (WAITING, "expired"),
    "finish": ({"confirmed", "no_show"}, "done"),
    "miss": ({"confirmed", "done"}, "no_show"),
}


@pytest.mark.parametrize("name", sorted(BOOKING_WORKFLOW.transitions))
def test_each_step_goes_from_these_states_and_no_other(name, booking):
    sources, target = ALLOWED[name]

    for state in State.values:
        Booking.objects.filter(pk=booking.pk).update(state=state)
        booking.refresh_from_db()
        if state in sources:
            BOOKING_WORKFLOW.apply(name, booking, by=None)
            assert Booking.objects.get(pk=booking.pk).state == target
        else:
            with pytest.raises(TransitionNotAllowed):
                BOOKING_WORKFLOW.apply(name, booking, by=None)
