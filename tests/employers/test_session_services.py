import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from employers.models import OfferPlanning, Session
from employers.services import sessions as services
from employers.signals import session_cancelled, session_rescheduled
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.reference.cached import forget_all
from portal.reference.models import SchoolHoliday
from schools.models import School
from tests.factories import SessionFactory


def in_days(days, hour=10):
    return (timezone.localtime() + dt.timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


@pytest.fixture(autouse=True)
def _no_holidays(monkeypatch):
    """Dates here count from today, whatever season it is."""
    monkeypatch.setattr("portal.reference.workdays.public_holidays", lambda _year: {})
    SchoolHoliday.objects.all().delete()


def new_date(offer, **fields):
    values = {"starts_at": in_days(9), "ends_at": in_days(9, 12), "max_places": 8, **fields}
    return SessionFactory.build(offer=offer, **values)


@pytest.fixture
def heard():
    lines = []

    def cancelled(session, by, **kwargs):
        lines.append(("cancelled", session.pk, by.pk))

    def moved(session, by, **kwargs):
        lines.append(("moved", session.pk, by.pk))

    session_cancelled.connect(cancelled)
    session_rescheduled.connect(moved)
    yield lines
    session_cancelled.disconnect(cancelled)
    session_rescheduled.disconnect(moved)


def test_add_session(live, employer_user):
    session = services.add_session(new_date(live), by=employer_user)

    assert Session.objects.get().offer == live
    assert [entry.action for entry in trail.entries_for(session)] == ["employers.session.add"]


def test_add_session_to_the_offer_of_another_is_refused(live, other_employer_user):
    with pytest.raises(PermissionDenied):
        services.add_session(new_date(live), by=other_employer_user)

    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_at": in_days(-1), "ends_at": in_days(-1, 12)}, "starts_at"),
        ({"starts_at": in_days(900), "ends_at": in_days(900, 12)}, "starts_at"),
        ({"ends_at": in_days(9, 9)}, "ends_at"),
        ({"ends_at": in_days(9, 10)}, "ends_at"),
        ({"max_places": 0}, "max_places"),
        ({"min_places": 0}, "min_places"),
        ({"min_places": 9}, "min_places"),
    ],
)
def test_add_session_says_what_is_wrong(live, employer_user, fields, field):
    with pytest.raises(services.SessionProblem) as fault:
        services.add_session(new_date(live, **fields), by=employer_user)

    assert list(fault.value.problems) == [field]
    assert str(fault.value).endswith(".")
    assert not Session.objects.exists()


def test_add_session_twice_at_one_moment_is_refused(live, employer_user):
    services.add_session(new_date(live), by=employer_user)

    with pytest.raises(services.SessionProblem) as fault:
        services.add_session(new_date(live), by=employer_user)

    assert list(fault.value.problems) == ["starts_at"]


def test_change_session_of_places_only_tells_nobody(live, employer_user, heard):
    session = SessionFactory(offer=live, max_places=8)
    session.max_places = 12

    services.change_session(session, by=employer_user)

    session.refresh_from_db()
    assert session.max_places == 12
    assert heard == []


@pytest.mark.parametrize("change", [{"room": "Poort 3"}, {"ends_at": in_days(60, 16)}])
def test_change_session_of_time_or_place_tells_upwards(live, employer_user, heard, change):
    session = SessionFactory(offer=live)
    for name, value in change.items():
        setattr(session, name, value)

    services.change_session(session, by=employer_user)

    assert heard == [("moved", session.pk, employer_user.pk)]


def test_change_session_below_what_is_taken_is_refused(live, employer_user):
    session = SessionFactory(offer=live, max_places=8)
    Session.objects.update(places_taken=5)  # behind the back of who edits
    session.max_places = 4

    with pytest.raises(services.SessionProblem, match="5"):
        services.change_session(session, by=employer_user)

    session.refresh_from_db()
    assert session.max_places == 8


def test_change_session_never_loses_places_that_were_taken_meanwhile(live, employer_user):
    session = SessionFactory(offer=live, max_places=8)
    Session.objects.update(places_taken=5)
    session.room = "Hal 2"

    services.change_session(session, by=employer_user, reason="Hal 1 wordt geverfd.")

    session.refresh_from_db()
    assert (session.room, session.places_taken) == ("Hal 2", 5)
    assert (session.sequence, session.change_reason) == (1, "Hal 1 wordt geverfd.")


def test_change_session_that_schools_count_on_asks_why(live, employer_user, heard):
    session = SessionFactory(offer=live, places_taken=3)
    session.room = "Hal 2"

    with pytest.raises(services.SessionProblem) as fault:
        services.change_session(session, by=employer_user)

    assert list(fault.value.problems) == ["reason"]
    assert heard == []


def test_change_session_remembers_when_it_was(live, employer_user):
    session = SessionFactory(offer=live)
    before = session.starts_at
    session.starts_at, session.ends_at = in_days(9), in_days(9, 12)

    services.change_session(session, by=employer_user)

    session.refresh_from_db()
    assert (session.moved_from, session.sequence) == (before, 1)


def test_add_session_in_a_holiday_names_it(live, employer_user):
    day = timezone.localdate(in_days(9))
    SchoolHoliday.objects.all().delete()
    SchoolHoliday.objects.create(
        region="middle",
        kind="other",
        name_nl="Dorpsfeest",
        school_year="2026-2027",
        first_day=day,
        last_day=day,
    )
    School.objects.update(holiday_region="middle")
    forget_all()

    with pytest.raises(services.SessionProblem, match="Dorpsfeest"):
        services.add_session(new_date(live), by=employer_user)


def test_add_session_in_a_month_without_dates_is_refused(live, employer_user):
    OfferPlanning.objects.create(offer=live, no_dates_in=[timezone.localdate(in_days(9)).month])

    with pytest.raises(services.SessionProblem) as fault:
        services.add_session(new_date(live), by=employer_user)

    assert list(fault.value.problems) == ["starts_at"]


def test_session_that_stays_in_a_month_without_dates_can_change(live, employer_user):
    session = SessionFactory(offer=live)
    OfferPlanning.objects.create(offer=live, no_dates_in=list(range(1, 13)))
    session.max_places = 9

    services.change_session(session, by=employer_user)

    session.refresh_from_db()
    assert session.max_places == 9


def test_change_session_that_has_been_is_refused(live, employer_user):
    session = SessionFactory(offer=live, starts_at=in_days(-2), ends_at=in_days(-2, 12))
    session.starts_at, session.ends_at = in_days(3), in_days(3, 12)

    with pytest.raises(services.SessionProblem):
        services.change_session(session, by=employer_user)


def test_change_session_that_is_cancelled_is_refused(live, employer_user):
    session = SessionFactory(offer=live, state=Session.State.CANCELLED)
    session.room = "Hal 2"

    with pytest.raises(TransitionNotAllowed):
        services.change_session(session, by=employer_user)


def test_cancel_session_keeps_the_reason_and_tells_upwards(live, employer_user, heard):
    session = SessionFactory(offer=live, places_taken=4)

    services.cancel_session(session, by=employer_user, reason=" De oven is stuk. ")

    session.refresh_from_db()
    assert (session.state, session.cancel_reason) == ("cancelled", "De oven is stuk.")
    assert session.cancelled_at is not None
    assert heard == [("cancelled", session.pk, employer_user.pk)]
    assert [entry.action for entry in trail.entries_for(session)] == ["employers.session.cancel"]


def test_cancel_session_without_a_reason_is_refused(live, employer_user, heard):
    session = SessionFactory(offer=live)

    with pytest.raises(services.SessionProblem):
        services.cancel_session(session, by=employer_user, reason="  ")

    session.refresh_from_db()
    assert session.state == "open"
    assert heard == []


def test_cancel_session_only_one_of_two_clicks_wins(live, employer_user, heard):
    session = SessionFactory(offer=live)
    same = Session.objects.get(pk=session.pk)
    services.cancel_session(session, by=employer_user, reason="Ziek.")

    with pytest.raises(TransitionNotAllowed):
        services.cancel_session(same, by=employer_user, reason="Ziek.")

    assert len(heard) == 1


def test_cancel_session_that_has_been_is_refused(live, employer_user):
    session = SessionFactory(offer=live, starts_at=in_days(-2), ends_at=in_days(-2, 12))

    with pytest.raises(services.SessionProblem):
        services.cancel_session(session, by=employer_user, reason="Te laat.")


def test_cancel_session_of_another_employer_is_refused(live, other_employer_user):
    session = SessionFactory(offer=live)

    with pytest.raises(PermissionDenied):
        services.cancel_session(session, by=other_employer_user, reason="Nee.")


def test_finish_session_after_it_was(live, employer_user):
    session = SessionFactory(offer=live, starts_at=in_days(-2), ends_at=in_days(-2, 12))

    services.finish_session(session, by=employer_user)

    session.refresh_from_db()
    assert session.state == "done"


def test_finish_session_before_it_was_is_refused(live, employer_user):
    session = SessionFactory(offer=live)

    with pytest.raises(services.SessionProblem):
        services.finish_session(session, by=employer_user)
