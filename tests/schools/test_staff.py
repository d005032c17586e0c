"""Who works at a school: invited, accepted, changed, removed, and never without a coordinator."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.models import Notification
from portal.organisations.links import (
    LinkExpired,
    LinkNotYours,
    LinkUnreadable,
    LinkUsed,
    LinkWithdrawn,
    token_for,
)
from portal.reference.models import Subject
from schools.models import SchoolInvitation
from schools.models.rights import Role
from schools.services.invitations import (
    AlreadyInTeam,
    HasOwner,
    NotWaiting,
    accept_invitation,
    invite_again,
    invite_staff,
    open_invitation,
    withdraw_invitation,
)
from schools.services.owners import become_owner
from schools.services.staff import (
    Duties,
    IsOwner,
    LastCoordinator,
    remove_person,
    set_mentors,
    set_roles,
    set_teachers,
)
from tests.factories import GroupFactory, SchoolMembershipFactory, UserFactory

FORM = {"first_name": "Els", "last_name": "Smit", "password": "drie woorden samen"}


@pytest.fixture
def invitation(school, coordinator):
    return invite_staff(
        school, email="Els@School.example", name="Els", role="mentor", by=coordinator
    )


def kinds(user):
    return sorted(Notification.objects.filter(recipient=user).values_list("kind", flat=True))


def actions(school):
    return sorted(entry.action for entry in trail.entries_for(school))


def roles_of(user, school):
    return sorted(row.role for row in user.schools_memberships.filter(school=school))


# ---- Invitations


def test_invite_staff_mails_a_link_that_opens_an_account(
    client, school, group, coordinator, mailoutbox, django_capture_on_commit_callbacks
):
    wood = Subject.objects.get(code="techniek_hout")
    with django_capture_on_commit_callbacks(execute=True):
        row = invite_staff(
            school,
            email="els@school.example",
            name="Els",
            role=["mentor", "subject_teacher"],
            by=coordinator,
            subjects=[wood],
            groups=[group],
            teaching_groups=[group],
        )
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    assert mailoutbox[0].to == ["els@school.example"]
    assert open_invitation(link.rstrip("/").rpartition("/")[2]) == row

    assert client.get(link).status_code == 200
    answer = client.post(link, FORM)

    user = User.objects.get(email="els@school.example")
    assert (answer.url, client.session["_auth_user_id"]) == (reverse("home:desk"), str(user.pk))
    assert roles_of(user, school) == ["mentor", "subject_teacher"]
    assert list(user.mentored_groups.all()) == [group]
    assert list(user.taught_groups.all()) == [group]
    assert [
        subject
        for row in user.schools_memberships.filter(role="subject_teacher")
        for subject in row.subjects.all()
    ] == [wood]
    assert kinds(coordinator) == ["schools.member_joined"]
    assert actions(school) == ["schools.member.add", "schools.member.add", "schools.member.invite"]


def test_invite_staff_makes_no_account_before_the_answer(invitation, school):
    assert not User.objects.filter(email="els@school.example").exists()
    assert (invitation.email, invitation.roles) == ("els@school.example", ["mentor"])


def test_groups_of_a_subject_teacher_alone_are_teaching_groups(school, group, coordinator):
    row = invite_staff(
        school, email="t@s.example", name="T", role="subject_teacher", by=coordinator,
        groups=[group],
    )  # fmt: skip

    assert (list(row.groups.all()), list(row.teaching_groups.all())) == ([], [group])


def test_invite_staff_twice_is_one_invitation_with_the_last_roles(school, coordinator, invitation):
    again = invite_staff(school, email="els@school.example", name="", role="coach", by=coordinator)

    assert (again.pk, again.roles, again.name) == (invitation.pk, ["coach"], "Els")
    assert SchoolInvitation.objects.count() == 1


def test_invite_staff_refuses_who_is_in_the_team(school, coordinator, mentor):
    with pytest.raises(AlreadyInTeam):
        invite_staff(school, email=mentor.email.upper(), name="", role="coach", by=coordinator)


@pytest.mark.parametrize(
    "who",
    ["mentor", "supervisor", "liaison", "school_leader", "other_coordinator", "employer_user"],
)
def test_invite_staff_is_for_the_coordinator(request, school, who):
    with pytest.raises(PermissionDenied):
        invite_staff(
            school, email="a@s.example", name="", role="mentor", by=request.getfixturevalue(who)
        )


def test_invite_staff_with_a_group_of_another_school_is_refused(school, coordinator):
    with pytest.raises(PermissionDenied):
        invite_staff(
            school, email="a@s.example", name="", role="mentor", by=coordinator,
            groups=[GroupFactory()],
        )  # fmt: skip


def test_a_coordinator_cannot_invite_an_owner(school, coordinator):
    with pytest.raises(PermissionDenied):
        invite_staff(
            school, email="a@s.example", name="", role="coordinator", by=coordinator, owner=True
        )


def test_the_region_invites_the_first_owner(school, region_coordinator, client):
    row = invite_staff(
        school, email="els@school.example", name="Els", role="coordinator",
        by=region_coordinator, owner=True,
    )  # fmt: skip

    client.post(reverse("schools:invitation", args=[token_for(row)]), FORM)

    school.refresh_from_db()
    assert school.owner == User.objects.get(email="els@school.example")
    assert roles_of(school.owner, school) == ["coordinator"]
    assert actions(school)[-1] == "schools.owner.change"


@pytest.mark.parametrize(
    ("role", "owner"), [("coordinator", False), ("mentor", False), ("mentor", True)]
)
def test_the_region_gives_no_other_role(school, region_coordinator, role, owner):
    """With one it could let somebody see pupils."""
    with pytest.raises(PermissionDenied):
        invite_staff(
            school, email="a@s.example", name="", role=role, by=region_coordinator, owner=owner
        )


def test_the_region_appoints_rather_than_invites_where_it_can(
    school, coordinator, region_coordinator
):
    become_owner(school, coordinator, by=coordinator)
    SchoolMembershipFactory(school=school, role=Role.COORDINATOR)

    with pytest.raises(HasOwner):
        invite_staff(
            school, email="a@s.example", name="", role="coordinator", by=region_coordinator,
            owner=True,
        )  # fmt: skip


def test_accept_invitation_is_for_the_own_mailbox(invitation, mentor):
    with pytest.raises(LinkNotYours):
        accept_invitation(invitation, by=mentor)


def test_accept_invitation_twice_is_refused(invitation):
    els = UserFactory(email="els@school.example")
    accept_invitation(invitation, by=els)

    with pytest.raises(LinkUsed):
        accept_invitation(invitation, by=els)


def test_an_invitation_expires_and_can_be_mailed_again(invitation, coordinator):
    past = timezone.now() - timedelta(minutes=1)
    SchoolInvitation.objects.filter(pk=invitation.pk).update(expires_at=past)
    with pytest.raises(LinkExpired):
        open_invitation(token_for(invitation))

    invite_again(invitation, by=coordinator)

    assert open_invitation(token_for(invitation)) == invitation


def test_a_withdrawn_invitation_opens_nothing(invitation, coordinator):
    withdraw_invitation(invitation, by=coordinator)

    with pytest.raises(LinkWithdrawn):
        open_invitation(token_for(invitation))
    with pytest.raises(NotWaiting):
        invite_again(invitation, by=coordinator)


@pytest.mark.parametrize("step", [invite_again, withdraw_invitation])
def test_invitations_of_a_mentor_are_not_for_the_region(invitation, region_coordinator, step):
    with pytest.raises(PermissionDenied):
        step(invitation, by=region_coordinator)


def test_a_link_of_another_kind_is_unreadable(school):
    with pytest.raises(LinkUnreadable):
        open_invitation(token_for(school))


# ---- Roles


def test_set_roles_changes_roles_subjects_and_groups(school, group, coordinator, mentor):
    second = GroupFactory(school=school)
    wood = Subject.objects.get(code="techniek_hout")
    duties = Duties(["coach", "subject_teacher"], [wood], [second], [group])

    set_roles(school, mentor, duties, by=coordinator)

    assert roles_of(mentor, school) == ["coach", "subject_teacher"]
    assert list(mentor.mentored_groups.all()) == [second]
    assert list(mentor.taught_groups.all()) == [group]
    assert kinds(mentor) == ["schools.roles_changed"]
    assert "schools.member.change" in actions(school)


def test_set_roles_keeps_the_groups_of_years_before(school, coordinator, mentor):
    old = GroupFactory(school=school, school_year="2019-2020")
    mentor.mentored_groups.add(old)

    set_roles(school, mentor, Duties(["mentor"]), by=coordinator)

    assert list(mentor.mentored_groups.all()) == [old]


def test_set_roles_of_the_last_coordinator_is_refused(school, coordinator):
    with pytest.raises(LastCoordinator):
        set_roles(school, coordinator, Duties(["mentor"]), by=coordinator)


def test_the_owner_hands_over_before_the_role_goes(school, coordinator):
    SchoolMembershipFactory(school=school, role=Role.COORDINATOR)
    become_owner(school, coordinator, by=coordinator)

    for step in (
        lambda: set_roles(school, coordinator, Duties(["mentor"]), by=coordinator),
        lambda: remove_person(school, coordinator, by=coordinator),
    ):
        with pytest.raises(IsOwner):
            step()
    assert roles_of(coordinator, school) == ["coordinator"]


def test_set_roles_of_a_stranger_is_refused(school, coordinator, other_coordinator):
    with pytest.raises(PermissionDenied):
        set_roles(school, other_coordinator, Duties(["mentor"]), by=coordinator)


def test_set_roles_is_for_the_coordinator(school, mentor, other_coordinator):
    for by in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            set_roles(school, mentor, Duties(["coordinator"]), by=by)


def test_remove_person_takes_roles_and_groups_of_this_school_only(
    school, coordinator, mentor, group, other_school
):
    elsewhere = GroupFactory(school=other_school)
    SchoolMembershipFactory(user=mentor, school=other_school, role=Role.MENTOR)
    mentor.mentored_groups.add(elsewhere)

    remove_person(school, mentor, by=coordinator)

    assert (roles_of(mentor, school), roles_of(mentor, other_school)) == ([], ["mentor"])
    assert list(mentor.mentored_groups.all()) == [elsewhere]
    assert kinds(mentor) == ["schools.member_removed"]
    assert actions(school) == ["schools.member.remove"]


def test_somebody_leaves_by_own_choice(school, coordinator, mentor, liaison):
    remove_person(school, mentor, by=mentor)
    with pytest.raises(PermissionDenied):
        remove_person(school, coordinator, by=liaison)

    assert roles_of(mentor, school) == []


def test_the_last_coordinator_stays(school, coordinator):
    with pytest.raises(LastCoordinator):
        remove_person(school, coordinator, by=coordinator)


def test_set_mentors_takes_mentors_and_coaches_only(group, coordinator, coach, mentor, liaison):
    set_mentors(group, [coach, mentor], by=coordinator)
    with pytest.raises(PermissionDenied):
        set_mentors(group, [liaison], by=coordinator)

    assert set(group.mentors.all()) == {coach, mentor}


def test_set_teachers_takes_subject_teachers_only(group, coordinator, teacher, mentor):
    group.teachers.clear()
    set_teachers(group, [teacher], by=coordinator)
    for users, by in (([mentor], coordinator), ([teacher], mentor)):
        with pytest.raises(PermissionDenied):
            set_teachers(group, users, by=by)

    assert list(group.teachers.all()) == [teacher]
    assert [entry.action for entry in trail.entries_for(group)] == ["schools.teacher.set"]
