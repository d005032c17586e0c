"""A school's call: its table, its services, who sees it and whom it fits."""

import datetime
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.calls import fits, fitting, open_calls_row, profile_of, unanswered_row
from placements.models import Call, CallAnswer
from placements.services.calls import (
    CALL_SERVICES,
    CallProblem,
    change_call,
    close_call,
    create_call,
    expire_due_calls,
    fulfil_call,
    open_call,
    renew_call,
)
from placements.workflow import CALL_WORKFLOW
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from portal.reference.models import Sector
from tests.factories import (
    CallFactory,
    EmployerFactory,
    EmployerMembershipFactory,
    LocationFactory,
    OfferFactory,
    WorkSiteFactory,
)

State = Call.State
LIVE = {State.OPEN, State.ANSWERED}
ALLOWED = {
    ("open", State.DRAFT): State.OPEN,
    ("approve", State.IDEA): State.OPEN,
    ("decline", State.IDEA): State.DECLINED,
    ("answer", State.OPEN): State.ANSWERED,
    ("renew", State.EXPIRED): State.OPEN,
    ("close", State.DRAFT): State.CLOSED,
    **{("fulfil", state): State.FULFILLED for state in LIVE},
    **{("close", state): State.CLOSED for state in LIVE},
    **{("expire", state): State.EXPIRED for state in LIVE},
}
BY_ITSELF = {"answer", "expire"}


@pytest.fixture
def call(school, coordinator):
    return CallFactory(school=school, asked_by=coordinator)


def actions(call):
    return [entry.action for entry in trail.entries_for(call)]


def new_call(school, **fields):
    sector = Sector.objects.order_by("order").first()
    return Call(**{"school": school, "sector": sector, "what": "Een bakkerij zien", **fields})


@pytest.mark.parametrize(("name", "state"), itertools.product(CALL_WORKFLOW.transitions, State))
def test_call_workflow(name, state, school, coordinator):
    call = CallFactory(school=school, asked_by=coordinator, state=state)
    by = None if name in BY_ITSELF else coordinator

    if target := ALLOWED.get((name, state)):
        CALL_WORKFLOW.apply(name, call, by=by)
        assert Call.objects.get(pk=call.pk).state == target
    else:
        with pytest.raises(TransitionNotAllowed):
            CALL_WORKFLOW.apply(name, call, by=by)


@pytest.mark.parametrize("name", sorted(BY_ITSELF))
def test_nobody_answers_or_expires_a_call_by_hand(name, call, coordinator):
    with pytest.raises(PermissionDenied):
        CALL_WORKFLOW.apply(name, call, by=coordinator)


def test_services_are_of_the_table():
    assert set(CALL_SERVICES) <= set(CALL_WORKFLOW.transitions)


def test_create_call_is_a_draft_at_the_place_of_the_school(school, teacher):
    LocationFactory(school=school, postcode="4001 AA", place="Molenveen")

    call = create_call(new_call(school), by=teacher)

    call.refresh_from_db()
    assert (call.state, call.asked_by, call.pc4, call.place) == (
        State.DRAFT, teacher, "4001", "Molenveen"
    )  # fmt: skip
    assert call.expires_on == timezone.localdate() + datetime.timedelta(days=60)
    assert actions(call) == ["placements.call.create"]


def test_who_does_not_organise_at_the_school_cannot_call(
    school, school_leader, other_coordinator, employer_user
):
    for user in (school_leader, other_coordinator, employer_user):
        with pytest.raises(PermissionDenied):
            create_call(new_call(school), by=user)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_call_ends_on_a_day_to_come_within_a_year(school, coordinator, days):
    day = timezone.localdate() + datetime.timedelta(days=days)

    with pytest.raises(CallProblem):
        create_call(new_call(school, expires_on=day), by=coordinator)


def test_open_call_makes_it_public_for_employers(school, coordinator):
    call = CallFactory(draft=True, school=school, asked_by=coordinator)

    open_call(call, by=coordinator)

    call.refresh_from_db()
    assert (call.state, call.opened_at is not None) == (State.OPEN, True)
    assert actions(call) == ["placements.call.open"]


def test_a_teacher_opens_the_own_call_and_not_a_colleagues(school, teacher, mentor):
    call = CallFactory(draft=True, school=school, asked_by=teacher)

    with pytest.raises(PermissionDenied):
        open_call(call, by=mentor)
    open_call(call, by=teacher)


def test_of_two_clicks_one_wins(call, coordinator):
    same = Call.objects.get(pk=call.pk)
    fulfil_call(call, by=coordinator)

    with pytest.raises(TransitionNotAllowed):
        close_call(same, by=coordinator, reason="changed")


def test_change_call_keeps_its_state_and_refuses_what_has_ended(call, coordinator):
    call.what = "Een slagerij van binnen zien"
    change_call(call, by=coordinator)
    close_call(call, by=coordinator, reason="elsewhere")
    call.what = "Toch anders"

    with pytest.raises(CallProblem):
        change_call(call, by=coordinator)

    call.refresh_from_db()
    assert (call.what, call.state) == ("Een slagerij van binnen zien", State.CLOSED)


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("zomaar", ""), ("other", " ")])
def test_closing_asks_for_a_reason(call, coordinator, reason, words):
    with pytest.raises(CallProblem):
        close_call(call, by=coordinator, reason=reason, words=words)

    call.refresh_from_db()
    assert call.state == State.OPEN


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (lambda call, by: fulfil_call(call, by=by), "placements.call_fulfilled"),
        (lambda call, by: close_call(call, by=by, reason="changed"), "placements.call_closed"),
    ],
)
def test_the_end_is_told_to_who_answered_and_nobody_else(call, coordinator, end, kind):
    member = EmployerMembershipFactory()
    EmployerMembershipFactory()
    CallAnswer.objects.create(call=call, offer=OfferFactory(employer=member.employer, draft=True))

    end(call, coordinator)

    assert [note.recipient for note in Notification.objects.filter(kind=kind)] == [member.user]
    assert len(actions(call)) == 1


def test_calls_expire_after_their_last_day_and_who_asked_hears_it(call, coordinator, time_machine):
    time_machine.move_to(timezone.now() + datetime.timedelta(days=60), tick=False)
    assert expire_due_calls() == 0
    time_machine.shift(datetime.timedelta(days=1))

    assert [expire_due_calls(), expire_due_calls()] == [1, 0]

    call.refresh_from_db()
    assert call.state == State.EXPIRED
    told = Notification.objects.filter(kind="placements.call_expired")
    assert [(note.recipient, note.url) for note in told] == [(coordinator, call.get_absolute_url())]
    renew_call(call, by=coordinator)
    assert (call.state, call.is_over) == (State.OPEN, False)


def test_who_sees_a_call(school, call, coordinator, school_leader, other_coordinator, employer_user,
                         region_editor, student):  # fmt: skip
    draft = CallFactory(draft=True, school=school)
    waiting = CallFactory(
        school=school, state=State.OPEN,
    )  # fmt: skip
    unverified = EmployerMembershipFactory(employer=EmployerFactory(state="applied")).user
    seen = {
        user: set(Call.objects.visible_to(user))
        for user in (
            coordinator, school_leader, other_coordinator, employer_user, region_editor,
            student.user, unverified,
        )
    }  # fmt: skip

    both = {call, waiting}
    assert list(seen.values()) == [
        {*both, draft}, {*both, draft}, set(), both, both, set(), set(),
    ]  # fmt: skip


def test_an_employer_that_answered_keeps_seeing_the_call(call, coordinator):
    member = EmployerMembershipFactory()
    CallAnswer.objects.create(call=call, offer=OfferFactory(employer=member.employer))

    close_call(call, by=coordinator, reason="changed")

    assert list(Call.objects.visible_to(member.user)) == [call]


def test_answers_are_seen_by_the_school_once_they_are_online(call, coordinator, employer_user):
    mine = OfferFactory(employer=employer_user.employers_memberships.get().employer, draft=True)
    answer = CallAnswer.objects.create(call=call, offer=mine)

    assert list(CallAnswer.objects.visible_to(coordinator)) == []
    assert list(CallAnswer.objects.visible_to(employer_user)) == [answer]
    CallAnswer.objects.update(published_at=timezone.now())
    assert list(CallAnswer.objects.visible_to(coordinator)) == [answer]


@pytest.mark.parametrize(
    ("pc4", "km", "fit"),
    [("4001", 5, True), ("9711", 40, False), ("9711", None, True), ("0000", 5, True)],
)
def test_a_call_fits_by_distance(pc4, km, fit):
    employer = EmployerFactory()
    WorkSiteFactory(employer=employer, pc4=pc4)
    call = CallFactory(km=km, sector=employer.sector)

    assert fits(call, profile_of([employer.pk])) is fit


def test_a_call_fits_by_the_own_sector_or_that_of_an_offer():
    first, second, third = Sector.objects.order_by("order")[:3]
    employer = EmployerFactory(sector=first)
    OfferFactory(employer=employer, sector=second)
    calls = {sector: CallFactory(sector=sector) for sector in (first, second, third)}

    found = fitting([employer.pk], Call.objects.live())

    assert set(found) == {calls[first], calls[second]}


def test_a_call_past_its_last_day_fits_nobody():
    employer = EmployerFactory()
    CallFactory(
        sector=employer.sector, expires_on=timezone.localdate() - datetime.timedelta(days=1)
    )

    assert fitting([employer.pk], Call.objects.live()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_fitting_costs_the_same_for_any_number(rows, django_assert_num_queries):
    employer = EmployerFactory()
    CallFactory.create_batch(rows, sector=employer.sector)
    WorkSiteFactory(employer=employer)
    fitting([employer.pk], Call.objects.live())

    with django_assert_num_queries(4):
        assert len(fitting([employer.pk], Call.objects.live())) == rows


def test_desk_rows_count_what_waits(call, region_editor):
    member = EmployerMembershipFactory(employer=EmployerFactory(sector=call.sector))
    answered = CallFactory(sector=call.sector, state=State.ANSWERED)
    offer = OfferFactory(employer=member.employer)
    CallAnswer.objects.create(call=answered, offer=offer, published_at=timezone.now())

    assert [row.count for row in open_calls_row(member.user)] == [1]
    assert [row.count for row in unanswered_row(region_editor)] == [1]


def test_a_call_says_its_months_once():
    april, june = datetime.date(2027, 4, 1), datetime.date(2027, 6, 1)

    assert [Call(from_month=a, to_month=b).months for a, b in (
        (april, april), (april, june), (april, None), (None, None),
    )] == ["april 2027", "april 2027 - juni 2027", "april 2027", ""]  # fmt: skip
