"""The calendar of a school: special days, what they mean, and the year at a glance."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.core.school_year import bounds, current_school_year
from portal.reference.models import SchoolHoliday
from schools.days import SchoolDays
from schools.models import CalendarException
from schools.services.calendar import (
    CalendarRefused,
    delete_exception,
    save_exception,
    take_entries,
)
from schools.year_view import year_view
from tests.factories import GroupFactory, LearningPeriodFactory

Kind = CalendarException.Kind
YEAR = (dt.date(2026, 8, 1), dt.date(2028, 7, 31))
TUESDAY = dt.date(2026, 11, 24)
AUTUMN = dt.date(2026, 10, 20)  # in the autumn holiday of Middle


def special(school, kind=Kind.STUDY_DAY, first=TUESDAY, last=None, groups=(), **fields):
    row = CalendarException.objects.create(
        school=school,
        kind=kind,
        label="Bijzonder",
        first_day=first,
        last_day=last or first,
        **fields,
    )
    row.groups.set(groups)
    return row


# ---- Special days by hand


def test_special_day_is_kept_with_its_groups(school, group, coordinator):
    day = CalendarException(
        school=school,
        kind=Kind.INTERNSHIP,
        label="Stage",
        first_day=TUESDAY,
        last_day=TUESDAY + dt.timedelta(weeks=8),
        weekdays=[3, 1, 1],
    )

    save_exception(day, by=coordinator, groups=[group])

    kept = CalendarException.objects.get()
    assert (kept.weekdays, list(kept.groups.all())) == ([1, 3], [group])
    assert ModelLogEntry.objects.get(action="schools.calendar.create").user == coordinator


def test_special_day_changes_and_goes(school, coordinator):
    day = special(school)
    day.label = "Scholing"

    save_exception(day, by=coordinator)
    delete_exception(day, by=coordinator)

    assert not CalendarException.objects.exists()
    actions = ModelLogEntry.objects.filter(action__startswith="schools.calendar")
    assert set(actions.values_list("action", flat=True)) == {
        "schools.calendar.change",
        "schools.calendar.delete",
    }


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"last_day": TUESDAY - dt.timedelta(days=1)}, "last_day"),
        ({"last_day": TUESDAY + dt.timedelta(days=400)}, "last_day"),
        ({"weekdays": [9]}, "weekdays"),
        ({"kind": Kind.INTERNSHIP, "weekdays": [1]}, "groups"),
        ({"kind": Kind.INTERNSHIP, "tracks": ["pro"]}, "weekdays"),
        ({"replaces": "autumn"}, "replaces"),
    ],
)
def test_special_day_that_cannot_be_is_refused(school, coordinator, fields, where):
    usual = {"kind": Kind.STUDY_DAY, "label": "x", "first_day": TUESDAY, "last_day": TUESDAY}

    with pytest.raises(CalendarRefused) as refused:
        save_exception(CalendarException(school=school, **usual | fields), by=coordinator)

    assert refused.value.field == where
    assert not CalendarException.objects.exists()


def test_others_do_not_change_the_calendar(school, group, mentor, other_coordinator):
    day = special(school)

    for user in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            save_exception(day, by=user)
        with pytest.raises(PermissionDenied):
            delete_exception(day, by=user)
        with pytest.raises(PermissionDenied):
            take_entries(school, [], by=user)


def test_group_of_another_school_is_refused(school, coordinator, other_school):
    with pytest.raises(PermissionDenied):
        save_exception(special(school), by=coordinator, groups=[GroupFactory(school=other_school)])


# ---- What a day means


def days(school):
    return SchoolDays(school, [TUESDAY, AUTUMN])


def test_study_day_closes_the_school(school):
    special(school)

    assert days(school).not_possible(TUESDAY) == "Bijzonder"
    assert days(school).closed(TUESDAY) == "Bijzonder"
    assert days(school).closed(TUESDAY + dt.timedelta(days=1)) == ""


def test_internship_closes_only_its_groups_on_their_weekdays(school, group):
    other = GroupFactory(school=school)
    special(
        school, Kind.INTERNSHIP, last=TUESDAY + dt.timedelta(weeks=2), weekdays=[1], groups=[group]
    )
    found = days(school)

    assert found.not_possible(TUESDAY, group) == "Bijzonder"
    assert found.not_possible(TUESDAY + dt.timedelta(days=1), group) == ""
    assert found.not_possible(TUESDAY, other) == found.not_possible(TUESDAY) == ""
    assert found.to_mind(TUESDAY) == "Bijzonder"


def test_day_of_a_track_closes_that_track(school, group):
    special(school, tracks=["pro"])

    assert days(school).not_possible(TUESDAY, group, "pro") == "Bijzonder"
    assert days(school).not_possible(TUESDAY, group, "vmbo_bb") == ""


@pytest.mark.parametrize("kind", [Kind.TEST_WEEK, Kind.EXAM_PERIOD])
def test_test_week_is_only_to_mind(school, kind):
    special(school, kind)

    assert days(school).not_possible(TUESDAY) == ""
    assert days(school).to_mind(TUESDAY) == "Bijzonder"


@pytest.mark.parametrize("kind", [Kind.PROJECT_WEEK, Kind.ACTIVITY])
def test_project_week_is_an_ordinary_week(school, kind):
    special(school, kind)

    assert (days(school).closed(TUESDAY), days(school).to_mind(TUESDAY)) == ("", "")


def test_own_holiday_stands_in_for_the_national_one(school):
    assert days(school).closed(AUTUMN) == "Herfstvakantie"

    special(
        school,
        Kind.HOLIDAY,
        first=dt.date(2026, 10, 10),
        last=dt.date(2026, 10, 18),
        replaces="autumn",
    )

    assert days(school).closed(AUTUMN) == ""
    assert days(school).closed(dt.date(2026, 10, 13)) == "Bijzonder"
    assert days(school).closed(dt.date(2026, 12, 28)) == "Kerstvakantie"


def test_weekend_and_public_holiday_close_too(school):
    found = SchoolDays(school, [dt.date(2027, 5, 6)])

    assert found.closed(dt.date(2026, 11, 28)) != ""
    assert found.closed(dt.date(2027, 5, 6)) != ""  # Ascension Day


def test_location_may_have_other_holidays(school, group):
    from tests.factories import LocationFactory

    group.location = LocationFactory(school=school, holiday_region="north")
    north_only = dt.date(2026, 10, 14)
    found = SchoolDays(school, [north_only])

    assert found.closed(north_only, group) == "Herfstvakantie"
    assert found.closed(north_only) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_days_cost_the_same_however_many(school, group, rows, django_assert_num_queries):
    for _number in range(rows):
        special(school, groups=[group])
    found = days(school)

    with django_assert_num_queries(2):
        for number in range(20):
            found.not_possible(TUESDAY + dt.timedelta(days=number), group)


def year_day(month, day):
    """A day of the school year that is going on."""
    first, _last = bounds(current_school_year())
    return dt.date(first.year if month >= 8 else first.year + 1, month, day)


# ---- Pages


def test_year_at_a_glance_holds_everything(school, group):
    LearningPeriodFactory(school=school)
    own = special(school, first=year_day(11, 24), groups=[group])

    view = year_view(school, current_school_year())

    assert own in [item.own for item in view.items]
    assert len(view.months) == 12
    assert len(view.periods) == 1
    tones = {day.day: day.tone for month in view.months for week in month.weeks for day in week}
    assert tones[year_day(11, 24)] == "free"


def test_own_autumn_holiday_takes_the_national_one_out_of_the_year(school):
    special(
        school,
        Kind.HOLIDAY,
        first=dt.date(2026, 10, 10),
        last=dt.date(2026, 10, 18),
        replaces="autumn",
    )

    labels = [item.label for item in year_view(school, "2026-2027").items]

    assert "Herfstvakantie" not in labels
    assert "Kerstvakantie" in labels


@pytest.mark.parametrize("rows", [1, 3])
def test_calendar_page_costs_the_same(
    client, school, group, coordinator, rows, django_assert_max_num_queries
):
    for number in range(rows):
        special(school, first=year_day(11, 10 + number), groups=[group])
    client.force_login(coordinator)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("schools:calendar"))

    assert page.content.decode().count("Bijzonder") >= rows


def test_calendar_form_saves_and_goes_back_to_its_year(client, school, group, coordinator):
    client.force_login(coordinator)
    day = year_day(11, 24)

    page = client.post(
        reverse("schools:calendar-create"),
        {
            "kind": "internship",
            "label": "Stage",
            "first_day": day,
            "last_day": day + dt.timedelta(weeks=4),
            "weekdays": ["1", "3"],
            "groups": [group.pk],
        },
    )

    kept = CalendarException.objects.get()
    assert page.url.endswith(f"jaar={current_school_year()}")
    assert (kept.weekdays, list(kept.groups.all())) == ([1, 3], [group])


@pytest.mark.parametrize(
    "fields",
    [{"kind": "nonsense"}, {"first_day": "morgen"}, {"weekdays": ["9"]}, {"groups": ["0"]}],
)
def test_calendar_form_says_what_is_wrong(client, school, coordinator, fields):
    client.force_login(coordinator)
    usual = {"kind": "study_day", "label": "x", "first_day": TUESDAY}

    page = client.post(reverse("schools:calendar-create"), usual | fields)

    assert page.status_code == 422
    assert page.context["form"].errors
    assert not CalendarException.objects.exists()


def test_holidays_of_the_reference_table_are_there():
    assert SchoolHoliday.objects.filter(school_year="2026-2027", kind="autumn").count() == 3
