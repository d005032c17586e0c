"""Pupils and groups typed in by hand, and what a file makes of them later."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.audit import trail
from portal.core.school_year import current_school_year
from portal.imports.rows import Roster, RosterGroup, RosterRow
from schools.models import Group, GroupEnrolment, Student
from schools.services.groups import GroupRefused, archive_group, restore_group, save_group
from schools.services.rosters import apply_roster
from schools.services.students import StudentRefused, add_student, change_student, move_student
from tests.factories import GroupFactory, StudentFactory

NAMES = {"given_name": "Lucas", "name_prefix": "de", "family_name": "Vries"}


def roster(school, *rows, **options) -> Roster:
    return Roster(
        source="edexml", school_year=current_school_year(), brin=school.brin, brin6="",
        reference_date=None, groups=(RosterGroup("g1", "2A"),), rows=rows, **options,
    )  # fmt: skip


def places(student):
    return list(
        GroupEnrolment.objects.filter(student=student)
        .order_by("pk")
        .values_list("group__name", "since", "until")
    )


def actions(obj):
    return [entry.action for entry in trail.entries_for(obj)]


def test_add_student_is_in_the_group_from_today(school, coordinator, group):
    student = add_student(school, by=coordinator, number="22001", group=group, **NAMES)

    assert (student.source_key, student.number, student.sort_name) == (
        "22001", "22001", "Vries, Lucas de",
    )  # fmt: skip
    assert places(student) == [(group.name, timezone.localdate(), None)]
    assert actions(student) == ["schools.student.add"]


def test_pupil_without_a_number_is_left_alone_by_files(school, coordinator):
    student = add_student(school, by=coordinator, **NAMES)

    plan = apply_roster(school, roster(school, RosterRow("7", "Noor")), by=coordinator)

    student.refresh_from_db()
    assert student.number == ""
    assert (student.status, plan.counts["leavers"]) == (Student.Status.ENROLLED, 0)


def test_pupil_whose_number_is_filled_in_is_taken_over_by_the_file(school, coordinator):
    student = add_student(school, by=coordinator, **NAMES)
    change_student(student, by=coordinator, number="22001")

    row = RosterRow("22001", "Lucas", "de", "Vries", group_key="g1")
    plan = apply_roster(school, roster(school, row), by=coordinator)

    student.refresh_from_db()
    assert (plan.counts["new"], plan.counts["moved"]) == (0, 1)
    assert student.base_group.name == "2A"
    assert Student.objects.count() == 1


def test_group_by_hand_is_taken_over_by_the_file_of_that_name(school, coordinator):
    group = save_group(
        Group(school=school, name="2A", school_year=current_school_year()), by=coordinator
    )

    row = RosterRow("22001", "Lucas", "de", "Vries", group_key="g1")
    apply_roster(school, roster(school, row), by=coordinator)

    assert list(Group.objects.filter(school=school)) == [group]
    assert group.students.count() == 1


@pytest.mark.parametrize("number", ["1001", "#7", "hand:abc"])
def test_number_that_is_taken_or_none_is_refused(school, coordinator, number):
    StudentFactory(school=school, source_key="1001")

    with pytest.raises(StudentRefused) as caught:
        add_student(school, by=coordinator, number=number, **NAMES)

    assert caught.value.field == "number"
    assert Student.objects.count() == 1


def test_change_student_keeps_the_number_that_is_not_given(school, coordinator):
    student = StudentFactory(school=school, source_key="1001")

    change_student(student, by=coordinator, **NAMES, year_of_study=3)

    student.refresh_from_db()
    assert (student.source_key, student.name, student.year_of_study) == (
        "1001", "Lucas de Vries", 3,
    )  # fmt: skip
    assert actions(student) == ["schools.student.change"]


def test_move_student_is_dated_and_keeps_groups_of_choice(school, coordinator, group):
    student = add_student(school, by=coordinator, group=group, **NAMES)
    choice = GroupFactory(school=school, name="techniek", kind=Group.Kind.COMPOSITE)
    day = timezone.localdate() - datetime.timedelta(days=3)
    GroupEnrolment.objects.filter(student=student).update(since=day - datetime.timedelta(days=9))
    GroupEnrolment.objects.create(student=student, group=choice, since=day)
    other = GroupFactory(school=school, name="3B")

    moved = [move_student(student, other, by=coordinator, on=day) for _again in range(2)]

    assert moved == [True, False]
    assert places(student) == [
        (group.name, day - datetime.timedelta(days=9), day),
        ("techniek", day, None),
        ("3B", day, None),
    ]
    assert actions(student) == ["schools.student.move", "schools.student.add"]


def test_move_student_in_the_future_or_to_another_school_is_refused(
    school, other_school, coordinator, group
):
    student = add_student(school, by=coordinator, **NAMES)
    foreign = GroupFactory(school=other_school)

    for target, day in (
        (group, timezone.localdate() + datetime.timedelta(days=1)),
        (foreign, None),
    ):
        with pytest.raises(StudentRefused):
            move_student(student, target, by=coordinator, on=day)

    student.refresh_from_db()
    assert student.base_group is None


def test_archive_group_only_when_nobody_is_in_it(school, coordinator, group):
    student = add_student(school, by=coordinator, group=group, **NAMES)

    with pytest.raises(GroupRefused):
        archive_group(group, by=coordinator)
    move_student(student, GroupFactory(school=school), by=coordinator)
    archive_group(group, by=coordinator)
    archive_group(group, by=coordinator)
    archived = list(Group.objects.filter(school=school).exclude(archived_at=None))
    restore_group(group, by=coordinator)

    assert archived == [group]
    assert Group.objects.exclude(archived_at=None).count() == 0
    assert actions(group) == ["schools.group.restore", "schools.group.archive"]


def test_group_of_the_same_name_in_the_same_year_is_refused(school, coordinator):
    for number in range(2):
        group = Group(school=school, name="2a" if number else "2A", school_year="2026-2027")
        if number:
            with pytest.raises(GroupRefused):
                save_group(group, by=coordinator)
        else:
            save_group(group, by=coordinator)

    assert Group.objects.count() == 1


def test_typing_in_is_for_coordinators(school, mentor, group, student):
    before = (student.source_key, student.base_group_id, group.name)

    for act in (
        lambda: add_student(school, by=mentor, **NAMES),
        lambda: change_student(student, by=mentor, **NAMES),
        lambda: move_student(student, GroupFactory(school=school), by=mentor),
        lambda: save_group(group, by=mentor),
        lambda: archive_group(group, by=mentor),
        lambda: restore_group(group, by=mentor),
    ):
        with pytest.raises(PermissionDenied):
            act()

    student.refresh_from_db()
    assert (student.source_key, student.base_group_id, group.name) == before


def test_page_to_add_a_pupil_asks_about_one_of_the_same_name(client, school, coordinator, group):
    StudentFactory(school=school, source_key="1001", **NAMES)
    client.force_login(coordinator)
    address = reverse("schools:student-new")
    data = {**NAMES, "given_name": "lucas", "group": group.pk}

    asked = client.post(address, data)
    number_before = Student.objects.count()
    client.post(address, {**data, "other": "on"})

    assert (asked.status_code, number_before) == (422, 1)
    assert [double.source_key for double in asked.context["form"].doubles] == ["1001"]
    assert Student.objects.filter(given_name="lucas", base_group=group).count() == 1


def test_pupil_of_the_same_name_at_another_school_is_no_double(client, coordinator, other_school):
    StudentFactory(school=other_school, **NAMES)
    client.force_login(coordinator)

    client.post(reverse("schools:student-new"), NAMES)

    assert Student.objects.count() == 2


def test_adding_goes_on_with_the_same_group(client, coordinator, group):
    client.force_login(coordinator)

    page = client.post(
        reverse("schools:student-new"), {**NAMES, "group": group.pk, "again": "1"}, follow=True
    )

    assert page.context["form"]["group"].value() == group.pk


def test_pages_to_change_move_and_deregister(client, school, coordinator, student):
    other = GroupFactory(school=school, name="3B")
    client.force_login(coordinator)

    client.post(
        reverse("schools:student-edit", args=[student.pk]),
        {**NAMES, "number": student.number, "track": "pro", "year_of_study": "3"},
    )
    client.post(
        reverse("schools:student-move", args=[student.pk]),
        {"group": other.pk, "on": timezone.localdate().isoformat()},
    )
    student.refresh_from_db()
    seen = (student.name, student.track, student.year_of_study, student.base_group)
    client.post(reverse("schools:student-deregister", args=[student.pk]))
    student.refresh_from_db()

    assert seen == ("Lucas de Vries", "pro", 3, other)
    assert student.status == Student.Status.AFTERCARE


def test_pages_of_groups_make_rename_and_put_away(client, school, coordinator):
    client.force_login(coordinator)

    client.post(reverse("schools:group-new"), {"name": "4C", "kind": "base", "year_of_study": "4"})
    group = Group.objects.get(name="4C")
    client.post(reverse("schools:group-edit", args=[group.pk]), {"name": "4D", "kind": "base"})
    client.post(reverse("schools:group-archive", args=[group.pk]))
    page = client.get(reverse("schools:group-list"))

    assert [g.name for g in page.context["put_away"]] == ["4D"]
    assert list(page.context["groups"]) == []


@pytest.mark.parametrize(
    "data",
    [{}, {"given_name": "x" * 101}, {**NAMES, "year_of_study": "9"}, {**NAMES, "group": "0"}],
)
def test_pupil_that_is_not_right_is_not_added(client, coordinator, data):
    client.force_login(coordinator)

    page = client.post(reverse("schools:student-new"), data)

    assert page.status_code == 422
    assert Student.objects.count() == 0
