import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from placements.models import Round, WishList
from placements.services.wishes import (
    WishRefused,
    move_wish,
    save_wishes,
    send_wishes,
    toggle_wish,
    wished_offer_ids,
)
from portal.audit import trail
from tests.factories import (
    AttendanceFactory,
    OfferFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)


@pytest.fixture
def round_(school, group):
    return RoundFactory(school=school, state=Round.State.OPEN, groups=[group], wishes_each=3)


def offer_in(round_, *, held=8, session=None, **options):
    offer = OfferFactory(**options)
    date = SessionFactory(offer=offer, **(session or {}))
    RoundSessionFactory(round=round_, session=date, held=held)
    return offer


@pytest.fixture
def offers(round_):
    return [offer_in(round_) for _ in range(4)]


def ids(round_, student):
    return wished_offer_ids(WishList.objects.get(round=round_, student=student))


def test_toggle_wish_adds_at_the_end_and_takes_away(round_, student, offers):
    for offer in offers[:3]:
        toggle_wish(round_, student, offer.pk, by=student.user)
    toggle_wish(round_, student, offers[0].pk, by=student.user)

    assert ids(round_, student) == [offers[1].pk, offers[2].pk]


def test_toggle_wish_beyond_the_number_of_wishes_says_so(round_, student, offers):
    for offer in offers[:3]:
        toggle_wish(round_, student, offer.pk, by=student.user)

    with pytest.raises(WishRefused, match="3"):
        toggle_wish(round_, student, offers[3].pk, by=student.user)

    assert len(ids(round_, student)) == 3


def test_move_wish_goes_up_down_and_stops_at_the_ends(round_, student, offers):
    first, second, third = (offer.pk for offer in offers[:3])
    save_wishes(round_, student, [first, second, third], by=student.user)

    move_wish(round_, student, third, by=student.user)
    assert ids(round_, student) == [first, third, second]

    move_wish(round_, student, first, by=student.user, steps=1)
    move_wish(round_, student, third, by=student.user, steps=-5)
    assert ids(round_, student) == [third, first, second]


def test_send_wishes_needs_one_and_keeps_the_moment(round_, student, offers):
    with pytest.raises(WishRefused):
        send_wishes(round_, student, by=student.user)

    toggle_wish(round_, student, offers[0].pk, by=student.user)
    wish_list = send_wishes(round_, student, by=student.user)

    assert wish_list.sent_at is not None
    assert [e.action for e in trail.entries_for(wish_list)] == ["placements.wishes.send"]


def test_wishes_taken_away_after_sending_are_no_longer_sent(round_, student, offers):
    toggle_wish(round_, student, offers[0].pk, by=student.user)
    send_wishes(round_, student, by=student.user)

    toggle_wish(round_, student, offers[0].pk, by=student.user)

    assert WishList.objects.get(student=student).sent_at is None


def test_wish_for_a_full_date_is_refused(round_, student):
    full = offer_in(round_, held=0, title="Kaas maken")

    with pytest.raises(WishRefused, match="Kaas maken"):
        toggle_wish(round_, student, full.pk, by=student.user)


def test_wish_for_a_cancelled_date_is_refused(round_, student):
    cancelled = offer_in(round_, session={"state": "cancelled"})

    with pytest.raises(WishRefused):
        toggle_wish(round_, student, cancelled.pk, by=student.user)


@pytest.mark.parametrize(
    "build",
    [
        lambda round_: OfferFactory(),
        lambda round_: offer_in(round_, year_min=5, year_max=6),
        lambda round_: offer_in(
            round_,
            session={
                "starts_at": timezone.now() - datetime.timedelta(days=1),
                "ends_at": timezone.now(),
            },
        ),
    ],
    ids=["outside the round", "another year", "in the past"],
)
def test_wish_that_does_not_fit_is_refused(round_, student, build):
    offer = build(round_)

    with pytest.raises(WishRefused):
        toggle_wish(round_, student, offer.pk, by=student.user)


def test_wish_for_what_the_pupil_has_seen_is_refused(round_, student, offers):
    AttendanceFactory(
        placement__student=student, placement__session__offer=offers[0], status="present"
    )

    with pytest.raises(WishRefused):
        toggle_wish(round_, student, offers[0].pk, by=student.user)


def test_save_wishes_refuses_doubles(round_, student, offers):
    with pytest.raises(WishRefused):
        save_wishes(round_, student, [offers[0].pk, offers[0].pk], by=student.user)


@pytest.mark.parametrize("state", [s for s in Round.State if s != Round.State.OPEN])
def test_pupil_wishes_only_while_the_round_is_open(round_, student, offers, state):
    Round.objects.filter(pk=round_.pk).update(state=state)
    round_.refresh_from_db()

    with pytest.raises(WishRefused):
        toggle_wish(round_, student, offers[0].pk, by=student.user)


def test_pupil_does_not_wish_after_the_deadline(round_, student, offers):
    round_.wishes_until = timezone.now() - datetime.timedelta(minutes=1)
    round_.save()

    with pytest.raises(WishRefused):
        toggle_wish(round_, student, offers[0].pk, by=student.user)


@pytest.mark.parametrize("state", ["open", "closed", "computed"])
def test_coordinator_enters_wishes_also_when_closed(round_, student, offers, coordinator, state):
    Round.objects.filter(pk=round_.pk).update(state=state)
    round_.refresh_from_db()

    wish_list = save_wishes(round_, student, [offers[1].pk, offers[0].pk], by=coordinator)

    assert wished_offer_ids(wish_list) == [offers[1].pk, offers[0].pk]
    assert wish_list.entered_by == coordinator
    assert wish_list.sent_at is not None
    assert [e.action for e in trail.entries_for(wish_list)] == ["placements.wishes.enter"]


def test_wishes_of_a_pupil_outside_the_round_are_refused(round_, school, offers, coordinator):
    outsider = StudentFactory(base_group__school=school)

    with pytest.raises(WishRefused):
        save_wishes(round_, outsider, [offers[0].pk], by=coordinator)


def test_nobody_else_states_wishes(
    round_, student, offers, other_coordinator, other_student, mentor, employer_user
):
    for stranger in (other_coordinator, other_student.user, mentor, employer_user):
        with pytest.raises(PermissionDenied):
            toggle_wish(round_, student, offers[0].pk, by=stranger)
