"""The school's own calendar where a date is chosen: rounds, requests, and the matching."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from placements.alternatives import alternatives_for
from placements.eligibility import Barrier
from placements.offer_dates import with_notes
from placements.openings import open_for, openings
from placements.services.booking_checks import BookingRefused
from placements.services.bookings import Request, ask_for_group
from placements.services.places import NotOpenForSchool, take_for_school
from placements.services.problem import build_problem
from placements.services.round_sessions import SessionsRefused, set_sessions
from portal.reference.cached import forget_all
from schools.models import CalendarException
from tests.factories import (
    BookingFactory,
    GroupFactory,
    OfferFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)

Kind = CalendarException.Kind


@pytest.fixture
def session():
    return SessionFactory(offer=OfferFactory())


def special(school, session, kind=Kind.STUDY_DAY, groups=(), **fields):
    day = timezone.localdate(session.starts_at)
    usual = {"first_day": day, "last_day": day, "label": "Iets anders"}
    row = CalendarException.objects.create(school=school, kind=kind, **usual | fields)
    row.groups.set(groups)
    return row


def test_study_day_makes_the_date_not_possible(school, session):
    special(school, session)

    opening = open_for(session, school)

    assert not opening.may
    assert "Iets anders" in opening.text
    with pytest.raises(NotOpenForSchool):
        take_for_school(session.pk, school, 1)


def test_day_of_one_school_says_nothing_to_another(school, other_school, session):
    special(school, session)

    assert open_for(session, other_school).may


def test_test_week_is_possible_with_a_warning(school, session, coordinator):
    special(school, session, Kind.TEST_WEEK)

    opening = open_for(session, school)
    (date,) = with_notes([session], coordinator)

    assert (opening.may, opening.mind) == (True, "Iets anders")
    assert "Iets anders" in date.own_note


def test_project_week_changes_nothing(school, session):
    before = open_for(session, school)
    special(school, session, Kind.PROJECT_WEEK)

    assert open_for(session, school) == before


def test_employer_does_not_see_the_calendar_of_a_school(client, school, session):
    from tests.factories import EmployerMembershipFactory

    special(school, session)
    client.force_login(EmployerMembershipFactory(employer=session.offer.employer).user)

    page = client.get(session.offer.get_absolute_url())

    assert "Iets anders" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_days_of_many_dates_cost_the_same(school, group, rows, django_assert_max_num_queries):
    sessions = [SessionFactory(offer=OfferFactory()) for _number in range(rows)]
    for one in sessions:
        special(school, one, Kind.INTERNSHIP, groups=[group])
    openings(sessions, school)

    with django_assert_max_num_queries(5):
        openings(sessions, school)


def test_round_refuses_a_date_on_which_the_school_is_closed(school, coordinator, session):
    day = timezone.localdate(session.starts_at)
    round_ = RoundFactory(school=school, first_day=day, last_day=day + dt.timedelta(days=7))
    special(school, session)

    with pytest.raises(SessionsRefused, match="Iets anders"):
        set_sessions(round_, {session.pk: 2}, by=coordinator)

    assert not round_.round_sessions.exists()


def request(group, session):
    return Request(group=group, pupils=4, session=session)


def test_group_on_internship_cannot_be_asked_for_that_day(school, group, coordinator, session):
    special(school, session, Kind.INTERNSHIP, groups=[group])
    other = GroupFactory(school=school)

    with pytest.raises(BookingRefused, match="Iets anders") as refused:
        ask_for_group(session.offer, request(group, session), by=coordinator)

    assert refused.value.field == "when"
    assert ask_for_group(session.offer, request(other, session), by=coordinator).pk


def test_pupils_on_internship_have_no_option_that_day(school, group, session):
    away, there = StudentFactory(base_group=group), StudentFactory(base_group__school=school)
    round_ = RoundFactory(school=school)
    round_.groups.set([group, there.base_group])
    RoundSessionFactory(round=round_, session=session, places=5, held=5)
    special(school, session, Kind.INTERNSHIP, groups=[group])

    found = build_problem(round_).eligibility

    assert found.barriers == {away.pk: {session.pk: Barrier.AWAY}}
    assert [option.pupil for option in found.options] == [str(there.pk)]


def test_problem_costs_the_same_with_many_special_days(school, group, session):
    round_ = RoundFactory(school=school)
    round_.groups.set([group])
    StudentFactory(base_group=group)
    RoundSessionFactory(round=round_, session=session, places=5, held=5)
    costs = []
    for _number in range(3):
        special(school, session, Kind.INTERNSHIP, groups=[group])
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            build_problem(round_)
        costs.append(len(asked))

    assert costs[0] == costs[1] == costs[2]


def test_alternatives_leave_out_days_on_which_the_school_is_closed(school, group, coordinator):
    offer = OfferFactory()
    failed = BookingFactory(offer=offer, group=group, school=school, pupils=4)
    other = SessionFactory(offer=OfferFactory(sector=offer.sector))
    before = [row.pk for row in alternatives_for(failed)]

    special(school, other)

    assert before == [other.offer_id]
    assert [row.pk for row in alternatives_for(failed)] == []
