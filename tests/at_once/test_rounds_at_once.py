"""Coordinators, employers and workers on the same round at the same moment."""

from functools import partial

import pytest

from employers.models import Session
from employers.services.sessions import cancel_session
from placements.models import MatchRun, Placement, Reflection, Round, RoundSession, Unplaced
from placements.services.late_places import place_late
from placements.services.matching import claim_run, execute_run, start_run
from placements.services.publishing import publish_round
from placements.services.releases import release_student
from placements.services.review import move_placement, place_by_hand
from placements.services.round_sessions import set_sessions
from placements.services.rounds import open_round
from portal.notifications.models import Notification
from tests.at_once.threads import kinds, together
from tests.factories import (
    GroupFactory,
    PlacementFactory,
    RoundFactory,
    RoundSessionFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    SessionFactory,
    StudentFactory,
    UserFactory,
)
from tests.placements.rounds import a_round, add_date

State = Round.State


def fresh(obj):
    """As another process sees it."""
    return type(obj)._base_manager.get(pk=obj.pk)


def a_school():
    """A group and a coordinator of a school of its own."""
    school = SchoolFactory()
    membership = SchoolMembershipFactory(school=school, role="coordinator")
    return school, GroupFactory(school=school), membership.user


def proposed(round_, students, date):
    return [
        PlacementFactory(round=round_, student=student, session=date, state="proposed")
        for student in students
    ]


def taken(date):
    return Session.objects.values_list("places_taken", flat=True).get(pk=date.pk)


def test_of_many_clicks_on_publish_one_wins(school, group, coordinator):
    round_, pupils = a_round(school, group, state=State.COMPUTED)
    date = add_date(round_, places=8)
    proposed(round_, pupils, date)

    answers = together(*[lambda: publish_round(fresh(round_), by=fresh(coordinator))] * 6)

    assert kinds(answers) == {"int": 1, "TransitionNotAllowed": 5}
    assert Reflection.objects.count() == Placement.objects.published().count() == len(pupils)
    assert taken(date) == len(pupils)


def test_of_many_clicks_on_divide_one_run_starts(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)

    answers = together(*[lambda: _queue(round_, coordinator)] * 6)

    assert kinds(answers) == {"MatchRun": 1, "RunRefused": 5}


def _queue(round_, coordinator):
    return start_run(fresh(round_), by=fresh(coordinator))


def test_of_many_workers_one_takes_the_run(school, group, coordinator):
    round_, pupils = a_round(school, group)
    add_date(round_)
    run = _queue(round_, coordinator)

    def work():
        if claim := claim_run(run.pk):
            execute_run(run.pk, claim)
        return bool(claim)

    answers = together(*[work] * 4)

    assert sorted(map(str, answers)) == ["False"] * 3 + ["True"]
    assert Placement.objects.count() == len(pupils)
    assert fresh(run).attempts == 1


def test_publishing_while_a_run_ends_publishes_one_whole_proposal(school, group, coordinator):
    round_, pupils = a_round(school, group, state=State.COMPUTED)
    first, second = add_date(round_, places=4), add_date(round_, places=4, day=22)
    proposed(round_, pupils, first)
    run = _queue(round_, coordinator)
    claim = claim_run(run.pk)

    answers = together(
        partial(execute_run, run.pk, claim),
        lambda: publish_round(fresh(round_), by=fresh(coordinator)),
    )

    assert answers[0] is None
    places = Placement.objects.filter(round=round_)
    assert places.values("student").distinct().count() == places.count() == len(pupils)
    assert len(set(places.values_list("state", flat=True))) == 1
    held = RoundSession.objects.filter(round=round_).values_list("held", flat=True)
    assert sum(held) == taken(first) + taken(second)


def test_two_hands_never_share_the_last_place(school, group, coordinator):
    round_, pupils = a_round(school, group, pupils=6, state=State.COMPUTED)
    date = add_date(round_, places=1)

    answers = together(
        *[
            partial(place_by_hand, round_, student, date.pk, by=fresh(coordinator), confirmed=True)
            for student in pupils
        ]
    )

    assert kinds(answers) == {"Placement": 1, "ReviewRefused": 5}
    assert Placement.objects.count() == 1


def test_last_place_after_publishing_goes_to_one_school():
    date = SessionFactory(max_places=5, places_taken=4)
    works = []
    for _number in range(4):
        school, group, coordinator = a_school()
        round_, (pupil,) = a_round(school, group, pupils=1, state=State.PUBLISHED)
        RoundSessionFactory(round=round_, session=date, places=1, held=0)
        works.append(
            partial(place_late, round_, pupil, date.pk, by=fresh(coordinator), confirmed=True)
        )

    answers = together(*works)

    assert kinds(answers) == {"Placement": 1, "ReviewRefused": 3}
    assert taken(date) == 5


def test_schools_that_open_at_once_share_what_there_is():
    dates = [SessionFactory(max_places=10) for _ in range(6)]
    works = []
    for number in range(4):
        school, group, coordinator = a_school()
        round_, _pupils = a_round(school, group, pupils=1, state=State.DRAFT)
        # Each school names the dates in another order: nobody may wait in a ring.
        for date in dates[number:] + dates[:number]:
            RoundSessionFactory(round=round_, session=date, places=6)
        works.append(partial(open_round, round_, by=fresh(coordinator)))

    answers = together(*works)

    assert set(kinds(answers)) <= {"NoneType", "RoundRefused"}
    for date in dates:
        assert taken(date) == sum(date.round_sessions.values_list("held", flat=True)) == 10


@pytest.mark.parametrize("attempt", range(3))
def test_schools_that_publish_and_an_employer_who_cancels_do_not_block(region_coordinator, attempt):
    dates = [SessionFactory(max_places=12, places_taken=12) for _ in range(6)]
    works = []
    for number in range(3):
        school, group, coordinator = a_school()
        round_, pupils = a_round(school, group, pupils=6, state=State.COMPUTED)
        order = dates[number:] + dates[:number]
        for date, pupil in zip(order, pupils, strict=True):
            RoundSessionFactory(round=round_, session=date, places=4, held=4)
            proposed(round_, [pupil], date)
        works.append(partial(publish_round, fresh(round_), by=fresh(coordinator)))

    answers = together(*works, partial(_cancel, dates[3 + attempt % 3], region_coordinator))

    assert set(kinds(answers)) <= {"int", "NoneType", "PublishRefused"}
    for date in dates:
        assert taken(date) == sum(date.round_sessions.values_list("held", flat=True))
        assert not (fresh(date).state == "cancelled" and _going(date))
    assert Reflection.objects.count() == Placement.objects.published().count()


def _cancel(date, by):
    cancel_session(fresh(date), by=fresh(by), reason="Ziek")


def _going(date):
    return Placement.objects.current().filter(session=date).exists()


@pytest.mark.parametrize("attempt", range(3))
def test_move_to_a_date_that_is_cancelled_at_that_moment(
    school, group, coordinator, region_coordinator, attempt
):
    round_, (pupil,) = a_round(school, group, pupils=1, state=State.COMPUTED)
    old, new = add_date(round_), add_date(round_, day=22)
    (placement,) = proposed(round_, [pupil], old)

    answers = together(
        partial(move_placement, placement, new.pk, by=fresh(coordinator), confirmed=True),
        partial(_cancel, new, region_coordinator),
    )

    assert answers[1] is None
    assert kinds(answers[:1]) in ({"Placement": 1}, {"ReviewRefused": 1})
    left = list(Placement.objects.current().values_list("session", flat=True))
    assert left in ([], [old.pk])
    assert Unplaced.objects.exists() == (not left)


@pytest.mark.parametrize("attempt", range(3))
def test_pupil_who_leaves_while_the_round_is_published(school, group, coordinator, attempt):
    round_, pupils = a_round(school, group, pupils=4, state=State.COMPUTED)
    date = add_date(round_, places=6)
    proposed(round_, pupils, date)

    answers = together(
        lambda: publish_round(fresh(round_), by=fresh(coordinator)),
        lambda: release_student(fresh(pupils[0]), by=None),
    )

    assert kinds(answers) == {"int": 2}
    assert Placement.objects.published().count() == 3
    assert not Placement.objects.current().filter(student=pupils[0]).exists()
    assert taken(date) == RoundSession.objects.get().held == 3


def test_two_coordinators_who_keep_the_same_dates(school, group, coordinator):
    round_ = RoundFactory(school=school, groups=[group], state=State.OPEN)
    dates = [SessionFactory(max_places=8) for _ in range(4)]
    wanted = {date.pk: 3 for date in dates}

    answers = together(
        *[partial(set_sessions, round_, wanted, by=fresh(coordinator)) for _ in range(3)]
    )

    assert kinds(answers) == {"NoneType": 3}
    assert [taken(date) for date in dates] == [3] * 4


def test_date_added_while_publishing_leaves_no_places_held(school, group, coordinator):
    round_, pupils = a_round(school, group, state=State.COMPUTED)
    date, extra = add_date(round_), SessionFactory(max_places=8)
    proposed(round_, pupils, date)

    answers = together(
        lambda: publish_round(fresh(round_), by=fresh(coordinator)),
        lambda: set_sessions(fresh(round_), {date.pk: 8, extra.pk: 5}, by=fresh(coordinator)),
    )

    assert kinds(answers) == {"int": 1, "NoneType": 1}
    assert taken(extra) == 0
    assert taken(date) == len(pupils)


def test_everyone_is_told_once_however_often_it_is_clicked(school, group, coordinator):
    round_, (pupil,) = a_round(school, group, pupils=1, state=State.COMPUTED)
    pupil.user = UserFactory(email=None)
    pupil.save()
    proposed(round_, [pupil], add_date(round_))

    together(*[lambda: publish_round(fresh(round_), by=fresh(coordinator))] * 4)

    assert Notification.objects.filter(recipient=pupil.user).count() == 1


def test_run_of_a_round_is_one_row_at_a_time(school, group, coordinator):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    for _time in range(2):
        run = _queue(round_, coordinator)
        execute_run(run.pk, claim_run(run.pk))

    assert MatchRun.objects.active().count() == 0
    assert MatchRun.objects.count() == 2


def test_students_of_two_groups_tap_at_once(school, group):
    from placements.services.wishes import toggle_wish

    round_, _none = a_round(school, group, pupils=0, state=State.OPEN, wishes_each=3)
    pupil = StudentFactory(base_group=group, user=UserFactory(email=None))
    offers = [add_date(round_, day=20 + n).offer for n in range(5)]

    answers = together(
        *[partial(toggle_wish, round_, pupil, offer.pk, by=fresh(pupil.user)) for offer in offers]
    )

    assert kinds(answers) == {"WishList": 3, "WishRefused": 2}
    ranks = pupil.wish_lists.get().wishes.values_list("rank", flat=True)
    assert sorted(ranks) == [1, 2, 3]
