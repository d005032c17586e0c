"""The services of a round: make, change, dates, open, close, again, finish."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from employers.models import Session
from placements.models import Round, RoundSession
from placements.services.round_sessions import SessionsRefused, set_sessions
from placements.services.rounds import (
    RoundRefused,
    change_round,
    close_due_rounds,
    close_round,
    create_round,
    delete_round,
    finish_round,
    open_round,
    reopen_round,
    set_groups,
)
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import (
    GroupFactory,
    PlacementFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
    UserFactory,
    WishListFactory,
)

State = Round.State


def taken(session):
    return Session.objects.get(pk=session.pk).places_taken


@pytest.fixture
def round_(school, group):
    StudentFactory.create_batch(2, base_group=group)
    return RoundFactory(school=school, groups=[group])


def fields(**changed):
    today = timezone.localdate()
    return {
        "title": "Najaarsronde",
        "first_day": today + datetime.timedelta(days=20),
        "last_day": today + datetime.timedelta(days=60),
        "wishes_until": timezone.now() + datetime.timedelta(days=5),
        **changed,
    }


def test_create_round_makes_a_draft_with_its_own_lottery_number(school, group, coordinator):
    first = create_round(school, by=coordinator, groups=[group], **fields())
    second = create_round(school, by=coordinator, **fields())

    assert first.state == State.DRAFT
    assert list(first.groups.all()) == [group]
    assert first.seed
    assert first.seed != second.seed
    assert [e.action for e in trail.entries_for(first)] == ["placements.round.create"]


def test_create_round_is_for_the_coordinator_of_the_school(school, mentor, other_coordinator):
    for stranger in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            create_round(school, by=stranger, **fields())


def test_create_round_with_a_group_of_another_school_is_refused(school, coordinator):
    with pytest.raises(PermissionDenied):
        create_round(school, by=coordinator, groups=[GroupFactory()], **fields())

    assert not Round.objects.exists()


def test_change_round_leaves_what_pupils_saw(round_, coordinator):
    Round.objects.update(state=State.OPEN)
    round_.refresh_from_db()

    change_round(round_, by=coordinator, title="Andere naam")
    with pytest.raises(RoundRefused):
        change_round(round_, by=coordinator, wishes_each=1)

    round_.refresh_from_db()
    assert (round_.title, round_.wishes_each) == ("Andere naam", 3)


def test_set_groups_only_in_a_draft(round_, school, coordinator):
    other = GroupFactory(school=school)
    set_groups(round_, [other], by=coordinator)
    assert list(round_.groups.all()) == [other]

    Round.objects.update(state=State.OPEN)
    round_.refresh_from_db()
    with pytest.raises(RoundRefused):
        set_groups(round_, [], by=coordinator)


def test_set_sessions_replaces_the_dates_of_a_draft(round_, coordinator):
    first, second = SessionFactory.create_batch(2)
    set_sessions(round_, {first.pk: 4}, by=coordinator)
    set_sessions(round_, {second.pk: 3}, by=coordinator)

    assert list(round_.round_sessions.values_list("session", "places", "held")) == [
        (second.pk, 3, 0)
    ]
    assert taken(second) == 0


@pytest.mark.parametrize(
    "build",
    [
        lambda: SessionFactory(state="cancelled"),
        lambda: SessionFactory(max_places=2, places_taken=2),
        lambda: SessionFactory(offer__draft=True),
        lambda: SessionFactory(
            starts_at=timezone.now() + datetime.timedelta(days=300),
            ends_at=timezone.now() + datetime.timedelta(days=300, hours=1),
        ),
        lambda: SessionFactory(
            starts_at=timezone.now() - datetime.timedelta(days=2),
            ends_at=timezone.now() - datetime.timedelta(days=1),
        ),
    ],
    ids=["cancelled", "full", "draft", "after the round", "past"],
)
def test_set_sessions_refuses_a_date_that_cannot_be(round_, coordinator, build):
    with pytest.raises(SessionsRefused):
        set_sessions(round_, {build().pk: 1}, by=coordinator)

    assert not round_.round_sessions.exists()


def test_set_sessions_of_a_running_round_holds_and_gives_back_at_once(round_, coordinator):
    old, new = SessionFactory.create_batch(2)
    set_sessions(round_, {old.pk: 5}, by=coordinator)
    open_round(round_, by=coordinator)

    set_sessions(round_, {new.pk: 3}, by=coordinator)

    assert (taken(old), taken(new)) == (0, 3)


def test_set_sessions_keeps_a_date_on_which_pupils_have_a_place(round_, coordinator, student):
    date = SessionFactory()
    set_sessions(round_, {date.pk: 5}, by=coordinator)
    PlacementFactory(round=round_, student=student, session=date, state="proposed")

    with pytest.raises(SessionsRefused):
        set_sessions(round_, {}, by=coordinator)

    assert round_.round_sessions.count() == 1


def test_set_sessions_after_publishing_adds_without_holding(round_, coordinator):
    Round.objects.update(state=State.PUBLISHED)
    round_.refresh_from_db()
    date = SessionFactory()

    set_sessions(round_, {date.pk: 1}, by=coordinator)

    assert taken(date) == 0


def test_set_sessions_leaves_what_is_held_alone(round_, coordinator):
    """After publishing that is the number of pupils who go; fewer places would lose some."""
    date = SessionFactory()
    set_sessions(round_, {date.pk: 5}, by=coordinator)
    open_round(round_, by=coordinator)
    Round.objects.update(state=State.PUBLISHED)

    set_sessions(round_, {date.pk: 1}, by=coordinator)

    row = round_.round_sessions.get()
    assert (row.places, row.held, taken(date)) == (5, 5, 5)


def test_set_sessions_tries_again_for_a_date_that_was_full(round_, coordinator):
    full, free = SessionFactory.create_batch(2, max_places=4)
    set_sessions(round_, {full.pk: 2, free.pk: 2}, by=coordinator)
    Session.objects.filter(pk=full.pk).update(places_taken=4)
    open_round(round_, by=coordinator)
    Session.objects.filter(pk=full.pk).update(places_taken=0)

    set_sessions(round_, {full.pk: 3, free.pk: 2}, by=coordinator)

    assert (taken(full), taken(free)) == (3, 2)


def test_set_sessions_of_a_finished_round_is_refused(round_, coordinator):
    Round.objects.update(state=State.FINISHED)
    round_.refresh_from_db()

    with pytest.raises(SessionsRefused):
        set_sessions(round_, {SessionFactory().pk: 1}, by=coordinator)


def test_open_round_holds_as_many_as_are_left_and_tells_the_pupils(
    round_, coordinator, student, mailoutbox, django_capture_on_commit_callbacks
):
    few, many = SessionFactory(max_places=8), SessionFactory(max_places=8)
    set_sessions(round_, {few.pk: 6, many.pk: 5}, by=coordinator)
    Session.objects.filter(pk=few.pk).update(places_taken=6)

    with django_capture_on_commit_callbacks(execute=True):
        open_round(round_, by=coordinator)

    held = dict(RoundSession.objects.values_list("session", "held"))
    assert held == {few.pk: 2, many.pk: 5}
    assert (taken(few), taken(many)) == (8, 5)
    told = Notification.objects.get()
    assert (told.recipient, told.kind) == (student.user, "placements.round_opened")
    assert told.url.endswith(f"/leerling/wensen/{round_.pk}/")
    assert mailoutbox == []
    assert "placements.round.open" in {e.action for e in trail.entries_for(round_)}


def test_open_round_twice_holds_once(round_, coordinator):
    date = SessionFactory()
    set_sessions(round_, {date.pk: 5}, by=coordinator)
    same = Round.objects.get(pk=round_.pk)
    open_round(round_, by=coordinator)

    with pytest.raises(TransitionNotAllowed):
        open_round(same, by=coordinator)

    assert taken(date) == 5


def test_open_round_without_dates_says_so(round_, coordinator):
    with pytest.raises(RoundRefused):
        open_round(round_, by=coordinator)

    round_.refresh_from_db()
    assert round_.state == State.DRAFT


def test_open_round_when_all_dates_are_full_by_now_says_so(round_, coordinator):
    date = SessionFactory()
    set_sessions(round_, {date.pk: 5}, by=coordinator)
    Session.objects.update(places_taken=8)

    with pytest.raises(RoundRefused):
        open_round(round_, by=coordinator)

    round_.refresh_from_db()
    assert round_.state == State.DRAFT


def test_open_round_needs_groups_pupils_and_time(school, coordinator):
    without_groups = RoundFactory(school=school)
    empty = RoundFactory(school=school, groups=[GroupFactory(school=school)])
    past = RoundFactory(
        school=school,
        groups=[StudentFactory(base_group__school=school).base_group],
        wishes_until=timezone.now() - datetime.timedelta(minutes=1),
    )
    for round_ in (without_groups, empty, past):
        set_sessions(round_, {SessionFactory().pk: 1}, by=coordinator)

        with pytest.raises(RoundRefused):
            open_round(round_, by=coordinator)


def test_close_and_reopen_round(round_, coordinator):
    set_sessions(round_, {SessionFactory().pk: 1}, by=coordinator)
    open_round(round_, by=coordinator)
    close_round(round_, by=coordinator)

    with pytest.raises(RoundRefused):
        reopen_round(round_, by=coordinator, wishes_until=timezone.now())
    later = timezone.now() + datetime.timedelta(days=3)
    reopen_round(round_, by=coordinator, wishes_until=later)

    round_.refresh_from_db()
    assert (round_.state, round_.wishes_until) == (State.OPEN, later)


def test_close_due_rounds_closes_what_is_past_and_tells_the_coordinator(
    school, group, coordinator, student
):
    past = timezone.now() - datetime.timedelta(minutes=5)
    due = RoundFactory(school=school, groups=[group], state=State.OPEN, wishes_until=past)
    later = RoundFactory(school=school, groups=[group], state=State.OPEN)
    WishListFactory(round=due, student=student)

    assert close_due_rounds() == 1
    assert close_due_rounds() == 0

    states = dict(Round.objects.values_list("pk", "state"))
    assert states == {due.pk: State.CLOSED, later.pk: State.OPEN}
    told = Notification.objects.get()
    assert (told.recipient, told.kind) == (coordinator, "placements.round_closed")
    assert told.context == {"round": due.title, "answered": 1, "pupils": 1}


def test_finish_round(round_, coordinator):
    Round.objects.update(state=State.PUBLISHED)
    round_.refresh_from_db()

    finish_round(round_, by=coordinator)

    assert Round.objects.get().state == State.FINISHED


def test_delete_round_only_while_it_is_a_draft(round_, school, coordinator):
    delete_round(round_, by=coordinator)
    opened = RoundFactory(school=school, state=State.OPEN)

    with pytest.raises(RoundRefused):
        delete_round(opened, by=coordinator)

    assert list(Round.objects.all()) == [opened]


@pytest.mark.parametrize("name", ["open_round", "close_round", "finish_round", "delete_round"])
def test_steps_are_for_the_coordinator_of_the_school(
    round_, name, mentor, other_coordinator, student
):
    from placements.services import rounds

    for stranger in (mentor, other_coordinator, student.user, UserFactory()):
        with pytest.raises(PermissionDenied):
            getattr(rounds, name)(round_, by=stranger)
