import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from placements.models import Attendance
from placements.services.attendance import (
    AttendanceRefused,
    Note,
    note_all_present,
    note_attendance,
    places_of,
)
from portal.audit import trail
from tests.factories import (
    AttendanceFactory,
    GroupFactory,
    PhotoConsentFactory,
    PlacementFactory,
    SchoolMembershipFactory,
    StudentFactory,
    StudentNeedFactory,
)
from tests.placements.days import session_in

PRESENT, LATE, ABSENT = Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.ABSENT


@pytest.fixture
def session():
    return session_in(-1)


@pytest.fixture
def places(session, group):
    return [
        PlacementFactory(student=pupil, session=session)
        for pupil in StudentFactory.create_batch(3, base_group=group)
    ]


@pytest.fixture
def foreign_place(session, other_student):
    """A pupil of another school on the very same date."""
    return PlacementFactory(student=other_student, session=session)


def url(session, name="attendance"):
    return reverse(f"placements:{name}", args=[session.pk])


def noted():
    return dict(Attendance.objects.values_list("placement", "status"))


# ---- The service


def test_note_attendance_writes_who_noted_what_and_when(session, places, mentor):
    notes = {places[0].pk: Note(PRESENT), places[1].pk: Note(ABSENT, "ill")}

    assert note_attendance(session, notes, by=mentor) == 2

    ill = Attendance.objects.get(placement=places[1])
    assert (ill.status, ill.reason, ill.noted_by) == (ABSENT, "ill", mentor)
    assert timezone.now() - ill.noted_at < datetime.timedelta(minutes=1)
    assert noted() == {places[0].pk: PRESENT, places[1].pk: ABSENT}
    assert [e.action for e in trail.entries_for(session)] == ["placements.attendance.note"]


def test_note_attendance_again_changes_only_what_differs(session, places, mentor):
    note_attendance(session, {p.pk: Note(PRESENT) for p in places}, by=mentor)

    changed = note_attendance(
        session, {places[0].pk: Note(PRESENT), places[1].pk: Note(LATE)}, by=mentor
    )

    assert changed == 1
    assert noted()[places[1].pk] == LATE


def test_note_attendance_of_the_same_writes_nothing(session, places, mentor):
    note_attendance(session, {places[0].pk: Note(PRESENT)}, by=mentor)

    assert note_attendance(session, {places[0].pk: Note(PRESENT)}, by=mentor) == 0
    assert len(trail.entries_for(session)) == 1


def test_a_reason_goes_with_absent_only(session, places, mentor):
    notes = {places[0].pk: Note(LATE, "ill"), places[1].pk: Note(ABSENT)}

    note_attendance(session, notes, by=mentor)

    reasons = dict(Attendance.objects.values_list("placement", "reason"))
    assert reasons == {places[0].pk: "", places[1].pk: "unknown"}


@pytest.mark.parametrize("note", [Note("hungry"), Note(""), Note(ABSENT, "no idea")])
def test_note_attendance_refuses_what_it_does_not_know_and_keeps_nothing(
    session, places, mentor, note
):
    with pytest.raises(AttendanceRefused):
        note_attendance(session, {places[0].pk: Note(PRESENT), places[1].pk: note}, by=mentor)

    assert noted() == {}


def test_note_attendance_of_a_pupil_of_another_school_is_refused(
    session, places, foreign_place, coordinator
):
    notes = {places[0].pk: Note(PRESENT), foreign_place.pk: Note(PRESENT)}

    with pytest.raises(PermissionDenied):
        note_attendance(session, notes, by=coordinator)

    assert noted() == {}


def test_note_attendance_before_the_day_is_refused(places, mentor, group):
    tomorrow = session_in(1)
    place = PlacementFactory(student=StudentFactory(base_group=group), session=tomorrow)

    with pytest.raises(AttendanceRefused):
        note_attendance(tomorrow, {place.pk: Note(PRESENT)}, by=mentor)


def test_note_attendance_on_the_day_before_it_starts_is_fine(group, mentor, time_machine):
    today = session_in(0)
    place = PlacementFactory(student=StudentFactory(base_group=group), session=today)
    time_machine.move_to(today.starts_at - datetime.timedelta(hours=2))

    assert note_attendance(today, {place.pk: Note(PRESENT)}, by=mentor) == 1


def test_note_attendance_of_a_cancelled_date_is_refused(session, places, mentor):
    session.state = session.State.CANCELLED
    session.save()

    with pytest.raises(AttendanceRefused):
        note_attendance(session, {places[0].pk: Note(PRESENT)}, by=mentor)


def test_note_all_present_leaves_what_is_noted(session, places, mentor):
    AttendanceFactory(placement=places[0], status=ABSENT, reason="ill")

    assert note_all_present(session, by=mentor) == 2
    assert noted() == {places[0].pk: ABSENT, places[1].pk: PRESENT, places[2].pk: PRESENT}


def test_places_of_are_the_published_ones_of_the_own_group(session, places, group, mentor):
    PlacementFactory(student=StudentFactory(base_group=group), session=session, state="proposed")
    PlacementFactory(student=StudentFactory(base_group=group), session=session, state="released")
    neighbour = StudentFactory(base_group=GroupFactory(school=group.school))
    PlacementFactory(student=neighbour, session=session)

    assert {p.pk for p in places_of(session, mentor)} == {p.pk for p in places}


# ---- The screen


def test_attendance_screen_saves_a_whole_class_without_javascript(client, session, places, mentor):
    client.force_login(mentor)
    data = {f"status-{place.pk}": "present" for place in places[:2]}
    data |= {f"status-{places[2].pk}": "absent", f"reason-{places[2].pk}": "known"}

    response = client.post(url(session), data, follow=True)

    assert noted() == {places[0].pk: PRESENT, places[1].pk: PRESENT, places[2].pk: ABSENT}
    assert response.context["noted"] == 3
    assert len(list(response.context["messages"])) == 1


def test_attendance_screen_with_one_wrong_choice_keeps_what_was_typed(
    client, session, places, mentor
):
    client.force_login(mentor)

    response = client.post(
        url(session), {f"status-{places[0].pk}": "late", f"status-{places[1].pk}": "asleep"}
    )

    assert response.status_code == 422
    assert noted() == {}
    statuses = {row["placement"].pk: row["status"] for row in response.context["rows"]}
    assert statuses[places[0].pk] == "late"


@pytest.mark.parametrize(
    "key", ["status-", "status-x", "status-²", f"status-{'9' * 400}", "status"]
)
def test_attendance_screen_ignores_fields_that_are_no_fields(client, session, places, mentor, key):
    client.force_login(mentor)

    response = client.post(url(session), {key: "present"})

    assert response.status_code == 302
    assert noted() == {}


def test_everyone_present_keeps_who_was_filled_in(client, session, places, mentor):
    client.force_login(mentor)

    client.post(url(session, "attendance-all-present"), {f"status-{places[0].pk}": "late"})

    assert noted() == {places[0].pk: LATE, places[1].pk: PRESENT, places[2].pk: PRESENT}


def test_posting_a_pupil_of_another_school_is_forbidden(
    client, session, places, foreign_place, teacher
):
    client.force_login(teacher)

    response = client.post(url(session), {f"status-{foreign_place.pk}": "absent"})

    assert response.status_code == 403
    assert noted() == {}


def test_attendance_screen_shows_own_pupils_only(
    client, session, places, foreign_place, coordinator
):
    client.force_login(coordinator)

    response = client.get(url(session))

    assert {row["placement"] for row in response.context["rows"]} == set(places)
    assert places[0].student.name in response.text
    assert foreign_place.student.name not in response.text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("teacher", 200),
        ("mentor", 200),
        ("school_leader", 404),
        ("other_coordinator", 404),
        ("other_mentor", 404),
        ("employer_user", 404),
        ("region_coordinator", 404),
    ],
)
def test_who_sees_the_attendance_of_a_date(request, client, session, places, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url(session)).status_code == status
    everyone = client.post(url(session, "attendance-all-present")).status_code
    assert everyone == (302 if status == 200 else status)
    assert len(noted()) == (3 if status == 200 else 0)


def test_a_pupil_does_not_note_the_own_attendance(client, session, student):
    PlacementFactory(student=student, session=session)
    client.force_login(student.user)

    assert client.get(url(session)).status_code == 404


def test_before_the_day_the_list_has_names_but_no_buttons(client, group, mentor):
    tomorrow = session_in(1)
    place = PlacementFactory(student=StudentFactory(base_group=group), session=tomorrow)
    client.force_login(mentor)

    response = client.get(url(tomorrow))
    posted = client.post(url(tomorrow), {f"status-{place.pk}": "present"})

    assert place.student.name in response.text
    assert 'type="radio"' not in response.text
    assert posted.status_code == 422


@pytest.mark.parametrize("pupils", [1, 3])
def test_attendance_screen_costs_the_same_for_any_number(
    client, session, group, mentor, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        PlacementFactory(student=pupil, session=session)
    client.force_login(mentor)

    with django_assert_max_num_queries(12):
        client.get(url(session))


# ---- The list of days


@pytest.mark.parametrize("dates", [1, 3])
def test_session_list_costs_the_same_for_any_number(
    client, group, mentor, dates, django_assert_max_num_queries
):
    for number in range(dates):
        PlacementFactory(student=StudentFactory(base_group=group), session=session_in(-number - 1))
    client.force_login(mentor)

    with django_assert_max_num_queries(10):
        response = client.get(reverse("placements:session-list") + "?toon=geweest")

    assert len(response.context["page_obj"]) == dates


def test_session_list_counts_own_heads_and_attendance(
    client, session, places, foreign_place, coordinator
):
    AttendanceFactory(placement=places[0])
    AttendanceFactory(placement=places[1], status=ABSENT)
    AttendanceFactory(placement=foreign_place)
    client.force_login(coordinator)

    response = client.get(reverse("placements:session-list") + "?toon=geweest")

    (row,) = response.context["page_obj"]
    assert (row.pupils, row.noted, row.there) == (3, 2, 1)
    assert response.context["not_noted"] == 1


def test_session_list_keeps_today_among_the_coming(client, group, mentor, time_machine):
    today = session_in(0)
    PlacementFactory(student=StudentFactory(base_group=group), session=today)
    time_machine.move_to(today.ends_at + datetime.timedelta(hours=1))
    client.force_login(mentor)

    response = client.get(reverse("placements:session-list"))

    assert list(response.context["page_obj"]) == [today]


def test_a_school_leader_sees_the_days_in_numbers_without_lists(
    client, session, places, school_leader
):
    client.force_login(school_leader)

    response = client.get(reverse("placements:session-list") + "?toon=geweest")

    assert [row.pupils for row in response.context["page_obj"]] == [3]
    assert url(session) not in response.text
    assert places[0].student.name not in response.text


@pytest.mark.parametrize("who", ["employer_user", "region_coordinator"])
def test_session_list_is_for_people_of_a_school(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("placements:session-list")).status_code == 403


def test_session_list_is_not_for_pupils(client, student):
    client.force_login(student.user)

    assert client.get(reverse("placements:session-list")).status_code == 403


# ---- What to mind about who is on the list


@pytest.mark.parametrize(
    ("who", "days", "seen"),
    [
        ("mentor", 3, {"hearing"}),
        ("coordinator", 3, {"hearing"}),
        ("supervisor", 3, {"hearing"}),
        ("supervisor", 20, set()),
        ("supervisor", -2, set()),
        ("teacher", 3, set()),
    ],
)
def test_needs_stand_on_the_list_of_who_must_know(
    request, client, school, student, who, days, seen
):
    session = session_in(days)
    PlacementFactory(student=student, session=session)
    StudentNeedFactory(student=student, code="hearing")
    PhotoConsentFactory(student=student, purpose="employer")
    if who == "supervisor":
        user = SchoolMembershipFactory(school=school, role="internship_supervisor").user
    else:
        user = request.getfixturevalue(who)
    client.force_login(user)

    response = client.get(reverse("placements:attendance", args=[session.pk]))

    (row,) = response.context["rows"]
    assert (row["care"].need_codes, row["care"].photos) == (seen, {"employer"})
    assert "alleen voor: bedrijf" in response.text
