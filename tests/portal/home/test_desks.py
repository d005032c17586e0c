import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer
from tests.factories import (
    AttendanceFactory,
    EmployerFactory,
    GroupFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    SessionFactory,
    StudentFactory,
    StudentNeedFactory,
    UserFactory,
)

DESK = reverse("home:desk")


def place_in_the_past(student, **reflection):
    past = timezone.now() - datetime.timedelta(days=3)
    session = SessionFactory(starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    placement = PlacementFactory(student=student, session=session)
    AttendanceFactory(placement=placement)
    return ReflectionFactory(placement=placement, **reflection)


@pytest.mark.parametrize(
    ("person", "template"),
    [
        ("coordinator", "home/school.html"),
        ("mentor", "home/school.html"),
        ("school_leader", "home/school.html"),
        ("employer_user", "home/employer.html"),
        ("region_coordinator", "home/region.html"),
    ],
)
def test_each_role_lands_on_its_own_desk(client, request, person, template):
    client.force_login(request.getfixturevalue(person))

    response = client.get(DESK)

    assert template in [used.name for used in response.templates]


def test_somebody_without_a_place_is_told_whom_to_ask(client):
    client.force_login(UserFactory())

    assert "home/nobody.html" in [used.name for used in client.get(DESK).templates]


def test_the_desk_of_another_role_is_not_found(client, coordinator, employer_user):
    client.force_login(coordinator)
    assert client.get(reverse("home:desk-of", args=["bedrijf"])).status_code == 404
    assert client.get(reverse("home:desk-of", args=["onzin"])).status_code == 404
    client.force_login(employer_user)
    assert client.get(reverse("home:desk-of", args=["school"])).status_code == 404


def test_coordinator_sees_coming_days_progress_and_coverage(client, coordinator, group):
    students = StudentFactory.create_batch(3, base_group=group)
    session = SessionFactory(starts_at=timezone.now() + datetime.timedelta(days=5))
    for student in students[:2]:
        PlacementFactory(student=student, session=session)
    place_in_the_past(students[2], state="done")
    client.force_login(coordinator)

    context = client.get(DESK).context

    (day,) = context["days"]
    assert (day.session, day.pupils) == (session, 2)
    assert (context["progress"].been, context["progress"].looked_back) == (1, 1)
    assert sum(context["coverage"][0]["values"]) == 1


def test_coordinator_sees_nothing_of_another_school(client, coordinator, other_student):
    PlacementFactory(student=other_student)
    client.force_login(coordinator)

    context = client.get(DESK).context

    assert context["days"] == []
    assert context["progress"].pupils == 0


def test_mentor_sees_the_own_group_only_and_what_pupils_sent(client, mentor, student, school):
    elsewhere = StudentFactory(base_group=GroupFactory(school=school))
    place_in_the_past(student, state="done", done_at=timezone.now())
    place_in_the_past(elsewhere, state="done", done_at=timezone.now())
    client.force_login(mentor)

    context = client.get(DESK).context

    assert context["progress"].pupils == 1
    assert [row["count"] for row in context["waiting"]] == [1]


@pytest.mark.parametrize(("person", "links"), [("coordinator", 1), ("school_leader", 0)])
def test_the_list_with_names_is_linked_for_who_may_see_it(client, request, group, person, links):
    soon = timezone.now() + datetime.timedelta(days=7)
    session = SessionFactory(starts_at=soon, ends_at=soon + datetime.timedelta(hours=2))
    place = PlacementFactory(student=StudentFactory(base_group=group), session=session)
    client.force_login(request.getfixturevalue(person))

    page = client.get(DESK).text

    assert page.count(reverse("placements:attendance", args=[place.session_id])) == links


def test_a_private_reflection_does_not_wait_for_the_mentor(client, mentor, student):
    place_in_the_past(student, state="done", private=True, done_at=timezone.now())
    client.force_login(mentor)

    assert client.get(DESK).context["waiting"] == []


@pytest.mark.parametrize("days", [1, 3])
def test_school_desk_costs_the_same_for_any_number_of_days(
    client, coordinator, group, days, django_assert_max_num_queries
):
    for number in range(days):
        soon = SessionFactory(starts_at=timezone.now() + datetime.timedelta(days=5 + number))
        PlacementFactory(student=StudentFactory(base_group=group), session=soon)
    client.force_login(coordinator)
    client.get(DESK)

    with django_assert_max_num_queries(16):
        client.get(DESK)


def test_employer_sees_head_counts_and_no_names(client, employer_user, student):
    employer = employer_user.employers_memberships.get().employer
    session = SessionFactory(offer=OfferFactory(employer=employer), places_taken=1)
    student.given_name = "Zeldzamenaam"
    student.save()
    PlacementFactory(student=student, session=session)
    client.force_login(employer_user)

    response = client.get(DESK)

    assert [visit.pupils for visit in response.context["visits"]] == [1]
    assert "Zeldzamenaam" not in response.text


def test_region_sees_what_waits_and_where_supply_is_thin(client, region_coordinator):
    EmployerFactory(state=Employer.State.APPLIED)
    session = SessionFactory(max_places=9, places_taken=2)
    client.force_login(region_coordinator)

    context = client.get(DESK).context

    assert [row.count for row in context["waiting"]] == [1]
    supply = {row["sector"].pk: row["places"] for row in context["supply"]}
    assert supply[session.offer.sector_id] == 7
    assert context["thinnest"]["places"] == 0


def test_region_sees_companies_on_hold_that_still_expect_pupils(client, region_coordinator):
    on_hold = EmployerFactory(state=Employer.State.SUSPENDED)
    SessionFactory(offer=OfferFactory(employer=on_hold), places_taken=2)
    SessionFactory(offer=OfferFactory(employer=EmployerFactory(state="suspended")))
    client.force_login(region_coordinator)

    rows = client.get(DESK).context["waiting"]

    assert [row.count for row in rows if "suspended" in row.url] == [1]


@pytest.mark.parametrize(
    ("person", "waits"),
    [
        ("supervisor", True),
        ("teacher", True),
        ("mentor", False),
        ("coordinator", False),
        ("liaison", False),
        ("school_leader", False),
        ("support_coordinator", False),
    ],
)
def test_who_goes_along_is_reminded_of_attendance(client, request, group, person, waits):
    past = timezone.now() - datetime.timedelta(days=3)
    session = SessionFactory(starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    PlacementFactory(student=StudentFactory(base_group=group), session=session)
    client.force_login(request.getfixturevalue(person))

    rows = client.get(DESK).context["waiting"]

    listed = reverse("placements:session-list") + "?toon=geweest"
    assert (listed in [url_of(row) for row in rows]) is waits


@pytest.mark.parametrize(
    ("person", "waits"), [("support_coordinator", True), ("supervisor", False), ("mentor", False)]
)
def test_the_support_coordinator_minds_who_goes_out(client, request, group, person, waits):
    soon = SessionFactory(starts_at=timezone.now() + datetime.timedelta(days=5))
    pupils = StudentFactory.create_batch(2, base_group=group)
    for pupil in pupils:
        PlacementFactory(student=pupil, session=soon)
    StudentNeedFactory(student=pupils[0])
    client.force_login(request.getfixturevalue(person))

    rows = client.get(DESK).context["waiting"]

    counts = [row.count for row in rows if url_of(row) == reverse("placements:student-list")]
    assert counts == ([1] if waits else [])


def url_of(row):
    return row["url"] if isinstance(row, dict) else row.url


@pytest.mark.parametrize(
    ("person", "groups"),
    [("teacher", ["2P1"]), ("coach", ["2P1"]), ("liaison", ["2P1", "2P2"])],
)
def test_the_desk_counts_the_groups_of_the_role(client, request, school, group, person, groups):
    for one in (group, GroupFactory(school=school, name="2P2")):
        StudentFactory(base_group=one)
    client.force_login(request.getfixturevalue(person))

    rows = client.get(DESK).context["coverage"]

    assert [row["label"] for row in rows] == groups


def test_the_region_is_told_of_schools_without_an_owner(client, region_coordinator, school):
    client.force_login(region_coordinator)
    waiting = reverse("schools:owner-list")

    before = [row.url for row in client.get(DESK).context["waiting"]]
    school.owner = UserFactory()
    school.save()
    after = [row.url for row in client.get(DESK).context["waiting"]]

    assert (waiting in before, waiting in after) == (True, False)
