import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from employers.models import Offer, Release, Session
from employers.services.seats import NotEnoughPlaces
from placements.models import PartnerSchool, Reservation
from placements.openings import open_for, openings
from placements.release_stages import Stage, Steps, for_all_to_read, release_of
from placements.services.places import NotOpenForSchool, take_for_school
from portal.reference import workdays
from tests.factories import (
    OfferFactory,
    PlacementFactory,
    RoundSessionFactory,
    SchoolFactory,
    SessionFactory,
    StudentFactory,
)

STEPS = Release.IN_STEPS
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31))


def date_in(days, **fields):
    start = timezone.localtime().replace(hour=10, minute=0) + dt.timedelta(days=days)
    fields.setdefault("max_places", 8)
    return SessionFactory(starts_at=start, ends_at=start + dt.timedelta(hours=2), **fields)


def had_the_sector(school, session, pupils):
    for student in StudentFactory.create_batch(pupils, school=school):
        PlacementFactory(student=student, session=date_in(-3, offer=session.offer))


@pytest.fixture
def many_had_it(school):
    """Four pupils, of whom one had a place in the sector: no gap."""
    StudentFactory.create_batch(3, school=school)
    return lambda session: had_the_sector(school, session, 1)


@pytest.mark.parametrize(
    ("days", "stage", "may"),
    [(63, Stage.PARTNERS, False), (62, Stage.GAP, False), (42, Stage.GAP, False),
     (41, Stage.REGION, True), (21, Stage.REGION, True), (20, Stage.LAST_MINUTE, True)],
)  # fmt: skip
def test_steps_open_one_after_another(school, many_had_it, days, stage, may):
    session = date_in(days, release=STEPS)
    many_had_it(session)

    opening = open_for(session, school)

    assert (opening.stage, opening.may) == (stage, may)


def test_partner_school_may_from_the_first_day(school, many_had_it):
    session = date_in(120, release=STEPS)
    many_had_it(session)
    PartnerSchool.objects.create(employer=session.offer.employer, school=school)

    assert open_for(session, school).places == 8


def test_school_that_saw_little_of_the_sector_may_before_the_others(school):
    StudentFactory.create_batch(4, school=school)
    session = date_in(50, release=STEPS)
    had_the_sector(school, session, 1)

    assert open_for(session, school).may
    had_the_sector(school, session, 1)
    later = open_for(session, school)
    assert (later.may, later.opens_on) == (False, release_of(session).region_from)
    assert later.text.startswith("Je school")


def test_date_for_everybody_closes_when_the_days_of_notice_begin(school):
    first, last = date_in(21), date_in(20)

    assert open_for(first, school).may
    assert open_for(last, school).stage == Stage.CLOSED
    assert open_for(last, school).text


def test_last_minute_stays_open_where_the_employer_wants_it(school):
    session = date_in(2, last_minute=True)

    assert open_for(session, school) == open_for(session, school, timezone.localdate())
    assert open_for(session, school).places == 8


def test_own_days_of_notice_count(school):
    offer = OfferFactory(lead_days=3)

    assert [open_for(date_in(days, offer=offer), school).may for days in (3, 2)] == [True, False]


@pytest.mark.parametrize(
    "fields", [{"state": "cancelled"}, {"state": "done"}, {"offer__live": False},
               {"offer__employer__state": "suspended"}, {"max_places": 3, "places_taken": 3}],
)  # fmt: skip
def test_date_that_is_not_there_to_choose(school, fields):
    opening = open_for(date_in(40, **fields), school)

    assert opening.places == 0
    assert opening.text


def test_reserved_places_are_for_their_school_at_any_step(school, other_school):
    session = date_in(100, release=STEPS, places_taken=5)
    Reservation.objects.create(
        session=session, school=school, places=5, left=5, free_on=timezone.localdate()
    )
    StudentFactory(school=other_school)

    assert open_for(session, school).places == 5
    assert open_for(session, other_school).places == 0


def test_groups_at_once_leave_no_room_for_another(school, other_school):
    session = date_in(40, groups_at_once=1)
    RoundSessionFactory(session=session, held=2, round__school=other_school)

    assert open_for(session, school).text == "Op deze datum is geen plek voor nog een groep."
    session.groups_at_once = 2
    assert open_for(session, school).may


def test_many_dates_cost_as_much_as_one(school, django_assert_num_queries):
    sessions = [date_in(50 + n, release=STEPS, groups_at_once=2) for n in range(4)]
    sessions = list(
        Session.objects.select_related("offer__employer").filter(pk__in=[s.pk for s in sessions])
    )
    workdays.home_region()  # the national calendar is kept in the process

    with django_assert_num_queries(8):
        openings(sessions[:1], school)
    with django_assert_num_queries(8):
        openings(sessions, school)


def test_taking_uses_what_is_kept_for_the_school_first(school):
    session = date_in(40, places_taken=5)
    kept = Reservation.objects.create(
        session=session, school=school, places=5, left=5, free_on=timezone.localdate()
    )

    take_for_school(session.pk, school, 7)

    session.refresh_from_db()
    kept.refresh_from_db()
    assert (session.places_taken, kept.left) == (7, 0)


def test_taking_more_than_there_is_takes_nothing(school):
    session = date_in(40, places_taken=5)

    with pytest.raises(NotEnoughPlaces):
        take_for_school(session.pk, school, 4)

    session.refresh_from_db()
    assert session.places_taken == 5


def test_taking_before_it_is_ones_turn_says_from_when(school, many_had_it):
    session = date_in(90, release=STEPS)
    many_had_it(session)

    with pytest.raises(NotOpenForSchool, match="vanaf"):
        take_for_school(session.pk, school, 1)


def test_page_tells_everybody_when_the_next_step_is():
    session = date_in(63, release=STEPS)

    text = for_all_to_read(session, timezone.localdate())

    assert "partnerscholen" in text
    assert for_all_to_read(date_in(40), timezone.localdate()) == ""


@given(start=DAYS, today=DAYS, lead=st.integers(0, 365))
def test_steps_follow_one_another_and_never_go_back(start, today, lead):
    session = Session(
        starts_at=timezone.make_aware(dt.datetime.combine(start, dt.time(10))),
        release=STEPS,
        offer=Offer(lead_days=lead),
    )
    steps = release_of(session)
    order = [Stage.PARTNERS, Stage.GAP, Stage.REGION, Stage.LAST_MINUTE]

    assert steps.gap_from < steps.region_from <= steps.last_minute_from <= start
    now, tomorrow = (order.index(steps.stage_on(today + dt.timedelta(days=n))) for n in (0, 1))
    assert now <= tomorrow
    for kind in (
        {"partner": True, "gap": False},
        {"partner": False, "gap": True},
        {"partner": False, "gap": False},
    ):
        opens = steps.opens_on(**kind)
        assert opens is None or opens <= steps.last_minute_from
    assert isinstance(steps, Steps)


def test_two_schools_share_what_is_left(school):
    session = date_in(40, max_places=3)
    other = SchoolFactory()

    take_for_school(session.pk, school, 2)

    with pytest.raises(NotEnoughPlaces):
        take_for_school(session.pk, other, 2)
