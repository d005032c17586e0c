"""The turn of the year: proposal, choices, carrying it out, and what it must never do."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.core.workflow import TransitionNotAllowed
from schools import tasks
from schools.models import (
    Aftercare,
    CalendarException,
    Group,
    GroupEnrolment,
    LearningPeriod,
    SchoolMembership,
    Student,
    YearTurn,
    YearTurnGroup,
    YearTurnPupil,
)
from schools.services import year_turn_work
from schools.services.login_cards import issue_cards_for_group
from schools.services.year_turn_work import YEAR_TURN_SERVICES, finish_turn, start_turn
from schools.services.year_turns import (
    TurnRefused,
    decide_copies,
    decide_groups,
    decide_pupils,
    drop_turn,
    next_name,
    next_year,
    prepare_turn,
)
from schools.views import year_turns
from schools.workflow import YEAR_TURN_WORKFLOW
from tests.factories import GroupFactory, LearningPeriodFactory, StudentFactory

Fate = YearTurnGroup.Fate
FROM, TO = "2025-2026", "2026-2027"
FIRST = datetime.date(2026, 8, 1)


@pytest.fixture(autouse=True)
def _late_august():
    with time_machine.travel(datetime.datetime(2026, 8, 24, 9, tzinfo=datetime.UTC), tick=False):
        yield


def old_group(school, name, year, pupils=1):
    group = GroupFactory(school=school, name=name, year_of_study=year, school_year=FROM)
    students = StudentFactory.create_batch(
        pupils, base_group=group, school=school, year_of_study=year
    )
    GroupEnrolment.objects.bulk_create(
        GroupEnrolment(student=s, group=group, since=datetime.date(2025, 8, 25)) for s in students
    )
    return group, students


def row_of(turn, group):
    return turn.groups.get(group=group)


def carried_out(turn, by):
    """Start and finish, as the worker does."""
    start_turn(turn, by=by)
    finish_turn(YearTurn.objects.select_related("school", "created_by").get(pk=turn.pk))
    turn.refresh_from_db()
    return turn


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("2B", 2, "3B"),
        ("pro 1a", 1, "pro 2a"),
        ("V12", 1, "V12"),
        ("Klas 12", 2, "Klas 12"),
        ("2P2", 2, "3P2"),
        ("Startgroep", 1, "Startgroep"),
        ("3C", None, "3C"),
    ],
)
def test_next_name_counts_the_year_only(name, year, expected):
    assert next_name(name, year) == expected


def test_next_year_follows():
    assert next_year("2026-2027") == "2027-2028"


def test_every_transition_has_its_service():
    assert set(YEAR_TURN_SERVICES) == set(YEAR_TURN_WORKFLOW.transitions)


def test_prepare_proposes_up_for_all_but_the_last_year(school, coordinator):
    first, _pupils = old_group(school, "1A", 1)
    last, _pupils = old_group(school, "5A", 5)

    turn = prepare_turn(school, by=coordinator)

    assert (turn.from_year, turn.to_year, turn.state) == (FROM, TO, "draft")
    assert (row_of(turn, first).fate, row_of(turn, first).new_name) == (Fate.UP, "2A")
    assert (row_of(turn, last).fate, row_of(turn, last).new_name) == (Fate.LEAVES, "")


def test_prepare_twice_keeps_choices_and_adds_new_groups(school, coordinator):
    group, _pupils = old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)
    decide_groups(turn, {row_of(turn, group).pk: {"new_name": "2X"}}, by=coordinator)
    late, _pupils = old_group(school, "1B", 1)

    again = prepare_turn(school, by=coordinator)

    assert again.pk == turn.pk
    assert row_of(again, group).new_name == "2X"
    assert row_of(again, late).new_name == "2B"


def test_prepare_without_pupils_is_refused(school, coordinator):
    with pytest.raises(TurnRefused):
        prepare_turn(school, by=coordinator)


def test_prepare_is_for_coordinators(school, mentor, other_coordinator):
    old_group(school, "1A", 1)
    for user in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            prepare_turn(school, by=user)


def test_decide_groups_refuses_two_of_one_name_and_none(school, coordinator):
    a, _pupils = old_group(school, "1A", 1)
    b, _pupils = old_group(school, "1B", 1)
    turn = prepare_turn(school, by=coordinator)

    for name in ("2A", " 2a ", ""):
        with pytest.raises(TurnRefused):
            decide_groups(turn, {row_of(turn, b).pk: {"new_name": name}}, by=coordinator)
    assert row_of(turn, b).new_name == "2B"
    assert row_of(turn, a).new_name == "2A"


def test_decide_pupils_refuses_pupils_and_groups_of_others(school, coordinator, other_student):
    _group, (pupil,) = old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)

    with pytest.raises(PermissionDenied):
        decide_pupils(turn, {other_student.pk: ("leaves", None)}, by=coordinator)
    with pytest.raises(PermissionDenied):
        decide_pupils(turn, {pupil.pk: ("up", 999999)}, by=coordinator)
    assert turn.pupils.count() == 0


def test_turn_moves_groups_pupils_mentors_and_dates(school, coordinator, mentor):
    first, (one, two) = old_group(school, "1A", 1, pupils=2)
    first.mentors.add(mentor)
    turn = prepare_turn(school, by=coordinator)

    carried_out(turn, coordinator)

    new = Group.objects.get(school=school, school_year=TO, name="2A")
    one.refresh_from_db()
    assert (new.name, new.year_of_study, list(new.mentors.all())) == ("2A", 2, [mentor])
    assert (one.base_group, one.year_of_study, one.status) == (new, 2, "enrolled")
    places = GroupEnrolment.objects.filter(student=two).order_by("since")
    assert [(p.group, p.until) for p in places] == [(first, FIRST), (new, None)]
    assert turn.report["pupils"] == {"up": 2, "leaves": 0, "later": 0}
    assert turn.state == "done"


def test_turn_leaves_the_file_of_a_pupil_alone(school, coordinator):
    _group, (pupil,) = old_group(school, "1A", 1)
    before = Student.objects.filter(pk=pupil.pk).values("given_name", "source_key", "user").get()

    carried_out(prepare_turn(school, by=coordinator), coordinator)

    after = Student.objects.filter(pk=pupil.pk).values("given_name", "source_key", "user").get()
    assert after == before


def test_turn_of_leavers_starts_aftercare_and_stops_the_card(school, coordinator):
    group, (pupil,) = old_group(school, "5A", 5)
    issue_cards_for_group(group, by=coordinator)
    turn = prepare_turn(school, by=coordinator)

    carried_out(turn, coordinator)

    pupil.refresh_from_db()
    care = Aftercare.objects.get(student=pupil)
    assert (pupil.status, pupil.left_on) == ("aftercare", datetime.date(2026, 7, 31))
    assert care.until == datetime.date(2028, 7, 31)
    assert pupil.login_cards.filter(revoked_at=None).count() == 0


def test_turn_of_who_goes_another_way(school, coordinator):
    first, (_goes, leaves, later) = old_group(school, "1A", 1, pupils=3)
    _second, (stays,) = old_group(school, "2A", 2)
    turn = prepare_turn(school, by=coordinator)
    choices = {
        leaves.pk: ("leaves", None),
        later.pk: ("later", None),
        stays.pk: ("up", row_of(turn, first).pk),
    }
    decide_pupils(turn, choices, by=coordinator)

    carried_out(turn, coordinator)

    stays.refresh_from_db()
    later.refresh_from_db()
    assert (stays.base_group.name, stays.year_of_study) == ("2A", 2)
    assert (later.base_group, later.status) == (None, "enrolled")
    assert turn.report["pupils"] == {"up": 2, "leaves": 1, "later": 1}
    assert [line["leaves"] for line in turn.report["groups"]] == [1, 0]


def test_turn_into_a_group_that_stops_means_no_group_yet(school, coordinator):
    first, _pupils = old_group(school, "1A", 1)
    _second, (pupil,) = old_group(school, "2A", 2)
    turn = prepare_turn(school, by=coordinator)
    decide_pupils(turn, {pupil.pk: ("up", row_of(turn, first).pk)}, by=coordinator)

    decide_groups(turn, {row_of(turn, first).pk: {"fate": "later"}}, by=coordinator)

    assert turn.pupils.get().fate == YearTurnPupil.Fate.LATER


def test_turn_takes_the_group_that_is_there_already(school, coordinator):
    old_group(school, "1A", 1)
    there = GroupFactory(school=school, name="2a", year_of_study=2, school_year=TO)

    carried_out(prepare_turn(school, by=coordinator), coordinator)

    assert list(Group.objects.filter(school=school, school_year=TO)) == [there]
    assert there.students.count() == 1


def test_turn_leaves_doubted_pupils_and_other_schools_alone(school, coordinator, other_student):
    group, _pupils = old_group(school, "1A", 1)
    doubted = StudentFactory(base_group=group, status=Student.Status.PROPOSED_LEAVER)

    carried_out(prepare_turn(school, by=coordinator), coordinator)

    doubted.refresh_from_db()
    before = other_student.base_group_id
    other_student.refresh_from_db()
    assert (doubted.base_group, doubted.status) == (group, "proposed_leaver")
    assert other_student.base_group_id == before


def test_turn_copies_periods_on_the_same_weekdays_unless_there_are_some(school, coordinator):
    old_group(school, "1A", 1)
    LearningPeriodFactory(
        school=school,
        school_year=FROM,
        label="Periode 1",
        first_day=datetime.date(2025, 8, 25),
        last_day=datetime.date(2025, 11, 14),
    )
    turn = carried_out(prepare_turn(school, by=coordinator), coordinator)

    new = LearningPeriod.objects.get(school=school, school_year=TO)
    assert (new.label, new.first_day) == ("Periode 1", datetime.date(2026, 8, 24))
    assert new.last_day == datetime.date(2026, 11, 13)
    assert turn.report["periods"] == 1


def test_turn_copies_days_of_the_calendar_for_who_has_that_name_now(school, coordinator):
    first, _pupils = old_group(school, "1A", 1)
    second, _pupils = old_group(school, "2A", 2)
    monday = datetime.date(2025, 10, 6)
    for kind, label, groups in [
        ("internship", "Stage 2A", [second]),
        ("internship", "Stage 1A", [first]),
        ("test_week", "Toetsweek", []),
        ("holiday", "Eigen vakantie", []),
    ]:
        CalendarException.objects.create(
            school=school, kind=kind, label=label, first_day=monday, last_day=monday
        ).groups.set(groups)

    turn = carried_out(prepare_turn(school, by=coordinator), coordinator)

    new = CalendarException.objects.filter(first_day__gte=FIRST).order_by("label")
    assert [(days.label, days.first_day) for days in new] == [
        ("Stage 2A", datetime.date(2026, 10, 5)),
        ("Toetsweek", datetime.date(2026, 10, 5)),
    ]
    assert [group.school_year for group in new[0].groups.all()] == [TO]
    assert turn.report["calendar"] == 2


def test_turn_does_not_copy_when_told_so(school, coordinator):
    old_group(school, "1A", 1)
    LearningPeriodFactory(school=school, school_year=FROM)
    turn = prepare_turn(school, by=coordinator)
    decide_copies(turn, by=coordinator, periods=False, calendar=False)
    turn.refresh_from_db()

    carried_out(turn, coordinator)

    assert LearningPeriod.objects.filter(school=school, school_year=TO).count() == 0


def test_turn_before_july_is_refused(school, coordinator):
    old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)

    with (
        time_machine.travel(datetime.datetime(2026, 6, 30, 12, tzinfo=datetime.UTC)),
        pytest.raises(TurnRefused),
    ):
        start_turn(turn, by=coordinator)
    with time_machine.travel(datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)):
        start_turn(turn, by=coordinator)


def test_turn_twice_is_once(school, coordinator):
    old_group(school, "1A", 1)
    turn = carried_out(prepare_turn(school, by=coordinator), coordinator)

    with pytest.raises(TransitionNotAllowed):
        start_turn(turn, by=coordinator)
    assert year_turn_work.carry_out(turn.pk) is False
    with pytest.raises(TransitionNotAllowed):
        decide_groups(turn, {}, by=coordinator)
    with pytest.raises(TransitionNotAllowed):
        drop_turn(turn, by=coordinator)


def test_turn_that_breaks_half_way_changes_nothing(school, coordinator, monkeypatch):
    group, (pupil,) = old_group(school, "1A", 1)
    _leaving, _pupils = old_group(school, "5A", 5)
    turn = prepare_turn(school, by=coordinator)
    start_turn(turn, by=coordinator)

    def broken(*args, **kwargs):
        raise RuntimeError("stuk")

    monkeypatch.setattr(year_turn_work, "deregister_student", broken)

    assert year_turn_work.carry_out(turn.pk) is True
    turn.refresh_from_db()
    pupil.refresh_from_db()
    assert (turn.state, pupil.base_group) == ("draft", group)
    assert turn.message
    assert Group.objects.filter(school_year=TO).count() == 0


def test_turn_of_a_dead_worker_is_done_by_another(
    school, coordinator, django_capture_on_commit_callbacks
):
    old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)
    start_turn(turn, by=coordinator)
    YearTurn.objects.filter(pk=turn.pk).update(
        heartbeat_at=datetime.datetime(2026, 8, 24, 8, tzinfo=datetime.UTC)
    )

    tasks.revive_stalled_turns()

    turn.refresh_from_db()
    assert turn.state == "done"


def test_turn_by_somebody_who_lost_the_role_ends_with_a_message(school, coordinator):
    old_group(school, "5A", 5)
    turn = prepare_turn(school, by=coordinator)
    start_turn(turn, by=coordinator)
    SchoolMembership.objects.filter(user=coordinator).delete()

    year_turn_work.carry_out(turn.pk)

    turn.refresh_from_db()
    assert turn.state == "draft"
    assert Aftercare.objects.count() == 0


def test_turn_tells_who_started_it(school, coordinator):
    old_group(school, "1A", 1)

    carried_out(prepare_turn(school, by=coordinator), coordinator)

    assert [n.kind for n in coordinator.notifications.all()] == ["schools.year_turned"]


# --- the screens


def test_turn_from_the_first_page_to_the_report(
    client, school, coordinator, django_capture_on_commit_callbacks
):
    _first, (_goes, pupil) = old_group(school, "1A", 1, pupils=2)
    client.force_login(coordinator)

    page = client.post(reverse("schools:year-turn-list"), follow=True)
    row = YearTurnGroup.objects.get()
    page = client.post(
        page.request["PATH_INFO"],
        {f"g{row.pk}-fate": "up", f"g{row.pk}-new_name": "2K", f"g{row.pk}-keep_mentors": "on"},
        follow=True,
    )
    page = client.post(
        page.request["PATH_INFO"], {"groep": row.pk, f"p{pupil.pk}-way": "leaves"}, follow=True
    )
    page = client.post(page.request["PATH_INFO"], {"periods": "on"}, follow=True)
    assert page.context["counts"].stay == 1
    assert page.context["counts"].leave == 1
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(page.request["PATH_INFO"])
    page = client.get(page.url)

    assert page.templates[0].name == "schools/year_turn_done.html"
    assert Group.objects.get(school_year=TO).name == "2K"
    assert Student.objects.filter(status="aftercare").get() == pupil


def test_turn_screens_say_what_is_wrong_and_keep_what_was_typed(client, school, coordinator):
    a, _pupils = old_group(school, "1A", 1)
    b, _pupils = old_group(school, "1B", 1)
    turn = prepare_turn(school, by=coordinator)
    client.force_login(coordinator)
    one, two = row_of(turn, a).pk, row_of(turn, b).pk

    page = client.post(
        reverse("schools:year-turn-groups", args=[turn.pk]),
        {
            f"g{one}-fate": "up",
            f"g{one}-new_name": "2Z",
            f"g{two}-fate": "up",
            f"g{two}-new_name": "2z",
        },
    )

    assert page.status_code == 400
    assert "2Z" in page.content.decode()


@pytest.mark.parametrize("way", ["into:0", "weg", "into:x", "up"])
def test_turn_pupils_with_a_way_that_is_none_is_refused(client, school, coordinator, way):
    _group, (pupil,) = old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)
    client.force_login(coordinator)

    page = client.post(
        reverse("schools:year-turn-pupils", args=[turn.pk]), {f"p{pupil.pk}-way": way}
    )

    assert page.status_code == 200
    assert turn.pupils.count() == 0


@pytest.mark.parametrize("name", ["groups", "pupils", "copies", "check"])
def test_turn_screens_cost_the_same_for_one_and_many(
    client, school, coordinator, django_assert_max_num_queries, name
):
    for number in range(3):
        old_group(school, f"1{number}", 1, pupils=3)
    turn = prepare_turn(school, by=coordinator)
    client.force_login(coordinator)
    url = reverse(f"schools:year-turn-{name}", args=[turn.pk])
    client.get(url)

    with django_assert_max_num_queries(12):
        client.get(url)


def test_groups_that_came_after_the_preparation_are_asked_about(client, school, coordinator):
    old_group(school, "1A", 1)
    turn = prepare_turn(school, by=coordinator)
    late, _pupils = old_group(school, "1B", 1)
    client.force_login(coordinator)

    answer = client.post(reverse("schools:year-turn-check", args=[turn.pk]))

    assert answer.url == reverse("schools:year-turn-groups", args=[turn.pk])
    turn.refresh_from_db()
    assert (turn.state, row_of(turn, late).new_name) == ("draft", "2B")
    assert carried_out(turn, coordinator).report["pupils"]["up"] == 2


def test_start_refuses_two_proposals_of_one_name(school, coordinator):
    old_group(school, "Start 1", 1)
    old_group(school, "start 2", None)
    turn = prepare_turn(school, by=coordinator)

    with pytest.raises(TurnRefused):
        start_turn(turn, by=coordinator)

    turn.refresh_from_db()
    assert turn.state == "draft"


def test_a_page_that_was_open_while_a_colleague_started_leads_back(
    client, school, coordinator, monkeypatch
):
    old_group(school, "1A", 1)
    seen = prepare_turn(school, by=coordinator)
    YearTurn.objects.filter(pk=seen.pk).update(state="turning")
    monkeypatch.setattr(year_turns, "_draft", lambda _request, _pk: seen)
    client.force_login(coordinator)

    answer = client.post(reverse("schools:year-turn-copies", args=[seen.pk]), {})

    assert answer.url == reverse("schools:year-turn", args=[seen.pk])
