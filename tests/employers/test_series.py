import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from employers.models import DateSeries, LoadBudget, OfferPlanning, Session
from employers.recurrence import Rule
from employers.services.series import (
    cancel_later,
    change_later,
    later_ones,
    make_series,
    plan_series,
)
from employers.services.sessions import SessionProblem
from portal.audit import trail
from portal.reference.cached import forget_all
from portal.reference.models import SchoolHoliday
from tests.factories import SessionFactory

TEN, NOON = dt.time(10), dt.time(12)


@pytest.fixture(autouse=True)
def _autumn(time_machine):
    """Tuesday 1 September 2026; one holiday in October."""
    time_machine.move_to(dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC), tick=False)
    SchoolHoliday.objects.all().delete()
    SchoolHoliday.objects.create(
        region="middle",
        kind="autumn",
        name_nl="Herfstvakantie",
        school_year="2026-2027",
        first_day=dt.date(2026, 10, 17),
        last_day=dt.date(2026, 10, 25),
    )
    forget_all()


def tuesdays(first=dt.date(2026, 10, 6), **end):
    end = end or {"last_day": dt.date(2026, 11, 3)}
    return Rule(DateSeries.Rhythm.WEEK, frozenset({2}), first, **end)


def at_ten(day):
    return timezone.make_aware(dt.datetime.combine(dt.date(2026, 10, day), TEN))


def pattern(offer, **fields):
    day = at_ten(6)
    values = {"max_places": 8, "min_places": 2, "room": "Hal 1", **fields}
    return Session(offer=offer, starts_at=day, ends_at=day + dt.timedelta(hours=2), **values)


def shown(planned):
    return [(plan.key, plan.problem) for plan in planned]


def test_plan_leaves_out_holidays_doubles_and_months_with_the_reason(live):
    at = at_ten(13)
    SessionFactory(offer=live, starts_at=at)
    OfferPlanning.objects.create(offer=live, no_dates_in=[11])

    planned = plan_series(live, tuesdays(), TEN, NOON)

    assert shown(planned) == [
        ("2026-10-06", ""),
        ("2026-10-13", "Je hebt op dit moment al een datum."),
        ("2026-10-20", "Op deze dag is het Herfstvakantie. De scholen zijn dicht."),
        ("2026-10-27", ""),
        ("2026-11-03", "Je wilt in november geen datums. Dat heb je zo gekozen."),
    ]


def test_plan_knows_the_quiet_months_of_the_employer(live):
    LoadBudget.objects.create(employer=live.employer, quiet_months=[10])

    planned = plan_series(live, tuesdays(), TEN, NOON)

    assert [plan.key for plan in planned if not plan.problem] == ["2026-11-03"]


def test_plan_of_so_many_dates_counts_those_that_can_be(live):
    planned = plan_series(live, tuesdays(times=3), TEN, NOON)

    assert [plan.key for plan in planned if not plan.problem] == [
        "2026-10-06", "2026-10-13", "2026-10-27",
    ]  # fmt: skip


def test_ten_o_clock_stays_ten_o_clock_when_summer_time_ends(live, employer_user):
    make_series(pattern(live), tuesdays(), by=employer_user)

    moments = [timezone.localtime(s.starts_at) for s in Session.objects.order_by("starts_at")]
    assert {m.time() for m in moments} == {TEN}
    assert len({m.utcoffset() for m in moments}) == 2


def test_make_series_makes_each_date_alike(live, employer_user):
    made = make_series(pattern(live), tuesdays(), by=employer_user, left_out={"2026-10-13"})

    series = DateSeries.objects.get()
    rows = Session.objects.order_by("starts_at").values_list("room", "max_places", "series")
    assert list(rows) == [("Hal 1", 8, series.pk)] * 3
    assert len(made) == 3
    assert [entry.action for entry in trail.entries_for(series)] == ["employers.series.make"]


def test_make_series_twice_makes_no_doubles(live, employer_user):
    make_series(pattern(live), tuesdays(), by=employer_user)

    with pytest.raises(SessionProblem):
        make_series(pattern(live), tuesdays(), by=employer_user)

    assert Session.objects.count() == 4


def test_make_series_for_another_employer_is_refused(live, other_employer_user):
    with pytest.raises(PermissionDenied):
        make_series(pattern(live), tuesdays(), by=other_employer_user)


def test_make_series_costs_the_same_for_few_and_many(
    live, employer_user, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22):
        make_series(pattern(live), tuesdays(times=40), by=employer_user)


def test_cancel_later_leaves_the_earlier_ones(live, employer_user):
    made = make_series(pattern(live), tuesdays(), by=employer_user)

    assert cancel_later(made[1], by=employer_user, reason="De oven is stuk.") == 3

    states = Session.objects.order_by("starts_at").values_list("state", "sequence")
    assert list(states) == [("open", 0)] + [("cancelled", 1)] * 3


def test_change_later_moves_all_by_as_many_days(live, employer_user):
    made = make_series(pattern(live), tuesdays(), by=employer_user)
    first = Session.objects.select_related("offer__employer").get(pk=made[2].pk)
    first.starts_at += dt.timedelta(days=1, hours=1)
    first.ends_at += dt.timedelta(days=1, hours=1)

    assert change_later(first, by=employer_user) == 2

    found = [timezone.localtime(s.starts_at) for s in Session.objects.order_by("starts_at")]
    assert [f"{m:%m-%d %H}" for m in found] == ["10-06 10", "10-13 10", "10-28 11", "11-04 11"]


def test_change_later_onto_a_holiday_changes_nothing(live, employer_user):
    made = make_series(pattern(live), tuesdays(), by=employer_user)
    first = Session.objects.select_related("offer__employer").get(pk=made[0].pk)
    first.starts_at += dt.timedelta(days=7)
    first.ends_at += dt.timedelta(days=7)

    with pytest.raises(SessionProblem, match="Herfstvakantie"):
        change_later(first, by=employer_user)

    assert set(Session.objects.values_list("sequence", flat=True)) == {0}


def test_date_without_a_series_has_no_later_ones(live):
    session = SessionFactory(offer=live)
    SessionFactory(offer=live)

    assert later_ones(session) == [session]


@pytest.fixture
def desk(client, employer_user):
    client.force_login(employer_user)
    return client


def form_data(**fields):
    return {
        "rhythm": "week", "weekdays": ["2"], "first_day": "2026-10-06", "last_day": "2026-11-03",
        "start": "10:00", "end": "12:00", "min_places": 2, "max_places": 8, **fields,
    }  # fmt: skip


def series_url(offer):
    return reverse("employers:series-new", args=[offer.pk])


def test_screen_shows_the_days_before_it_makes_them(desk, live):
    response = desk.post(series_url(live), form_data(do="look"))

    assert response.context["made"] == 4
    assert "Herfstvakantie" in response.text
    assert not Session.objects.exists()


def test_screen_makes_what_is_ticked(desk, live):
    days = ["2026-10-06", "2026-10-13", "2026-10-27", "2026-11-03"]

    desk.post(series_url(live), form_data(do="make", shown=days, keep=days[:2]))

    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"last_day": ""}, "last_day"), ({"last_day": "2026-10-01"}, "last_day"),
     ({"weekdays": []}, "weekdays"), ({"times": 61}, "times"), ({"end": "09:00"}, "end"),
     ({"first_day": "2026-08-01"}, "first_day"), ({"max_places": 0}, "max_places")],
)  # fmt: skip
def test_screen_says_what_is_wrong_and_loses_nothing(desk, live, fields, wrong):
    response = desk.post(series_url(live), form_data(do="make", room="Poort 3", **fields))

    assert response.status_code == 422
    assert wrong in response.context["form"].errors
    assert "Poort 3" in response.text
    assert not Session.objects.exists()


def test_planning_holds_for_the_dates_to_come(desk, live):
    session = SessionFactory(offer=live)

    desk.post(
        reverse("employers:planning-edit", args=[live.pk]),
        {"release": "in_steps", "no_dates_in": ["12"], "groups_at_once": 2},
    )

    session.refresh_from_db()
    planning = OfferPlanning.objects.get()
    assert (session.release, session.groups_at_once) == ("in_steps", 2)
    assert planning.no_dates_in == [12]


def test_holiday_of_some_schools_asks_whether_one_is_sure(desk, live, monkeypatch):
    monkeypatch.setattr("portal.reference.workdays._sources", [lambda: ["middle", "north"]])
    forget_all()
    url = reverse("employers:session-new", args=[live.pk])
    data = {"day": "2026-10-20", "start": "10:00", "end": "12:00", "min_places": 1, "max_places": 5}

    first = desk.post(url, data)

    assert "Herfstvakantie" in str(first.context["form"].errors["sure"])
    desk.post(url, {**data, "sure": "on"})
    assert Session.objects.count() == 1


def test_cancelling_this_and_later_ones_on_the_screen(desk, live, employer_user):
    made = make_series(pattern(live), tuesdays(), by=employer_user)

    desk.post(
        reverse("employers:session-cancel", args=[made[1].pk]), {"later": "later", "reason": "Ziek"}
    )

    assert Session.objects.open().count() == 1
