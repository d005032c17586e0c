"""Reminders, an end without an answer, and done by itself: in working days, each once."""

import datetime as dt

import pytest
from django.utils import timezone

from employers.models import LoadBudget
from placements.load_overview import silent_employers
from placements.models import Booking
from placements.services import booking_answers as answers
from placements.services.booking_answers import Moment
from placements.services.booking_clock import finish_past, remind_and_expire
from portal.notifications.models import Notification
from tests.factories import EmployerMembershipFactory, OfferFactory, SessionFactory
from tests.placements.bookings import ask_for_day, ask_on, school_day, wish

State = Booking.State
MONDAY = dt.datetime(2026, 11, 9, 10, tzinfo=dt.UTC)  # no holiday until 19 December


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def member():
    return EmployerMembershipFactory().user


@pytest.fixture
def offer(member):
    return OfferFactory(employer=member.employers_memberships.get().employer)


@pytest.fixture
def booking(offer, group, coordinator):
    return ask_for_day(offer, group, coordinator, wish(120))


def reminders():
    return Notification.objects.filter(kind="placements.booking_reminder").count()


def test_reminded_after_three_and_seven_working_days_each_once(booking, time_machine):
    said = {}
    for day in range(1, 11):
        time_machine.move_to(MONDAY + dt.timedelta(days=day))
        remind_and_expire()
        remind_and_expire()
        said[day] = reminders()

    assert said == {1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 2, 10: 2}


def test_nobody_is_reminded_in_the_holidays(offer, group, coordinator, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 16, 10, tzinfo=dt.UTC))  # Wednesday
    ask_for_day(offer, group, coordinator, wish(120))

    for day in range(19, 32):
        time_machine.move_to(dt.datetime(2026, 12, day, 10, tzinfo=dt.UTC))
        assert (remind_and_expire(), reminders()) == (0, 0)
    time_machine.move_to(dt.datetime(2027, 1, 4, 10, tzinfo=dt.UTC))
    assert (remind_and_expire(), reminders()) == (1, 1)


def test_nobody_is_reminded_in_a_quiet_month(booking, offer, time_machine):
    LoadBudget.objects.create(employer=offer.employer, quiet_months=[11])
    time_machine.move_to(MONDAY + dt.timedelta(days=4))

    assert (remind_and_expire(), reminders()) == (0, 0)


def test_without_an_answer_it_ends_after_fifteen_working_days(
    offer, group, coordinator, member, time_machine
):
    day = timezone.make_aware(dt.datetime.combine(school_day(120), dt.time(10)))
    date = SessionFactory(offer=offer, starts_at=day, ends_at=day + dt.timedelta(hours=2))
    booking = ask_on(date, group, coordinator)

    time_machine.move_to(MONDAY + dt.timedelta(days=18))  # the 14th working day
    remind_and_expire()
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED

    time_machine.move_to(MONDAY + dt.timedelta(days=21))
    remind_and_expire()
    remind_and_expire()
    booking.refresh_from_db()
    date.refresh_from_db()
    assert (booking.state, date.places_taken) == (State.EXPIRED, 0)
    ends = Notification.objects.filter(kind__in=[
        "placements.booking_expired", "placements.booking_lapsed"
    ])  # fmt: skip
    assert sorted(ends.values_list("kind", "recipient")) == [
        ("placements.booking_expired", coordinator.pk),
        ("placements.booking_lapsed", member.pk),
    ]


def test_other_date_that_the_school_leaves_ends_as_well(booking, member, time_machine):
    day = timezone.make_aware(dt.datetime.combine(school_day(130), dt.time(10)))
    answers.offer_other(
        booking, Moment(starts_at=day, ends_at=day + dt.timedelta(hours=1)), by=member
    )

    time_machine.move_to(MONDAY + dt.timedelta(days=22))
    remind_and_expire()

    booking.refresh_from_db()
    assert (booking.state, booking.session.places_taken) == (State.EXPIRED, 0)
    assert reminders() == 0


def test_day_that_is_too_near_ends_the_request(offer, group, coordinator, time_machine):
    booking = ask_for_day(offer, group, coordinator, wish(22))

    time_machine.move_to(MONDAY + dt.timedelta(days=10))
    remind_and_expire()
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED

    time_machine.move_to(dt.datetime.combine(booking.last_day, dt.time(8), tzinfo=dt.UTC))
    remind_and_expire()
    booking.refresh_from_db()
    assert booking.state == State.EXPIRED


def test_a_week_after_the_day_it_is_simply_done(booking, member, time_machine):
    day = timezone.make_aware(dt.datetime.combine(school_day(120), dt.time(10)))
    answers.accept(
        booking, by=member, moment=Moment(starts_at=day, ends_at=day + dt.timedelta(hours=1))
    )
    time_machine.move_to(day + dt.timedelta(days=6))
    assert finish_past() == 0

    time_machine.move_to(day + dt.timedelta(days=8))
    assert (finish_past(), finish_past()) == (1, 0)

    booking.refresh_from_db()
    assert booking.state == State.DONE


def test_silent_companies_are_on_the_list_of_the_region(booking, offer, time_machine):
    assert list(silent_employers()) == []

    time_machine.move_to(MONDAY + dt.timedelta(days=8))
    (found,) = silent_employers()
    assert (found, found.waiting, found.lapsed, len(found.people)) == (offer.employer, 1, 0, 1)

    time_machine.move_to(MONDAY + dt.timedelta(days=30))
    remind_and_expire()
    (found,) = silent_employers()
    assert (found.waiting, found.lapsed) == (0, 1)
