import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from employers.models import Session
from employers.services.sessions import cancel_session
from employers.told import Told, told_about
from placements.models import PartnerSchool, Reservation
from placements.services.reservations import (
    ReservationRefused,
    add_partner,
    free,
    free_due,
    remove_partner,
    reserve,
)
from placements.services.round_sessions import SessionsRefused, set_sessions
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    EmployerMembershipFactory,
    OfferFactory,
    PlacementFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)
from tests.placements.days import session_in


@pytest.fixture
def boss():
    return EmployerMembershipFactory().user


@pytest.fixture
def offer(boss):
    return OfferFactory(employer=boss.employers_memberships.get().employer)


@pytest.fixture
def date(offer):
    return session_in(40, offer=offer, max_places=8)


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def taken(session):
    return Session.objects.get(pk=session.pk).places_taken


def told_to(user):
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_reserved_places_count_as_taken_and_the_school_hears_it(date, boss, school, coordinator):
    kept = reserve(date, school, 5, in_days(20), by=boss)

    assert (taken(date), kept.left) == (5, 5)
    assert told_to(coordinator) == ["placements.places_reserved"]
    assert [e.action for e in trail.entries_for(kept)] == ["placements.reservation.make"]


def test_reserving_for_a_date_of_another_employer_is_refused(date, school, other_employer_user):
    with pytest.raises(PermissionDenied):
        reserve(date, school, 5, in_days(20), by=other_employer_user)


@pytest.mark.parametrize(
    ("places", "days"), [(9, 20), (3, 0), (3, 41)], ids=["too many", "today", "after the date"]
)
def test_reserving_what_cannot_be_kept_is_refused(date, boss, school, places, days):
    with pytest.raises(ReservationRefused):
        reserve(date, school, places, in_days(days), by=boss)

    assert taken(date) == 0


def test_reserving_twice_for_a_school_is_refused(date, boss, school):
    reserve(date, school, 2, in_days(20), by=boss)

    with pytest.raises(ReservationRefused):
        reserve(date, school, 2, in_days(20), by=boss)


def test_places_fall_free_on_the_day_and_only_once(date, boss, school, coordinator):
    reserve(date, school, 5, in_days(20), by=boss)

    assert free_due(in_days(19)) == 0
    assert free_due(in_days(20)) == 5
    assert free_due(in_days(20)) == 0
    assert taken(date) == 0
    assert told_to(coordinator) == ["placements.places_reserved", "placements.reservation_freed"]


def test_what_the_school_used_does_not_fall_free(date, boss, school, coordinator):
    reserve(date, school, 5, in_days(20), by=boss)
    round_ = RoundFactory(school=school, state="open")
    set_sessions(round_, {date.pk: 3}, by=coordinator)

    assert Reservation.objects.get().left == 2
    assert free_due(in_days(20)) == 2
    assert taken(date) == 3


def test_round_of_the_school_can_choose_what_is_full_of_its_own_places(
    date, boss, school, coordinator
):
    reserve(date, school, 8, in_days(20), by=boss)
    round_ = RoundFactory(school=school, state="open")

    set_sessions(round_, {date.pk: 8}, by=coordinator)

    assert round_.round_sessions.get().held == 8
    assert taken(date) == 8


def test_round_of_another_school_cannot(date, boss, school, other_school, other_coordinator):
    reserve(date, school, 8, in_days(20), by=boss)
    round_ = RoundFactory(school=other_school, state="open")

    with pytest.raises(SessionsRefused):
        set_sessions(round_, {date.pk: 8}, by=other_coordinator)


def test_round_cannot_choose_before_its_turn(offer, school, coordinator):
    date = session_in(90, offer=offer, release="in_steps")
    PlacementFactory(student=StudentFactory(school=school), session=SessionFactory(offer=offer))
    round_ = RoundFactory(school=school, last_day=in_days(120))

    with pytest.raises(SessionsRefused, match="vanaf"):
        set_sessions(round_, {date.pk: 3}, by=coordinator)


def test_cancelled_date_keeps_nothing_and_tells_why(date, boss, school, coordinator):
    reserve(date, school, 5, in_days(20), by=boss)

    cancel_session(date, by=boss, reason="De oven is stuk.")

    assert Reservation.objects.get().left == 0
    assert taken(date) == 0
    assert "placements.reserved_date_cancelled" in told_to(coordinator)


def test_freeing_by_hand(date, boss, school, other_employer_user):
    kept = reserve(date, school, 5, in_days(20), by=boss)

    with pytest.raises(PermissionDenied):
        free(kept, by=other_employer_user)
    assert free(kept, by=boss) == 5


def test_who_is_told_counts_each_school_once(date, boss, school, other_school):
    reserve(date, school, 2, in_days(20), by=boss)
    round_ = RoundFactory(school=school)
    RoundSessionFactory(round=round_, session=date, held=2)
    for _number in range(2):
        PlacementFactory(
            student=StudentFactory(school=school), session=date, round=round_, state="published"
        )
    PlacementFactory(student=StudentFactory(school=other_school), session=date)
    second = session_in(41, offer=date.offer)
    PlacementFactory(student=StudentFactory(school=school), session=second)

    told = told_about([date.pk, second.pk])

    assert told[date.pk] == Told(frozenset({school.pk, other_school.pk}), 3, 2)
    assert str(told[date.pk]) == "2 scholen krijgen bericht, 3 leerlingen."
    assert str(sum(told.values(), Told())) == "2 scholen krijgen bericht, 4 leerlingen."
    assert str(Told()) == "Niemand heeft nog een plek, dus niemand krijgt bericht."


@pytest.mark.parametrize("dates", [1, 3])
def test_who_is_told_costs_the_same(offer, dates, django_assert_num_queries):
    ids = [session_in(40 + n, offer=offer).pk for n in range(dates)]

    with django_assert_num_queries(4):
        told_about(ids)


def test_partner_school_comes_and_goes(offer, boss, school):
    row = add_partner(offer.employer, school, by=boss)
    assert add_partner(offer.employer, school, by=boss) == row

    remove_partner(row, by=boss)

    assert not PartnerSchool.objects.exists()


def test_partner_school_of_another_employer_is_refused(offer, school, other_employer_user):
    with pytest.raises(PermissionDenied):
        add_partner(offer.employer, school, by=other_employer_user)


@pytest.fixture
def desk(client, boss):
    client.force_login(boss)
    return client


def test_screen_keeps_places_and_frees_them(desk, date, school):
    url = reverse("placements:date-places", args=[date.pk])

    desk.post(url, {"school": school.pk, "places": 4, "free_on": in_days(20).isoformat()})
    kept = Reservation.objects.get()
    page = desk.get(url)
    desk.post(reverse("placements:reservation-free", args=[kept.pk]))

    assert school.name in page.text
    assert taken(date) == 0


def test_screen_says_what_is_wrong(desk, date, school):
    url = reverse("placements:date-places", args=[date.pk])

    response = desk.post(url, {"school": school.pk, "places": 40, "free_on": in_days(20)})

    assert response.status_code == 422
    assert "nog 8 plekken vrij" in response.text


def test_screen_of_partner_schools(desk, offer, school):
    url = reverse("placements:partner-list", args=[offer.employer.slug])

    desk.post(url, {"school": school.pk})
    response = desk.get(url)
    desk.post(reverse("placements:partner-remove", args=[PartnerSchool.objects.get().pk]))

    assert school.name in response.text
    assert not PartnerSchool.objects.exists()
