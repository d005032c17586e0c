"""How a school begins: the region adds it, its coordinator goes through the guided start."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.core.school_year import current_school_year
from portal.reference.models import SchoolListing
from schools import urls as schools_urls
from schools.models import LearningPeriod, Location, School, SetUp
from schools.services.lesson_hours import set_lesson_hours
from schools.services.new_schools import RESERVED, SchoolThere, add_school
from schools.services.set_up import (
    LocationRefused,
    OwnLocation,
    choose_holiday_region,
    choose_locations,
    choose_tracks,
    finish,
    pass_step,
)
from schools.services.year_periods import save_year_periods
from schools.views.scope import id_in
from schools.views.set_up import PAGES
from schools.waiting_set_up import schools_to_set_up
from tests.factories import GroupFactory, LocationFactory, SchoolFactory, StudentFactory

Step = SetUp.Step
YEAR = "2026-2027"


def listing(code="12AB00", **fields):
    usual = {"name": "Het Praktijkcollege", "place": "Tiel", "tracks": ["pro"]}
    return SchoolListing.objects.create(brin6=code, holiday_region="south", **usual | fields)


def new_school(by, **fields):
    usual = {
        "brin": "12AB",
        "name": "Praktijkcollege",
        "email": "eva@school.example",
        "contact": "Eva Groen",
    }
    return add_school(**usual | fields, by=by)


# ---- The region adds a school


def test_region_adds_a_listed_school_and_invites_its_first_coordinator(
    region_coordinator, django_capture_on_commit_callbacks
):
    listing()

    with django_capture_on_commit_callbacks(execute=True):
        school = new_school(region_coordinator)

    assert (school.brin, school.tracks, school.holiday_region) == ("12AB", ["pro"], "south")
    invitation = school.invitations.get()
    assert (invitation.email, invitation.roles, invitation.owner) == (
        "eva@school.example",
        ["coordinator"],
        True,
    )
    assert mail.outbox[-1].to == ["eva@school.example"]
    assert school.set_up.next_step == Step.LOCATIONS
    assert ModelLogEntry.objects.get(action="schools.school.add").user == region_coordinator


def test_brin_takes_part_once(region_coordinator):
    new_school(region_coordinator)

    with pytest.raises(SchoolThere):
        new_school(region_coordinator, brin=" 12ab ", name="Anders")

    assert School.objects.count() == 1


@pytest.mark.parametrize("name", ["Team", "Agenda", "!!!"])
def test_address_of_a_school_never_hides_another_page(region_coordinator, name):
    school = new_school(region_coordinator, name=name)

    assert school.slug not in {"team", "agenda", ""}


def test_no_address_of_ours_can_be_that_of_a_school():
    firsts = {str(address.pattern).partition("/")[0] for address in schools_urls.urlpatterns}

    assert {first for first in firsts if not first.startswith("<")} <= RESERVED


def test_two_schools_of_one_name_have_addresses_of_their_own(region_coordinator):
    one = new_school(region_coordinator)
    other = new_school(region_coordinator, brin="12AC", email="other@school.example")

    assert (one.slug, other.slug) == ("praktijkcollege", "praktijkcollege-2")


def test_only_the_region_adds_schools(coordinator, employer_user, region_editor):
    for user in (coordinator, employer_user, region_editor):
        with pytest.raises(PermissionDenied):
            new_school(user)

    assert not School.objects.filter(brin="12AB").exists()
    assert mail.outbox == []


def test_region_finds_adds_and_sees_the_school(client, region_coordinator):
    listing()
    client.force_login(region_coordinator)
    data = {"name": "Praktijkcollege", "contact": "Eva", "email": "eva@school.example"}

    found = client.get(reverse("region:school-find"), {"q": "praktijkcollege tiel"})
    client.post(reverse("region:school-add", args=["12AB"]), data)
    page = client.get(reverse("region:school-list"))

    assert [brin for brin, _rows, _there in found.context["schools"]] == ["12AB"]
    assert "Praktijkcollege" in page.content.decode()


def test_region_adds_a_school_by_hand(client, region_coordinator):
    client.force_login(region_coordinator)
    data = {"brin": "12 ab", "name": "Nieuw", "contact": "Eva", "email": "eva@school.example"}

    client.post(reverse("region:school-add-by-hand"), data)
    again = client.post(reverse("region:school-add-by-hand"), data)
    wrong = client.post(reverse("region:school-add-by-hand"), data | {"brin": "ABCD"})

    assert School.objects.get().brin == "12AB"
    assert (again.status_code, wrong.status_code) == (422, 422)


def test_region_sees_numbers_and_no_names(client, region_coordinator, student):
    client.force_login(region_coordinator)

    page = client.get(reverse("region:school-list")).content.decode()

    assert student.school.name in page
    assert student.family_name not in page


@pytest.mark.parametrize("schools", [1, 3])
def test_list_of_schools_costs_the_same(
    client, region_coordinator, schools, django_assert_max_num_queries
):
    for _number in range(schools):
        StudentFactory(base_group__school=SchoolFactory())
    client.force_login(region_coordinator)

    with django_assert_max_num_queries(9):
        client.get(reverse("region:school-list"))


# ---- The steps


@pytest.fixture
def begun(school):
    school.brin = "12AB"
    school.save()
    return SetUp.objects.create(school=school)


def test_locations_of_the_list_are_taken_over_with_an_own_name(school, coordinator, begun):
    listing(street="Dorpsstraat", postcode="4001 AA")
    listing("12AB01")

    choose_locations(school, name="De Waard", chosen={"12AB00": "Hoofdgebouw"}, by=coordinator)

    place = school.locations.get()
    assert (place.brin6, place.name, place.street) == ("12AB00", "Hoofdgebouw", "Dorpsstraat")
    assert place.holiday_region == "south"
    school.refresh_from_db()
    begun.refresh_from_db()
    assert (school.name, begun.done, begun.next_step) == ("De Waard", ["locations"], "tracks")


def test_location_that_is_not_listed_is_written_by_hand(school, coordinator, begun):
    own = OwnLocation("07", "Werkplaats", "Kade", "3", "4001 AA", "Tiel")

    choose_locations(school, name="De Waard", chosen={}, own=own, by=coordinator)

    assert school.locations.get().brin6 == "12AB07"


def test_location_with_groups_stays(school, coordinator, begun):
    listing()
    place = LocationFactory(school=school, brin6="12AB05")
    GroupFactory(school=school, location=place)

    with pytest.raises(LocationRefused):
        choose_locations(school, name="x", chosen={"12AB00": ""}, by=coordinator)

    assert Location.objects.filter(pk=place.pk).exists()


def test_location_with_pupils_stays(school, coordinator, begun):
    listing()
    place = LocationFactory(school=school, brin6="12AB05")
    StudentFactory(school=school, location=place, base_group=None)

    with pytest.raises(LocationRefused):
        choose_locations(school, name="x", chosen={"12AB00": ""}, by=coordinator)

    assert Location.objects.filter(pk=place.pk).exists()


@pytest.mark.parametrize("chosen", [{}, {"99ZZ99": "van een ander"}])
def test_school_needs_a_location_of_its_own(school, coordinator, begun, chosen):
    with pytest.raises(LocationRefused):
        choose_locations(school, name="x", chosen=chosen, by=coordinator)


def test_location_of_another_school_is_refused(school, coordinator, begun, other_school):
    LocationFactory(school=other_school, brin6="12AB00")

    with pytest.raises(LocationRefused):
        choose_locations(
            school, name="x", chosen={}, own=OwnLocation("00", "Van mij"), by=coordinator
        )


def test_tracks_and_years_may_differ_by_location(school, coordinator):
    place, same = LocationFactory(school=school), LocationFactory(school=school)

    choose_tracks(
        school,
        tracks=["vmbo_bb", "pro"],
        years=[3, 1, 2, 9],
        per_location={place.pk: (["pro"], [1]), same.pk: (["pro", "vmbo_bb"], [1, 2, 3])},
        by=coordinator,
    )

    place.refresh_from_db()
    same.refresh_from_db()
    assert (school.tracks, school.years) == (["pro", "vmbo_bb"], [1, 2, 3])
    assert (place.tracks, place.years) == (["pro"], [1])
    assert (same.tracks, same.years) == ([], [])


def test_holiday_region_is_by_location(school, coordinator):
    place, same = LocationFactory(school=school), LocationFactory(school=school)

    choose_holiday_region(
        school, region="north", per_location={place.pk: "south", same.pk: "north"}, by=coordinator
    )

    place.refresh_from_db()
    same.refresh_from_db()
    assert (school.holiday_region, place.holiday_region, same.holiday_region) == (
        "north",
        "south",
        "",
    )


def test_step_left_for_later_can_still_be_done(school, coordinator, begun):
    pass_step(school, Step.HOURS, by=coordinator, skipped=True)
    pass_step(school, Step.HOURS, by=coordinator)
    pass_step(school, Step.HOURS, by=coordinator, skipped=True)

    begun.refresh_from_db()
    assert (begun.done, begun.skipped) == (["hours"], [])


def test_finishing_twice_is_once(school, coordinator, begun):
    finish(school, by=coordinator)
    finish(school, by=coordinator)

    begun.refresh_from_db()
    assert begun.finished_at is not None
    assert ModelLogEntry.objects.filter(action="schools.setup.finish").count() == 1


def test_others_do_not_set_the_school_up(school, mentor, other_coordinator, begun):
    for user in (mentor, other_coordinator):
        for refused in (
            lambda user=user: choose_tracks(school, tracks=[], years=[], by=user),
            lambda user=user: choose_holiday_region(school, region="north", by=user),
            lambda user=user: choose_locations(school, name="x", chosen={}, by=user),
            lambda user=user: pass_step(school, Step.TEAM, by=user),
            lambda user=user: finish(school, by=user),
            lambda user=user: set_lesson_hours(school, [], by=user),
            lambda user=user: save_year_periods(school, YEAR, [], by=user),
        ):
            with pytest.raises(PermissionDenied):
                refused()


# ---- The pages


def page(school, step):
    return reverse("schools:set-up-step", args=[school.slug, PAGES[step].address])


@pytest.mark.parametrize("step", list(PAGES))
def test_every_step_opens_in_a_start_and_as_a_setting(client, school, coordinator, step):
    LocationFactory(school=school)
    client.force_login(coordinator)

    as_setting = client.get(page(school, step))
    SetUp.objects.create(school=school)
    in_start = client.get(page(school, step))

    assert (as_setting.status_code, in_start.status_code) == (200, 200)
    assert (as_setting.context["running"], in_start.context["running"]) == (False, True)


def test_whole_start_from_begin_to_end(client, school, coordinator, begun):
    listing()
    client.force_login(coordinator)
    year = current_school_year()
    first = dt.date(int(year[:4]), 9, 7)
    periods = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-label": "Periode 1",
        "form-0-first_day": first,
        "form-0-last_day": first + dt.timedelta(days=60),
    }
    answers = {
        Step.LOCATIONS: {"name": "De Waard", "use_12AB00": "on", "name_12AB00": "Hoofdgebouw"},
        Step.TRACKS: {"tracks": ["pro"], "years": ["1", "2"]},
        Step.HOLIDAYS: {"region": "south"},
        Step.PERIODS: periods,
        Step.CALENDAR: {"do": "save"},
        Step.HOURS: {"do": "later"},
        Step.ROSTER: {"do": "later"},
        Step.TEAM: {"do": "save"},
    }

    went = [client.post(page(school, step), data).url for step, data in answers.items()]
    done = client.get(went[-1])
    client.post(went[-1])

    assert went[:2] == [page(school, Step.TRACKS), page(school, Step.HOLIDAYS)]
    assert [str(step["label"]) for step in done.context["left"]] == [
        str(Step.HOURS.label),
        str(Step.ROSTER.label),
    ]
    begun.refresh_from_db()
    assert begun.finished_at is not None
    assert LearningPeriod.objects.get().school_year == year


@pytest.mark.parametrize(
    ("step", "data"),
    [
        (Step.LOCATIONS, {"name": ""}),
        (Step.LOCATIONS, {"name": "x", "own_number": "A", "own_name": ""}),
        (Step.TRACKS, {"tracks": ["vliegen"], "years": ["1"]}),
        (Step.HOLIDAYS, {"region": "oost"}),
        (Step.PERIODS, {"form-TOTAL_FORMS": "x"}),
        (Step.CALENDAR, {"do": "add", "kind": "feest"}),
        (Step.HOURS, {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-starts_at": "25:00"}),
    ],
)
def test_step_says_what_is_wrong_and_stays(client, school, coordinator, begun, step, data):
    client.force_login(coordinator)

    answer = client.post(page(school, step), data)

    assert answer.status_code == 422
    begun.refresh_from_db()
    assert begun.done == []


def test_unknown_step_is_not_found(client, school, coordinator):
    client.force_login(coordinator)

    assert client.get(reverse("schools:set-up-step", args=[school.slug, "iets"])).status_code == 404


def test_desk_leads_to_the_start_until_it_is_finished(school, coordinator, begun):
    (row,) = schools_to_set_up(coordinator)
    finish(school, by=coordinator)

    assert (row.count, row.url) == (8, reverse("schools:set-up", args=[school.slug]))
    assert schools_to_set_up(coordinator) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("", 0),
        ("x", 0),
        ("-1", 0),
        ("²", 0),
        ("٣", 0),
        pytest.param("9" * 5000, 0, id="long"),
    ],
)
def test_id_in_takes_numbers_of_rows_only(text, number):
    assert id_in(text) == number
