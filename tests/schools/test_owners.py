"""The owner of a school: handing over, appointing, the second step, and who hears of it."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied

from portal.accounts.services import grant_region_role
from portal.audit import trail
from portal.notifications.models import Notification
from schools.models import SchoolMembership
from schools.models.rights import Role
from schools.services.owners import (
    NotACoordinator,
    ReasonNeeded,
    appoint_owner,
    hand_over_school,
    lacks_owner,
)
from schools.services.second_step import NoSecondStep, require_second_step, reset_second_step
from tests.factories import SchoolMembershipFactory


@pytest.fixture
def owner(school, coordinator):
    school.owner = coordinator
    school.save()
    return coordinator


@pytest.fixture
def second(school):
    return SchoolMembershipFactory(school=school, role=Role.COORDINATOR).user


def told():
    return sorted(Notification.objects.values_list("kind", "recipient"))


def written(school):
    return [(entry.action, entry.user) for entry in trail.entries_for(school)]


def second_step_of(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def test_hand_over_school_is_one_step_and_the_next_owner_hears(school, owner, second):
    hand_over_school(school, second, by=owner)

    school.refresh_from_db()
    assert school.owner == second
    assert told() == [("schools.owner_changed", second.pk)]
    assert written(school) == [("schools.owner.change", owner)]


def test_hand_over_school_is_for_the_owner(school, owner, second, region_coordinator):
    for by in (second, region_coordinator):
        with pytest.raises(PermissionDenied):
            hand_over_school(school, second, by=by)


def test_who_lost_the_role_of_coordinator_owns_nothing(school, owner, second):
    SchoolMembership.objects.filter(user=owner).update(role=Role.MENTOR)

    with pytest.raises(PermissionDenied):
        hand_over_school(school, second, by=owner)


@pytest.mark.parametrize("who", ["mentor", "other_coordinator"])
def test_only_a_coordinator_of_the_school_becomes_owner(request, school, owner, who):
    with pytest.raises(NotACoordinator):
        hand_over_school(school, request.getfixturevalue(who), by=owner)


def test_who_cannot_sign_in_does_not_become_owner(school, owner, second):
    second.is_active = False
    second.save()

    with pytest.raises(NotACoordinator):
        hand_over_school(school, second, by=owner)


def test_appoint_owner_gives_a_reason_to_both(school, owner, second, region_coordinator):
    appoint_owner(school, second, by=region_coordinator, reason="  Werkt er niet meer. ")

    school.refresh_from_db()
    assert school.owner == second
    assert told() == sorted(("schools.owner_changed", user.pk) for user in (owner, second))
    assert Notification.objects.first().context["reason"] == "Werkt er niet meer."
    assert written(school) == [("schools.owner.change", region_coordinator)]


def test_appoint_owner_needs_a_reason_and_the_region(
    school, owner, second, region_coordinator, region_editor
):
    with pytest.raises(ReasonNeeded):
        appoint_owner(school, second, by=region_coordinator, reason=" ")
    for by in (owner, region_editor):
        with pytest.raises(PermissionDenied):
            appoint_owner(school, second, by=by, reason="Zomaar")


def test_a_school_lacks_an_owner_until_somebody_else_could_be(school, coordinator):
    assert lacks_owner(school)

    school.owner = coordinator
    school.save()
    alone = lacks_owner(school)
    SchoolMembershipFactory(school=school, role=Role.COORDINATOR)

    assert (alone, lacks_owner(school)) == (True, False)


# ---- The second step


def test_require_second_step_is_never_silent(school, owner, second, mentor):
    require_second_step(school, True, by=owner)
    require_second_step(school, True, by=owner)
    require_second_step(school, False, by=owner)

    school.refresh_from_db()
    assert school.second_step_required is False
    assert told() == [("schools.second_step_off", second.pk), ("schools.second_step_on", second.pk)]
    assert written(school) == [("schools.second_step.require", owner)] * 2


def test_require_second_step_is_for_the_owner(school, owner, second, region_coordinator):
    for by in (second, region_coordinator):
        with pytest.raises(PermissionDenied):
            require_second_step(school, False, by=by)


def test_reset_second_step_by_the_owner_mails_the_person(school, owner, mentor):
    second_step_of(mentor)

    reset_second_step(school, mentor, by=owner)

    assert not Authenticator.objects.exists()
    assert told() == [("schools.second_step_reset", mentor.pk)]
    assert written(school) == [("schools.second_step.reset", owner)]
    with pytest.raises(NoSecondStep):
        reset_second_step(school, mentor, by=owner)


def test_reset_second_step_of_the_owner_is_for_the_region(
    school, owner, second, region_coordinator
):
    second_step_of(owner)
    for by in (owner, second):
        with pytest.raises(PermissionDenied):
            reset_second_step(school, owner, by=by)

    reset_second_step(school, owner, by=region_coordinator)

    assert not Authenticator.objects.exists()


def test_reset_second_step_of_others_is_refused(
    school, owner, second, mentor, other_mentor, region_coordinator
):
    """Another coordinator, somebody of another school, and who works for the region."""
    for user in (mentor, other_mentor, second):
        second_step_of(user)
    grant_region_role(second, "editor")

    for user, by in (
        (mentor, second),
        (mentor, region_coordinator),
        (other_mentor, owner),
        (second, owner),
    ):
        with pytest.raises(PermissionDenied):
            reset_second_step(school, user, by=by)
    assert Authenticator.objects.count() == 3
