"""From a call to an offer in one step, and the weekly mail about calls through the load budget."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from employers.models import Offer
from placements.models import Call, CallAnswer, CallDigest, EmployerAsk
from placements.services.call_answers import answer_call
from placements.services.call_digest import send_due_digests, want_digest
from placements.services.calls import CallProblem, close_call
from placements.services.ideas import approve_idea, propose_idea
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    CallFactory,
    EmployerFactory,
    EmployerMembershipFactory,
    WorkSiteFactory,
)

State = Call.State
TUESDAY = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)


@pytest.fixture
def member():
    member = EmployerMembershipFactory()
    WorkSiteFactory(employer=member.employer)
    return member


@pytest.fixture
def call(school, coordinator):
    return CallFactory(
        school=school, asked_by=coordinator, what="Een bakkerij zien", pupils=12, year=2
    )


def put_online(offer):
    """As Wagtail does when the region approves."""
    for name, value in {"title": "Bakken", "summary": "Zie ons.", "pupil_text": "Je bakt."}.items():
        setattr(offer, name, value)
    offer.save()
    revision: Revision = offer.save_revision()
    revision.publish(skip_permission_checks=True)
    offer.refresh_from_db()
    return offer


def told(kind):
    return [note.recipient for note in Notification.objects.filter(kind=kind)]


def test_answering_makes_a_draft_that_is_filled_in(call, member):
    offer = answer_call(call, member.employer, by=member.user)

    offer.refresh_from_db()
    assert (offer.title, offer.sector, offer.group_max) == ("Een bakkerij zien", call.sector, 12)
    assert (offer.live, offer.employer, offer.kind) == (False, member.employer, Offer.Kind.VISIT)
    assert (offer.year_min, offer.year_max) == (2, 2)
    assert CallAnswer.objects.get().offer == offer
    assert [entry.action for entry in trail.entries_for(call)] == ["placements.call.answer"]
    call.refresh_from_db()
    assert call.state == State.OPEN


def test_answering_twice_opens_the_same_draft(call, member):
    first = answer_call(call, member.employer, by=member.user)

    assert answer_call(call, member.employer, by=member.user) == first
    assert CallAnswer.objects.count() == 1


def test_somebody_else_or_an_unverified_employer_cannot_answer(call, member, other_employer_user):
    waiting = EmployerMembershipFactory(employer=EmployerFactory(state="applied"))

    with pytest.raises(PermissionDenied):
        answer_call(call, member.employer, by=other_employer_user)
    with pytest.raises(PermissionDenied):
        answer_call(call, waiting.employer, by=waiting.user)


def test_a_closed_call_cannot_be_answered(call, member, coordinator):
    close_call(Call.objects.get(pk=call.pk), by=coordinator, reason="changed")

    with pytest.raises(CallProblem):
        answer_call(call, member.employer, by=member.user)


def test_the_school_hears_when_the_offer_is_online(call, member, coordinator):
    offer = put_online(answer_call(call, member.employer, by=member.user))

    call.refresh_from_db()
    assert call.state == State.ANSWERED
    assert Call.objects.with_answers().get().answered == 1
    note = Notification.objects.get(kind="placements.call_answered")
    assert (note.recipient, note.url) == (coordinator, offer.get_absolute_url())


def test_going_online_again_tells_nobody_twice(call, member):
    offer = put_online(answer_call(call, member.employer, by=member.user))
    put_online(offer)

    assert Notification.objects.filter(kind="placements.call_answered").count() == 1


def test_an_offer_online_after_the_call_was_closed_tells_nobody(call, member, coordinator):
    offer = answer_call(call, member.employer, by=member.user)
    close_call(Call.objects.get(pk=call.pk), by=coordinator, reason="changed")

    put_online(offer)

    call.refresh_from_db()
    assert (call.state, told("placements.call_answered")) == (State.CLOSED, [])


def test_the_pupil_hears_that_the_idea_led_to_something(student, mentor, member):
    idea = propose_idea(student, by=student.user, sector=member.employer.sector, what="Brood")
    approve_idea(idea, by=mentor)

    put_online(answer_call(idea, member.employer, by=member.user))

    assert told("placements.idea_answered") == [student.user]
    assert told("placements.call_answered") == [mentor]


# The pages of employers


def test_employers_see_what_fits_and_can_look_at_all(client, call, member):
    far = CallFactory(sector=call.sector, pc4="9711", km=5)
    client.force_login(member.user)

    fitting = client.get(reverse("placements:call-answers"))
    everything = client.get(reverse("placements:call-answers"), {"toon": "alle"})

    assert [row["call"] for row in fitting.context["rows"]] == [call]
    assert {row["call"] for row in everything.context["rows"]} == {call, far}
    assert call.school.name in fitting.text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_calls_costs_the_same_for_any_number(
    client, member, rows, django_assert_num_queries
):
    CallFactory.create_batch(rows, sector=member.employer.sector)
    client.force_login(member.user)
    client.get(reverse("placements:call-answers"))

    with django_assert_num_queries(15):
        page = client.get(reverse("placements:call-answers"))

    assert len(page.context["rows"]) == rows


def test_one_step_from_call_to_the_form_of_the_offer(client, call, member):
    client.force_login(member.user)
    page = client.get(reverse("placements:call-for-employer", args=[call.pk]))
    assert reverse("placements:call-answer", args=[call.pk]) in page.text

    response = client.post(reverse("placements:call-answer", args=[call.pk]))

    offer = Offer.objects.get(answered_call__call=call)
    assert response.url == reverse("employers:offer-edit", args=[offer.pk])
    again = client.get(reverse("placements:call-for-employer", args=[call.pk]))
    assert again.context["begun"] == offer


def test_a_call_that_ended_meanwhile_says_so(client, call, member):
    call.expires_on = timezone.localdate() - datetime.timedelta(days=1)
    call.save()
    client.force_login(member.user)

    response = client.post(reverse("placements:call-answer", args=[call.pk]), follow=True)

    assert "gesloten" in response.text
    assert Offer.objects.filter(answered_call__call=call).count() == 0


def test_answering_for_somebody_elses_company_is_not_found(client, call, member):
    other = EmployerFactory()
    client.force_login(member.user)

    response = client.post(
        reverse("placements:call-answer", args=[call.pk]), {"bedrijf": other.slug}
    )

    assert response.status_code == 404


def test_pages_of_employers_are_for_employers(client, call, coordinator):
    client.force_login(coordinator)

    assert client.get(reverse("placements:call-answers")).status_code == 403


# The weekly mail


@pytest.fixture
def _tuesday(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


@pytest.mark.usefixtures("_tuesday")
class TestDigest:
    def test_nobody_gets_a_mail_without_asking(self, school, member):
        CallFactory(school=school, sector=member.employer.sector)

        assert send_due_digests() == 0

    def test_one_mail_a_week_with_what_is_new(self, school, member, time_machine):
        want_digest(member.employer, by=member.user, wanted=True)
        CallFactory(school=school, sector=member.employer.sector, what="Brood bakken")

        assert [send_due_digests(), send_due_digests()] == [1, 0]
        time_machine.shift(datetime.timedelta(days=7))
        assert send_due_digests() == 0  # nothing new
        CallFactory(school=school, sector=member.employer.sector, what="Taart bakken")
        assert send_due_digests() == 1

        notes = Notification.objects.filter(kind="placements.calls_digest").order_by("pk")
        lines = [[call["what"] for call in note.context["calls"]] for note in notes]
        assert lines == [["Brood bakken"], ["Taart bakken"]]
        assert {note.recipient for note in notes} == {member.user}
        assert EmployerAsk.objects.filter(employer=member.employer).count() == 2

    def test_what_does_not_fit_is_not_mailed(self, school, member):
        want_digest(member.employer, by=member.user, wanted=True)
        CallFactory(school=school, sector=member.employer.sector, pc4="9711", km=5)

        assert send_due_digests() == 0

    def test_a_full_budget_means_no_mail_and_it_comes_later(self, school, member, monkeypatch):
        from placements.services import load

        full = load.Room(load.Why.REQUESTS)
        want_digest(member.employer, by=member.user, wanted=True)
        CallFactory(school=school, sector=member.employer.sector)
        with monkeypatch.context() as patched:
            patched.setattr(load, "room_for", lambda *_args, **_kwargs: full)
            assert send_due_digests() == 0

        assert CallDigest.objects.get().last_sent_at is None
        assert send_due_digests() == 1

    def test_no_mail_in_the_holidays(self, school, member, time_machine):
        want_digest(member.employer, by=member.user, wanted=True)
        CallFactory(school=school, sector=member.employer.sector)
        time_machine.move_to("2026-12-29T11:00:00Z", tick=False)

        assert send_due_digests() == 0

    def test_the_switch_on_the_page(self, client, member):
        client.force_login(member.user)
        address, slug = reverse("placements:call-digest"), member.employer.slug

        client.post(address, {"bedrijf": slug, "wil": "ja"})
        assert CallDigest.objects.filter(employer=member.employer).count() == 1
        client.post(address, {"bedrijf": slug, "wil": "nee"})
        assert CallDigest.objects.count() == 0
        assert client.post(address, {"bedrijf": "iets-anders", "wil": "ja"}).status_code == 404

    def test_somebody_else_cannot_switch(self, member, other_employer_user):
        with pytest.raises(PermissionDenied):
            want_digest(member.employer, by=other_employer_user, wanted=True)
