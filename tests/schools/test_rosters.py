"""A roster brought into a school: who is new, moved, changed, back or gone."""

import datetime
from dataclasses import replace

import pytest

from portal.core.school_year import current_school_year
from portal.imports.rows import RosterStaff
from schools.models import Group, GroupEnrolment, Student
from schools.services.roster_plans import MANY_LEAVERS, OLDER_YEAR, WrongSchool, plan_roster
from schools.services.rosters import NeedsConfirmation, apply_roster
from tests.factories import GroupFactory, LocationFactory, SchoolFactory, StudentFactory
from tests.factories.rosters import GROUPS, make_roster, make_row

Status = Student.Status


def bring_in(school, *rows, **fields):
    return apply_roster(school, make_roster(school, *rows, **fields), by=None)


def student_of(school, key):
    return Student.objects.get(school=school, source_key=key)


def snapshot():
    return [
        list(model.objects.order_by("pk").values()) for model in (Student, Group, GroupEnrolment)
    ]


def test_apply_roster_makes_pupils_and_groups(school):
    plan = bring_in(school, make_row("1", name_prefix="van"), make_row("2", group_key="g2"))

    first = student_of(school, "1")
    assert plan.counts["new"] == 2
    assert (first.name, first.base_group.name, first.user) == ("Naam1 van Tester", "2P1", None)
    assert set(Group.objects.values_list("source_key", "name")) == {("g1", "2P1"), ("g2", "2P2")}
    assert GroupEnrolment.objects.get(student=first).since == datetime.date(
        int(current_school_year()[:4]), 10, 1
    )


def test_apply_roster_twice_changes_nothing(school):
    rows = [make_row("1", composite_keys=("s1",)), make_row("2", group_key=""), make_row("3")]
    groups = (*GROUPS, replace(GROUPS[0], key="s1", name="Koken", composite=True))
    bring_in(school, *rows, groups=groups)
    before = snapshot()

    plan = bring_in(school, *rows, groups=groups)

    assert plan.nothing
    assert plan.counts["unchanged"] == 3
    assert snapshot() == before


def test_apply_roster_knows_pupils_by_number_not_by_name(school):
    bring_in(school, make_row("1", given_name="Sam"), make_row("2", given_name="Sam"))

    bring_in(school, make_row("1", given_name="Samira"), make_row("2", given_name="Sam"))

    assert student_of(school, "1").given_name == "Samira"
    assert student_of(school, "2").given_name == "Sam"
    assert Student.objects.count() == 2


def test_apply_roster_moves_a_pupil_and_dates_it(school):
    bring_in(school, make_row("1"))

    later = datetime.date(int(current_school_year()[:4]), 11, 2)
    plan = bring_in(school, make_row("1", group_key="g2"), reference_date=later)

    student = student_of(school, "1")
    old, new = GroupEnrolment.objects.filter(student=student).order_by("pk")
    assert plan.counts["moved"] == 1
    assert student.base_group.name == "2P2"
    assert (old.group.name, old.until) == ("2P1", later)
    assert (new.group.name, new.since, new.until) == ("2P2", later, None)


def test_apply_roster_proposes_leavers_and_deletes_nobody(school):
    bring_in(school, make_row("1"), make_row("2"))

    plan = bring_in(school, make_row("1"))

    assert plan.listed["leavers"] == [student_of(school, "2").pk]
    assert student_of(school, "2").status == Status.PROPOSED_LEAVER
    assert student_of(school, "2").base_group is not None


def test_apply_roster_takes_a_leaver_back(school):
    bring_in(school, make_row("1"), make_row("2"))
    bring_in(school, make_row("1"))

    plan = bring_in(school, make_row("1"), make_row("2"))

    assert plan.counts["returned"] == 1
    assert student_of(school, "2").status == Status.ENROLLED


def test_apply_roster_proposes_who_left_according_to_the_file(school):
    day = datetime.date(2026, 9, 30)
    bring_in(school, make_row("1"), make_row("2"))

    plan = bring_in(
        school, make_row("1"), make_row("2", left=True, left_on=day), make_row("3", left=True)
    )

    gone = student_of(school, "2")
    assert (gone.status, gone.left_on) == (Status.PROPOSED_LEAVER, day)
    assert plan.counts["already_left"] == 1
    assert not Student.objects.filter(source_key="3").exists()


def test_apply_roster_leaves_dummy_numbers_out(school):
    plan = bring_in(school, make_row("1"), make_row("#2"))

    assert plan.counts["unclear"] == 1
    assert Student.objects.count() == 1


def test_apply_roster_of_one_location_leaves_the_other_alone():
    school = SchoolFactory(brin="55AA")
    north = LocationFactory(school=school, brin6="55AA00", name="Noord")
    south = LocationFactory(school=school, brin6="55AA01", name="Zuid")
    group = GroupFactory(school=school)
    there = StudentFactory(base_group=group, location=south, source_key="s")
    here = StudentFactory(base_group=group, location=north, source_key="n")

    plan = bring_in(school, make_row("1"))

    assert plan.listed["leavers"] == [here.pk]
    there.refresh_from_db()
    assert there.status == Status.ENROLLED
    assert student_of(school, "1").location == north


def test_apply_roster_gives_staff_of_the_file_no_rights(school, teacher):
    person = RosterStaff("t1", email=teacher.email, roles=("KLA", "DIR"), group_keys=("g1",))

    bring_in(school, make_row("1"), staff=(person,))

    assert list(Group.objects.get(source_key="g1").mentors.all()) == []
    assert [m.role for m in teacher.schools_memberships.all()] == ["subject_teacher"]


def test_apply_roster_adopts_a_group_made_by_hand(school, mentor, group):
    bring_in(school, make_row("1"), groups=(replace(GROUPS[0], name="2P1"),))

    group.refresh_from_db()
    assert (group.source_key, Group.objects.count()) == ("g1", 1)
    assert list(group.mentors.all()) == [mentor]


def test_plan_roster_refuses_another_school(school):
    roster = replace(make_roster(school, make_row("1")), brin="98YY")

    with pytest.raises(WrongSchool, match="98YY"):
        plan_roster(school, roster)


def test_apply_roster_that_loses_most_pupils_asks_first(school):
    bring_in(school, *(make_row(str(number)) for number in range(8)))
    roster = make_roster(school, make_row("0"))

    with pytest.raises(NeedsConfirmation) as caught:
        apply_roster(school, roster, by=None)
    unchanged = Student.objects.enrolled().count()
    apply_roster(school, roster, by=None, confirmed=[MANY_LEAVERS])

    assert caught.value.questions == (MANY_LEAVERS,)
    assert (unchanged, Student.objects.enrolled().count()) == (8, 1)


def test_apply_roster_of_an_earlier_year_asks_first(school):
    bring_in(school, make_row("1"))

    old = make_roster(school, make_row("1"), school_year="2014-2015")

    asked = plan_roster(school, old).questions
    apply_roster(school, old, by=None, confirmed=asked)

    assert asked == (OLDER_YEAR,)
    assert apply_roster(school, old, by=None).nothing  # the same file again: nothing to ask


def test_apply_roster_of_a_new_year_keeps_the_old_groups(school):
    bring_in(school, make_row("1"), school_year="2024-2025")

    bring_in(school, make_row("1"))

    assert student_of(school, "1").base_group.school_year == current_school_year()
    assert Group.objects.filter(school_year="2024-2025").count() == 2


@pytest.mark.parametrize("size", [1, 40])
def test_apply_roster_asks_the_database_the_same_for_any_size(
    school, size, django_assert_max_num_queries
):
    rows = [make_row(str(number)) for number in range(size)]
    bring_in(school, *rows)
    moved = [replace(row, group_key="g2", given_name="Ander") for row in rows]

    with django_assert_max_num_queries(26):
        plan = bring_in(school, *moved, make_row("new"))

    assert plan.counts["moved"] == size
