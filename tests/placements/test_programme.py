"""Last year's programme again: drafts, groups of the same year, dates of the same companies."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from placements.models import Round
from placements.services.programme import copy_programme
from tests.factories import (
    GroupFactory,
    LearningPeriodFactory,
    OfferFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)

LAST, NOW = "2025-2026", "2026-2027"


@pytest.fixture(autouse=True)
def _september():
    with time_machine.travel(datetime.datetime(2026, 9, 7, 8, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def offer():
    return OfferFactory(title="Kijk in de bakkerij")


def session(offer, day):
    start = timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T10:00"))
    return SessionFactory(
        offer=offer, starts_at=start, ends_at=start + datetime.timedelta(hours=2), max_places=8
    )


@pytest.fixture
def old_round(school, offer):
    """A round of last autumn for year 2, with twelve places on one date."""
    round_ = RoundFactory(
        school=school,
        title="Najaarsronde",
        first_day=datetime.date(2025, 10, 1),
        last_day=datetime.date(2025, 12, 1),
        wishes_until=timezone.make_aware(datetime.datetime.fromisoformat("2025-09-26T16:00")),
        groups=[GroupFactory(school=school, name="2A", year_of_study=2, school_year=LAST)],
        period=LearningPeriodFactory(school=school, school_year=LAST, label="Herfst"),
        state=Round.State.FINISHED,
        places_each=2,
    )
    RoundSessionFactory(round=round_, session=session(offer, "2025-11-04"), places=5)
    return round_


def test_copy_is_a_draft_a_year_later_for_the_groups_of_that_year(school, coordinator, old_round):
    here = GroupFactory(school=school, name="2A", year_of_study=2, school_year=NOW)
    GroupFactory(school=school, name="3A", year_of_study=3, school_year=NOW)
    period = LearningPeriodFactory(school=school, school_year=NOW, label="Herfst")

    (copied,) = copy_programme([old_round], by=coordinator)

    new = copied.round
    assert (new.state, new.title, new.places_each) == ("draft", "Najaarsronde", 2)
    assert (new.first_day, new.last_day) == (
        datetime.date(2026, 9, 30),
        datetime.date(2026, 11, 30),
    )
    assert timezone.localtime(new.wishes_until).hour == 16
    assert (list(new.groups.all()), new.period) == ([here], period)
    assert new.seed != old_round.seed


def test_copy_takes_new_dates_of_the_same_offers_and_names_those_without(
    school, coordinator, old_round, offer
):
    GroupFactory(school=school, year_of_study=2, school_year=NOW)
    fits = session(offer, "2026-11-03")
    session(offer, "2027-02-03")  # outside the days of the round
    gone = OfferFactory(title="Bij de smid")
    RoundSessionFactory(round=old_round, session=session(gone, "2025-11-05"))

    (copied,) = copy_programme([old_round], by=coordinator)

    rows = copied.round.round_sessions.all()
    assert [(row.session, row.places, row.held) for row in rows] == [(fits, 5, 0)]
    assert (copied.dates, copied.without) == (1, ["Bij de smid"])


def test_copy_tells_nobody(school, coordinator, old_round, mailoutbox, student):
    group = GroupFactory(school=school, year_of_study=2, school_year=NOW)
    StudentFactory(base_group=group)

    copy_programme([old_round], by=coordinator)

    assert mailoutbox == []
    assert student.user.notifications.count() == 0


def test_copy_by_others_is_refused(old_round, mentor, other_coordinator):
    for user in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            copy_programme([old_round], by=user)
    assert Round.objects.count() == 1


def test_copy_page_copies_what_is_ticked(client, coordinator, old_round):
    RoundFactory(school=old_round.school, title="Niet gekozen", state=Round.State.FINISHED)
    client.force_login(coordinator)
    url = reverse("placements:programme-copy")

    empty = client.post(url, follow=True)
    client.post(url, {"round": [old_round.pk, "x", "999999", "9" * 30]})

    assert len(empty.context["messages"]) == 1
    assert [r.title for r in Round.objects.filter(state="draft")] == ["Najaarsronde"]


def test_copy_page_does_not_take_rounds_of_other_schools(client, other_coordinator, old_round):
    client.force_login(other_coordinator)

    client.post(reverse("placements:programme-copy"), {"round": [old_round.pk]})

    assert Round.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_copy_page_costs_the_same(
    client, school, coordinator, number, django_assert_max_num_queries
):
    RoundFactory.create_batch(number, school=school, state=Round.State.FINISHED)
    client.force_login(coordinator)
    client.get(reverse("placements:programme-copy"))

    with django_assert_max_num_queries(10):
        client.get(reverse("placements:programme-copy"))
