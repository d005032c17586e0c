"""A date or a pupil falls away: places come free, all are told, the coordinator sees it."""

import datetime

import pytest

from employers.models import Session
from employers.signals import offer_withdrawn, session_cancelled, session_rescheduled
from placements.models import Placement, Reflection, Round, RoundSession, Unplaced, WishList
from placements.queries import waiting_for_coordinator
from placements.services.publishing import publish_round
from portal.notifications.models import Notification
from schools.signals import student_deregistered
from tests.factories import EmployerMembershipFactory, PlacementFactory
from tests.placements.rounds import a_round, add_date, at, wish


@pytest.fixture
def round_(school, group, student, coordinator, mentor):
    """A published round: two pupils on one date."""
    round_, (other,) = a_round(school, group, pupils=1, state=Round.State.COMPUTED)
    date = add_date(round_, places=5)
    wish(round_, student, date)
    for pupil in (student, other):
        PlacementFactory(round=round_, student=pupil, session=date, state="proposed")
    publish_round(round_, by=coordinator)
    Notification.objects.all().delete()
    return round_


@pytest.fixture
def date(round_):
    return Session.objects.select_related("offer").get()


def cancel(date, by=None):
    date.state = "cancelled"
    date.save()
    session_cancelled.send(sender=Session, session=date, by=by)


def test_cancelled_date_releases_places_and_seats(round_, date):
    cancel(date)

    assert set(Placement.objects.values_list("state", flat=True)) == {"released"}
    assert not Reflection.objects.exists()
    assert Session.objects.get().places_taken == 0
    assert RoundSession.objects.get().held == 0
    assert set(Unplaced.objects.values_list("reason", flat=True)) == {"session_cancelled"}


def test_cancelled_date_is_told_to_pupil_mentor_and_coordinator(
    round_, date, student, mentor, coordinator
):
    cancel(date)

    assert set(Notification.objects.values_list("recipient", "kind")) == {
        (student.user.pk, "placements.cancelled_for_pupil"),
        (mentor.pk, "placements.cancelled_for_mentor"),
        (coordinator.pk, "placements.cancelled_for_coordinator"),
    }
    assert [(row["count"], row["hot"]) for row in waiting_for_coordinator(coordinator)] == [
        (2, True)
    ]


def test_cancelled_date_told_twice_releases_once(round_, date):
    cancel(date)
    told = Notification.objects.count()
    cancel(date)

    assert Notification.objects.count() == told
    assert set(Unplaced.objects.values_list("missing", flat=True)) == {1}


def test_cancelled_date_of_a_proposal_takes_the_places_away(school, group, coordinator, student):
    round_, _pupils = a_round(school, group, pupils=1, state=Round.State.COMPUTED)
    date = add_date(round_, places=5)
    PlacementFactory(round=round_, student=student, session=date, state="proposed")

    cancel(date)

    assert not Placement.objects.exists()
    assert Session.objects.get().places_taken == 0
    assert Unplaced.objects.get().student == student
    assert list(Notification.objects.values_list("kind", flat=True)) == [
        "placements.cancelled_for_coordinator"
    ]


def test_withdrawn_offer_releases_what_is_to_come(round_, date):
    offer_withdrawn.send(sender=type(date.offer), offer=date.offer, by=None)

    assert set(Placement.objects.values_list("state", flat=True)) == {"released"}
    assert Session.objects.get().places_taken == 0


def test_moved_date_keeps_who_can_come_and_tells_them(round_, date, student, mentor, coordinator):
    date.starts_at += datetime.timedelta(days=1)
    date.ends_at += datetime.timedelta(days=1)
    date.save()

    session_rescheduled.send(sender=Session, session=date, by=None)

    assert set(Placement.objects.values_list("state", flat=True)) == {"published"}
    assert Session.objects.get().places_taken == 2
    assert set(Notification.objects.values_list("recipient", "kind")) == {
        (student.user.pk, "placements.moved_for_pupil"),
        (mentor.pk, "placements.moved_for_staff"),
        (coordinator.pk, "placements.moved_for_staff"),
    }


def test_moved_date_releases_who_is_elsewhere_then(round_, date, student):
    PlacementFactory(student=student, session__starts_at=at(21, 10), session__ends_at=at(21, 12))
    date.starts_at, date.ends_at = at(21, 11), at(21, 13)
    date.save()

    session_rescheduled.send(sender=Session, session=date, by=None)

    states = dict(date.placements.values_list("student", "state"))
    assert states.pop(student.pk) == "released"
    assert set(states.values()) == {"published"}
    date.refresh_from_db()
    assert date.places_taken == 1
    assert Unplaced.objects.get().reason == "session_moved"
    assert "placements.cancelled_for_pupil" in Notification.objects.filter(
        recipient=student.user
    ).values_list("kind", flat=True)


def test_pupil_who_left_frees_the_seat_and_the_employer_hears_the_number(round_, date, student):
    colleague = EmployerMembershipFactory(employer=date.offer.employer).user
    student.status = "left"
    student.save()

    student_deregistered.send(sender=type(student), student=student, by=None)

    assert Placement.objects.get(student=student).state == "released"
    assert Session.objects.get().places_taken == 1
    assert not WishList.objects.filter(student=student).exists()
    assert not Unplaced.objects.exists()
    told = Notification.objects.get(recipient=colleague)
    assert told.kind == "placements.head_count_for_employer"
    assert told.context["pupils"] == 1
    assert student.given_name not in str(told.context)


def test_pupil_who_left_keeps_what_has_been(student, school):
    been = PlacementFactory(student=student, session__starts_at=at(-3), session__ends_at=at(-2))

    student_deregistered.send(sender=type(student), student=student, by=None)

    been.refresh_from_db()
    assert been.state == "published"
