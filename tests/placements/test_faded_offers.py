"""An offer left the catalogue: rounds cannot add it, what is agreed goes on."""

import pytest

from employers.models import Offer
from employers.services.freshness import pause_offer
from placements.models import RoundSession
from placements.openings import open_for
from placements.queries import sessions_to_choose
from placements.services.round_sessions import SessionsRefused, set_sessions
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    EmployerMembershipFactory,
    OfferFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
)

GONE = [Offer.Presence.FADED, Offer.Presence.PAUSED]


@pytest.fixture
def member():
    return EmployerMembershipFactory()


@pytest.fixture
def session(member):
    return SessionFactory(offer=OfferFactory(employer=member.employer, title="Kaas maken"))


@pytest.mark.parametrize("presence", GONE)
def test_rounds_cannot_add_its_dates(session, school, coordinator, presence):
    round_ = RoundFactory(school=school)
    assert list(sessions_to_choose(round_, coordinator)) == [session]

    Offer.objects.update(presence=presence)
    session.offer.refresh_from_db()

    assert list(sessions_to_choose(round_, coordinator)) == []
    with pytest.raises(SessionsRefused):
        set_sessions(round_, {session.pk: 4}, by=coordinator)
    assert open_for(session, school).may is False


def test_a_region_editor_at_a_school_cannot_add_them_either(session, school, region_editor):
    Offer.objects.update(presence=Offer.Presence.FADED)

    assert list(sessions_to_choose(RoundFactory(school=school), region_editor)) == []


def test_draft_rounds_lose_its_dates_and_their_coordinators_hear_it(
    session, member, school, coordinator, other_coordinator
):
    draft = RoundFactory(school=school)
    RoundSessionFactory(round=draft, session=session)
    other = RoundSessionFactory(round=draft, session=SessionFactory())

    pause_offer(session.offer, by=member.user, reason="no_time")

    assert list(draft.round_sessions.all()) == [other]
    told = Notification.objects.filter(kind="placements.offer_left_round")
    assert [note.recipient for note in told] == [coordinator]
    assert [entry.action for entry in trail.entries_for(draft)] == ["placements.round.offer_left"]


def test_an_open_round_keeps_the_places_it_holds(session, member, school, client, student):
    running = RoundFactory(school=school, state="open", groups=[student.base_group])
    RoundSessionFactory(round=running, session=session, held=4)
    client.force_login(student.user)

    pause_offer(session.offer, by=member.user, reason="no_time")

    assert RoundSession.objects.get(round=running).held == 4
    assert client.get(session.offer.get_absolute_url()).status_code == 200


def test_the_page_of_a_faded_offer_is_there_for_schools_with_an_agreement_only(
    session, school, client, coordinator, other_coordinator
):
    running = RoundFactory(school=school, state="published")
    RoundSessionFactory(round=running, session=session, held=4)
    Offer.objects.update(presence=Offer.Presence.FADED)
    seen = []
    for user in (coordinator, other_coordinator):
        client.force_login(user)
        seen.append(client.get(session.offer.get_absolute_url()).status_code)

    assert seen == [200, 404]
