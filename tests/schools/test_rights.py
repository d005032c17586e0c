"""The table of rights against what the scopes and predicates really say, for every role."""

import pytest

from placements.models import Attendance, Booking, Placement, Reflection
from placements.permissions import calling_school_ids
from placements.services.attendance import places_of
from schools.models import Group, GroupEnrolment, SchoolMembership, Student
from schools.models.membership import forget_roles, group_ids_with, school_ids_with
from schools.models.rights import MENTORS, RIGHTS, Reach, Right, Role
from schools.permissions import coordinates, may_with_pupil, own_student, prints_cards
from tests.factories import (
    BookingFactory,
    GroupFactory,
    PlacementFactory,
    ReflectionFactory,
    RoundFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    StudentFactory,
)

FAR = {Reach.SCHOOL: {"own", "other"}, Reach.MENTORED: {"own"}, Reach.TAUGHT: {"own"}}


@pytest.fixture
def groups(school):
    """``own``: of which the person is mentor and teacher. The other is of the same school."""
    return {name: GroupFactory(school=school, name=name) for name in ("own", "other")}


@pytest.fixture
def pupils(groups):
    return {name: StudentFactory(base_group=group) for name, group in groups.items()}


@pytest.fixture
def placed(pupils, school):
    round_ = RoundFactory(school=school)
    return {
        name: PlacementFactory(student=pupil, round=round_, state=Placement.State.PUBLISHED)
        for name, pupil in pupils.items()
    }


def somebody(school, role, groups):
    """Of ``role``, and in the list of mentors and of teachers of the own group: only a role that
    goes with it makes that mean something."""
    user = SchoolMembershipFactory(school=school, role=role).user
    groups["own"].mentors.add(user)
    groups["own"].teachers.add(user)
    return user


def expected(right, role):
    reach = RIGHTS[right].get(role)
    return FAR[reach] if reach else set()


@pytest.mark.parametrize("role", Role)
def test_names_are_seen_as_the_table_says(school, groups, pupils, role):
    user = somebody(school, role, groups)

    seen = set(Student.objects.visible_to(user))

    assert {name for name, pupil in pupils.items() if pupil in seen} == expected(Right.NAMES, role)


@pytest.mark.parametrize("role", Role)
def test_attendance_is_noted_as_the_table_says(school, groups, placed, role):
    user = somebody(school, role, groups)

    listed = {name for name, place in placed.items() if places_of(place.session, user)}

    assert listed == expected(Right.ATTENDANCE, role)


@pytest.mark.parametrize("role", Role)
def test_folders_open_as_the_table_says(school, groups, pupils, role):
    user = somebody(school, role, groups)

    opened = {name for name, pupil in pupils.items() if may_with_pupil(user, Right.FILE, pupil)}

    assert opened == expected(Right.FILE, role)


@pytest.mark.parametrize("role", Role)
def test_words_are_read_as_the_table_says(school, groups, placed, role):
    user = somebody(school, role, groups)
    told = {
        name: ReflectionFactory(placement=place, state=Reflection.State.DONE, private=False)
        for name, place in placed.items()
    }

    readable = set(Reflection.objects.readable_by(user))

    assert {n for n, row in told.items() if row in readable} == expected(Right.WORDS, role)


@pytest.mark.parametrize("role", Role)
def test_requests_are_seen_as_the_table_says(school, groups, role):
    user = somebody(school, role, groups)
    asked = {n: BookingFactory(school=school, group=group) for n, group in groups.items()}

    seen = set(Booking.objects.visible_to(user))

    assert {name for name, row in asked.items() if row in seen} == expected(Right.REQUESTS, role)


@pytest.mark.parametrize("role", Role)
def test_cards_are_printed_as_the_table_says(school, groups, role):
    user = somebody(school, role, groups)

    printed = {name for name, group in groups.items() if prints_cards(user, group)}

    assert printed == expected(Right.CARDS, role)


@pytest.mark.parametrize("role", Role)
def test_counts_calls_and_settings_are_as_the_table_says(school, groups, placed, role):
    from placements.days import heads_for

    user = somebody(school, role, groups)
    heads = set(heads_for(user))

    assert {n for n, place in placed.items() if place in heads} == expected(Right.COUNTS, role)
    assert bool(calling_school_ids(user)) == (role in RIGHTS[Right.CALLS])
    assert bool(school_ids_with(user, Right.IDEAS)) == (role in RIGHTS[Right.IDEAS])
    assert coordinates(user, school) == (role in RIGHTS[Right.COORDINATE])


@pytest.mark.parametrize("right", Right)
def test_a_group_of_another_school_opens_nothing(school, groups, right):
    """Somebody on the list of a group, who has no role at that school."""
    stranger = somebody(SchoolFactory(), Role.MENTOR, groups)

    assert group_ids_with(stranger, right) == set()
    assert school.pk not in school_ids_with(stranger, right)


def test_roles_at_two_schools_stay_apart(school, other_school):
    """Coordinator here, mentor there: there only the own group."""
    user = SchoolMembershipFactory(school=school, role=Role.COORDINATOR).user
    SchoolMembershipFactory(user=user, school=other_school, role=Role.MENTOR)
    mine, theirs = GroupFactory(school=other_school), GroupFactory(school=other_school)
    mine.mentors.add(user)
    here = StudentFactory(base_group=GroupFactory(school=school))
    own, foreign = StudentFactory(base_group=mine), StudentFactory(base_group=theirs)

    assert set(Student.objects.visible_to(user)) == {here, own}
    assert [may_with_pupil(user, Right.FILE, pupil) for pupil in (here, own, foreign)] == [
        True,
        True,
        False,
    ]
    assert [coordinates(user, one) for one in (school, other_school)] == [True, False]
    assert [prints_cards(user, group) for group in (mine, theirs)] == [True, False]
    assert set(Group.objects.editable_by(user)) == {here.base_group}


def test_a_subject_teacher_sees_who_is_in_a_composite_group_now(school):
    """Also with another base group; and no longer once the place in the group has ended."""
    user = SchoolMembershipFactory(school=school, role=Role.SUBJECT_TEACHER).user
    cluster = GroupFactory(school=school, kind=Group.Kind.COMPOSITE)
    cluster.teachers.add(user)
    inside, before = StudentFactory.create_batch(2, base_group=GroupFactory(school=school))
    GroupEnrolment.objects.create(student=inside, group=cluster, since="2026-08-31")
    GroupEnrolment.objects.create(
        student=before, group=cluster, since="2026-08-31", until="2026-10-01"
    )

    assert list(Student.objects.visible_to(user)) == [inside]


def test_a_role_taken_away_takes_its_groups_along_at_once(school, group, student):
    """The list of mentors alone opens nothing."""
    user = SchoolMembershipFactory(school=school, role=Role.COACH).user
    group.mentors.add(user)
    assert list(Student.objects.visible_to(user)) == [student]

    SchoolMembership.objects.filter(user=user).delete()
    forget_roles(user)

    assert list(Student.objects.visible_to(user)) == []
    assert own_student(user) is None


def test_mentor_and_coach_have_the_same_rights():
    for right, roles in RIGHTS.items():
        assert len({roles.get(role) for role in MENTORS}) == 1, right


def test_noted_attendance_is_seen_by_who_sees_the_pupil(placed, groups, school):
    Attendance.objects.create(placement=placed["own"], status="present")
    leader = somebody(school, Role.SCHOOL_LEADER, groups)
    support = somebody(school, Role.SUPPORT_COORDINATOR, groups)
    coach = somebody(school, Role.COACH, groups)

    for user in (leader, support):
        assert not Attendance.objects.visible_to(user).exists()
    assert Attendance.objects.visible_to(coach).count() == 1
