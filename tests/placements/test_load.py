"""The load budget: what counts, what waits, and that nothing passes it."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.models import LoadBudget, limits_of
from employers.services.budget import set_budget
from placements.booking_queue import expected_months
from placements.load import Usage, month_of, usage_of
from placements.models import Booking, EmployerAsk
from placements.services import booking_answers as answers
from placements.services import load
from placements.services.booking_answers import Moment
from placements.services.booking_checks import BookingRefused
from placements.services.booking_queue import release_all_queues, release_queue_of
from placements.services.bookings import ask_again, withdraw
from placements.services.load import Plan, Why, room_for
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import (
    EmployerFactory,
    EmployerMembershipFactory,
    GroupFactory,
    OfferFactory,
    RoundSessionFactory,
    SchoolMembershipFactory,
    SessionFactory,
)
from tests.house.sources import name_of, python_files
from tests.placements.bookings import ask_for_day, ask_on, school_day, wish

State = Booking.State
NOW = dt.datetime(2026, 9, 7, 10, tzinfo=dt.UTC)
ASKING = "placements.booking_requested"


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def member():
    return EmployerMembershipFactory().user


@pytest.fixture
def employer(member):
    return member.employers_memberships.get().employer


@pytest.fixture
def offer(employer):
    return OfferFactory(employer=employer)


def schools(count):
    """(group, coordinator) of so many schools."""
    found = []
    for _number in range(count):
        coordinator = SchoolMembershipFactory(role="coordinator")
        found.append((GroupFactory(school=coordinator.school), coordinator.user))
    return found


def budget(employer, **chosen):
    return LoadBudget.objects.update_or_create(employer=employer, defaults=chosen)[0]


def mails(employer):
    people = employer.memberships.values("user")
    return Notification.objects.filter(kind=ASKING, recipient__in=people).count()


def at(day, hour=10):
    """A moment in November."""
    return timezone.make_aware(dt.datetime.combine(dt.date(2026, 11, day), dt.time(hour)))


def fresh(employer):
    return type(employer).objects.get(pk=employer.pk)


# ---- What holds


@pytest.mark.parametrize(("size", "numbers"), [("small", (2, 1, 12)), ("large", (8, 4, 60))])
def test_limits_follow_the_size_until_the_employer_chooses(size, numbers):
    employer = EmployerFactory(size=size)

    limits = limits_of(employer)
    assert (limits.requests, limits.activities, limits.pupils, limits.own) == (
        *numbers,
        frozenset(),
    )

    budget(employer, requests=7)
    chosen = limits_of(fresh(employer))
    assert (chosen.requests, chosen.activities, chosen.own) == (7, numbers[1], {"requests"})


def test_only_the_employer_changes_its_budget(employer, member, region_coordinator):
    values = {
        "requests": 5, "activities": None, "pupils": None, "rest_weeks": 0, "quiet_months": [12, 1]
    }  # fmt: skip
    for user in (region_coordinator, EmployerMembershipFactory().user):
        with pytest.raises(PermissionDenied):
            set_budget(employer, values, by=user)

    kept = set_budget(employer, values, by=member)

    assert (kept.requests, kept.quiet_months) == (5, [1, 12])


@pytest.mark.parametrize("wrong", [{"requests": -1}, {"requests": 9999}, {"quiet_months": [13]}])
def test_budget_with_nonsense_is_refused(employer, member, wrong):
    values = dict.fromkeys(("requests", "activities", "pupils")) | {
        "rest_weeks": 0,
        "quiet_months": [],
    }

    with pytest.raises(ValidationError):
        set_budget(employer, values | wrong, by=member)

    assert not LoadBudget.objects.exists()


def test_usage_counts_rounds_bookings_and_open_questions(offer):
    budget(offer.employer, activities=9, pupils=99)
    day = school_day(40)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    by_round = SessionFactory(
        offer=offer, starts_at=start, ends_at=start + dt.timedelta(hours=1), places_taken=5
    )
    RoundSessionFactory(session=by_round, held=5)
    (group, coordinator), *_more = schools(1)
    ask_for_day(offer, group, coordinator, wish(40), pupils=4)

    assert usage_of(offer.employer_id, month_of(day)) == Usage(0, 2, 9)
    assert usage_of(offer.employer_id, month_of(NOW.date())).requests == 1


# ---- The queue


def test_over_the_budget_waits_in_order_and_nothing_is_mailed(offer, employer, member):
    budget(employer, requests=1, activities=20, pupils=200)
    asked = [ask_for_day(offer, *who, wish(90)) for who in schools(4)]

    assert [booking.state for booking in asked] == [State.REQUESTED, *[State.QUEUED] * 3]
    assert mails(employer) == 1
    turns = expected_months(employer)
    assert [(turns[b.pk].position, turns[b.pk].month.month) for b in asked[1:]] == [
        (1, 10),
        (2, 11),
        (3, 12),
    ]
    assert list(Booking.objects.visible_to(member)) == [asked[0]]


def test_next_month_the_first_of_the_queue_is_asked(offer, employer, time_machine):
    budget(employer, requests=1, activities=20, pupils=200)
    first, second, third = [ask_for_day(offer, *who, wish(120)) for who in schools(3)]
    assert release_all_queues() == 0

    time_machine.move_to(dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC))
    assert (release_all_queues(), release_all_queues()) == (1, 0)

    for booking in (first, second, third):
        booking.refresh_from_db()
    assert [b.state for b in (second, third)] == [State.REQUESTED, State.QUEUED]
    sent = Notification.objects.get(kind="placements.booking_sent")
    assert sent.recipient == second.asked_by


def test_raised_budget_releases_the_queue(
    offer, employer, member, django_capture_on_commit_callbacks
):
    budget(employer, requests=1, activities=20, pupils=200)
    ask_for_day(offer, *schools(1)[0], wish(90))
    waiting = ask_for_day(offer, *schools(1)[0], wish(90))
    values = {"activities": 20, "pupils": 200, "rest_weeks": 0, "quiet_months": []}

    with django_capture_on_commit_callbacks(execute=True):
        set_budget(employer, {"requests": 2, **values}, by=member)

    waiting.refresh_from_db()
    assert waiting.state == State.REQUESTED


def test_queue_never_holds_places_and_a_full_date_ends_it(offer, employer, time_machine):
    budget(employer, requests=1)
    start = at(12)
    date = SessionFactory(
        offer=offer, max_places=4, starts_at=start, ends_at=start + dt.timedelta(hours=2)
    )
    ask_for_day(offer, *schools(1)[0], wish(90))
    waiting = ask_on(date, *schools(1)[0])
    date.refresh_from_db()
    assert (waiting.state, date.places_taken) == (State.QUEUED, 0)

    type(date).objects.filter(pk=date.pk).update(places_taken=2)
    release_queue_of(employer.pk)

    waiting.refresh_from_db()
    assert waiting.state == State.EXPIRED
    assert Notification.objects.filter(kind="placements.booking_expired").count() == 1


def test_queue_that_ends_after_the_day_is_refused_at_once(offer, employer):
    budget(employer, requests=1, activities=9, pupils=99)
    ask_for_day(offer, *schools(1)[0], wish(90))
    ask_for_day(offer, *schools(1)[0], wish(90))

    with pytest.raises(BookingRefused, match=r"November|november"):
        ask_for_day(offer, *schools(1)[0], wish(40))


def test_quiet_month_mails_nothing(offer, employer):
    budget(employer, quiet_months=[9])

    booking = ask_for_day(offer, *schools(1)[0], wish(60))

    assert (booking.state, mails(employer)) == (State.QUEUED, 0)
    assert expected_months(employer)[booking.pk].month == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"activities": 1}, Why.ACTIVITIES),
        ({"activities": 5, "pupils": 9}, Why.PUPILS),
        ({"activities": 5, "pupils": 99, "rest_weeks": 2}, Why.REST),
        ({"activities": 5, "pupils": 99, "quiet_months": [11]}, Why.QUIET_DAY),
        ({"activities": 5, "pupils": 99}, Why.NOTHING),
    ],
)
def test_what_is_on_in_the_month_of_the_day_counts(offer, employer, chosen, why):
    budget(employer, requests=9, **chosen)
    start = at(3)
    SessionFactory(
        offer=offer, starts_at=start, ends_at=start + dt.timedelta(hours=2), places_taken=5
    )

    assert room_for(fresh(employer), Plan((dt.date(2026, 11, 12),), 5)).why == why


def test_dates_that_the_employer_gave_itself_are_invitations(offer, employer):
    """A small company: one group a month by default, yet its own second date may be chosen."""
    dates = [
        SessionFactory(
            offer=offer,
            starts_at=at(day),
            ends_at=at(day, 12),
        )
        for day in (10, 12)
    ]

    asked = [ask_on(date, *schools(1)[0]) for date in dates]

    assert {booking.state for booking in asked} == {State.REQUESTED}


# ---- Nothing passes it


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "ask", "date", "answer", "withdraw", "again", "release",
                         "month", "day", "budget"]),
        st.integers(0, 7),
    ),
    min_size=4,
    max_size=22,
)  # fmt: skip


class Play:
    """One employer, three schools, and a clock that only runs forward."""

    def __init__(self, offer, member, clock):
        self.offer, self.member, self.clock = offer, member, clock
        self.employer = offer.employer
        self.now = NOW
        self.people = schools(3)

    def step(self, name, number):
        before = mails(self.employer)
        with suppress(BookingRefused, TransitionNotAllowed):
            getattr(self, name)(number)
        asked = EmployerAsk.objects.filter(
            employer=self.employer, month=month_of(timezone.localdate())
        ).count()
        limit = limits_of(fresh(self.employer)).requests
        sent = mails(self.employer) - before
        assert sent == 0 or asked <= limit, (name, sent, asked, limit)
        assert mails(self.employer) == EmployerAsk.objects.filter(employer=self.employer).count()

    def ask(self, number):
        ask_for_day(self.offer, *self.people[number % 3], wish(40 + 20 * number), pupils=3)

    def date(self, number):
        start = timezone.make_aware(dt.datetime.combine(school_day(60 + number), dt.time(10)))
        end = start + dt.timedelta(hours=1)
        session = SessionFactory(offer=self.offer, starts_at=start, ends_at=end)
        ask_on(session, *self.people[number % 3], pupils=3)

    def _pick(self, number, *states):
        rows = list(Booking.objects.filter(state__in=states).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def answer(self, number):
        if booking := self._pick(number, State.REQUESTED, State.SEEN):
            day = timezone.make_aware(dt.datetime.combine(school_day(70), dt.time(9 + number)))
            moment = Moment(starts_at=day, ends_at=day + dt.timedelta(minutes=50))
            if number % 2:
                answers.offer_other(booking, moment, by=self.member)
            else:
                answers.decline(booking, by=self.member, reason="full")

    def again(self, number):
        if booking := self._pick(number, State.OTHER):
            ask_again(booking, (wish(50 + number),), by=booking.asked_by)

    def withdraw(self, number):
        if booking := self._pick(number, State.QUEUED, State.REQUESTED, State.OTHER):
            withdraw(booking, by=booking.asked_by)

    def release(self, _number):
        release_queue_of(self.employer.pk)

    def month(self, _number):
        self._move(dt.timedelta(days=31))

    def day(self, number):
        self._move(dt.timedelta(days=number))

    def _move(self, span):
        self.now += span
        self.clock.move_to(self.now)

    def budget(self, number):
        quiet = [self.now.month] if number == 7 else []
        budget(self.employer, requests=number % 4, quiet_months=quiet)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_no_order_of_events_mails_more_than_the_budget(steps, time_machine):
    from django.db import transaction

    with transaction.atomic():
        time_machine.move_to(NOW)
        member = EmployerMembershipFactory().user
        employer = member.employers_memberships.get().employer
        play = Play(OfferFactory(employer=employer), member, time_machine)
        for name, number in steps:
            play.step(name, number)
        transaction.set_rollback(True)


def test_requests_to_employers_are_mailed_by_one_function_only():
    """Whoever adds a kind of request names it in ``load.ASKING`` and calls ``load.ask``."""
    callers = {}
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        for kind in load.ASKING:
            if f'kind="{kind}"' in text:
                callers.setdefault(kind, []).append(("ask(" in text, name_of(path)))

    assert ASKING in load.ASKING
    assert [c for found in callers.values() for c in found if not c[0]] == []


def test_ask_with_a_kind_that_is_not_a_request_is_refused(employer):
    with pytest.raises(ValueError, match="ASKING"):
        load.ask(
            employer.pk, kind="placements.booking_agreed", about=employer, occasion="", link=str
        )
