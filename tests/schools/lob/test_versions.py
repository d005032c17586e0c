"""Versions of the LOB profile: one being made, one in force, the others to be read."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.audit.trail import entries_for
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from schools.lob_reading import changes_between, in_force, version_before
from schools.models import LobProfile, SchoolMembership
from schools.services.lob_profiles import (
    LobRefused,
    approve_version,
    change_part,
    discard_version,
    offer_version,
    start_version,
    take_back_version,
)

ONE_DAY = datetime.timedelta(days=1)
State = LobProfile.State


def actions(profile):
    return sorted(entry.action for entry in entries_for(profile))


def told(kind):
    rows = Notification.objects.filter(kind=kind).values_list("recipient", flat=True)
    return sorted(rows)


def test_first_version_starts_empty_and_is_written_down(school, coordinator):
    draft = start_version(school, by=coordinator)

    assert (draft.number, draft.state, draft.vision) == (1, State.DRAFT, "")
    assert actions(draft) == ["schools.lob.start"]


def test_starting_twice_gives_the_same_draft(school, coordinator, school_leader):
    first = start_version(school, by=coordinator)

    assert start_version(school, by=school_leader) == first
    assert LobProfile.objects.count() == 1


@pytest.mark.parametrize("who", ["mentor", "teacher", "other_coordinator", "region_coordinator"])
def test_who_does_not_edit_cannot_start_or_change(request, school, draft, who):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        start_version(school, by=user)
    with pytest.raises(PermissionDenied):
        change_part(draft, part="gesprekken", by=user, fields={}, rows=[])
    with pytest.raises(PermissionDenied):
        discard_version(draft, by=user)
    with pytest.raises(PermissionDenied):
        offer_version(draft, by=user)


def test_new_version_copies_everything(school, coordinator, draft, write, approve):
    talk = {"year_of_study": 2, "lob": 3, "coach": 0, "three_way": 1}
    write(draft, "gesprekken", by=coordinator, rows=[talk])
    approve(draft, timezone.localdate() - 40 * ONE_DAY)

    copy = start_version(school, by=coordinator)

    assert (copy.number, copy.vision, copy.model) == (2, draft.vision, "1")
    assert list(copy.talks.values_list("year_of_study", "lob", "three_way")) == [(2, 3, 1)]
    assert list(draft.talks.values_list("year_of_study", "lob", "three_way")) == [(2, 3, 1)]


def test_offering_tells_the_leader_and_closes_the_draft(coordinator, school_leader, draft):
    offer_version(draft, by=coordinator)

    assert draft.state == State.OFFERED
    assert told("schools.lob_offered") == [school_leader.pk]
    with pytest.raises(TransitionNotAllowed):
        change_part(draft, part="gesprekken", by=coordinator, fields={}, rows=[])
    with pytest.raises(TransitionNotAllowed):
        offer_version(draft, by=coordinator)


def test_given_back_with_a_remark_tells_the_coordinator(coordinator, school_leader, draft):
    offer_version(draft, by=coordinator)

    take_back_version(draft, by=school_leader, remark="Noem ook de ouders.")

    draft.refresh_from_db()
    assert (draft.state, draft.remark) == (State.DRAFT, "Noem ook de ouders.")
    assert told("schools.lob_returned") == [coordinator.pk]


def test_offering_again_tells_again(coordinator, school_leader, draft):
    for _round in range(2):
        offer_version(draft, by=coordinator)
        take_back_version(draft, by=coordinator)

    assert told("schools.lob_offered") == [school_leader.pk, school_leader.pk]


def test_the_leader_approves_and_it_is_in_force(school, coordinator, school_leader, draft):
    approve_version(draft, by=school_leader, in_force_from=timezone.localdate())

    assert in_force(school.pk) == draft
    assert draft.approved_by == school_leader
    assert told("schools.lob_approved") == [coordinator.pk]
    assert "schools.lob.approve" in actions(draft)


def test_a_coordinator_approves_only_where_there_is_no_leader(school, coordinator, draft):
    SchoolMembership.objects.filter(role="school_leader").delete()
    approve_version(draft, by=coordinator, in_force_from=timezone.localdate())

    assert in_force(school.pk) == draft


def test_a_coordinator_beside_a_leader_does_not_approve(coordinator, school_leader, draft):
    with pytest.raises(PermissionDenied):
        approve_version(draft, by=coordinator, in_force_from=timezone.localdate())

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_an_empty_version_cannot_be_approved(school, coordinator, school_leader):
    draft = start_version(school, by=coordinator)

    with pytest.raises(LobRefused):
        approve_version(draft, by=school_leader, in_force_from=timezone.localdate())


def test_approving_twice_changes_nothing_the_second_time(school_leader, draft, approve):
    approve(draft)

    with pytest.raises(TransitionNotAllowed):
        approve_version(draft, by=school_leader, in_force_from=timezone.localdate() + ONE_DAY)
    draft.refresh_from_db()
    assert draft.in_force_from == timezone.localdate()


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_days_that_a_second_version_cannot_begin(days, school, coordinator, draft, approve):
    approve(draft)
    second = start_version(school, by=coordinator)

    with pytest.raises(LobRefused):
        approve(second, timezone.localdate() + days * ONE_DAY)
    second.refresh_from_db()
    assert second.state == State.DRAFT


def test_one_version_is_in_force_on_each_day(school, coordinator, draft, approve):
    today = timezone.localdate()
    approve(draft, today - 10 * ONE_DAY)
    second = approve(start_version(school, by=coordinator), today + 5 * ONE_DAY)
    found = [in_force(school.pk, today + days * ONE_DAY) for days in (-11, -10, 0, 4, 5, 99)]

    assert found == [None, draft, draft, draft, second, second]
    assert version_before(second) == draft


def test_changes_are_shown_beside_the_version_before(school, coordinator, draft, write, approve):
    approve(draft, timezone.localdate() - ONE_DAY)
    second = start_version(school, by=coordinator)
    assert changes_between(draft, second) == []

    write(second, "model", by=coordinator, model="4", reason_vision="Het past bij ons.")
    [(part, [change])] = changes_between(draft, second)

    assert part.slug == "model"
    assert change.before.startswith("1.")
    assert change.after.startswith("4.")


def test_a_draft_is_thrown_away_and_an_approved_version_is_not(school, coordinator, draft, approve):
    approve(draft, timezone.localdate() - ONE_DAY)
    second = start_version(school, by=coordinator)

    discard_version(second, by=coordinator)
    with pytest.raises(TransitionNotAllowed):
        discard_version(draft, by=coordinator)

    assert list(LobProfile.objects.all()) == [draft]
    assert "schools.lob.discard" in [entry.action for entry in entries_for(school)]


def test_who_sees_which_version(school, draft, approve, mentor, coordinator, other_coordinator):
    approve(draft, timezone.localdate() - ONE_DAY)
    second = start_version(school, by=coordinator)
    seen = {
        user: set(LobProfile.objects.visible_to(user))
        for user in (mentor, coordinator, other_coordinator)
    }

    assert seen == {mentor: {draft}, coordinator: {draft, second}, other_coordinator: set()}
