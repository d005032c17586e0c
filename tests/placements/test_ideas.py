"""A pupil's idea: proposed in two screens, passed on or kindly declined. No name leaves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from placements.models import Call
from placements.services.calls import CallProblem
from placements.services.ideas import approve_idea, decline_idea, propose_idea
from portal.audit import trail
from portal.notifications.models import Notification
from portal.reference.models import Sector
from tests.factories import LocationFactory, StudentFactory, UserFactory

State = Call.State


@pytest.fixture
def sector():
    return Sector.objects.order_by("order").first()


@pytest.fixture
def idea(student, mentor, sector):
    LocationFactory(school=student.school)
    return propose_idea(student, by=student.user, sector=sector, what="  Brood \n bakken ")


def told(kind):
    return [note.recipient for note in Notification.objects.filter(kind=kind)]


def test_an_idea_waits_for_the_mentor_and_names_nobody(idea, student, mentor):
    assert (idea.state, idea.what, idea.student) == (State.IDEA, "Brood bakken", student)
    assert (idea.year, idea.pc4) == (2, "4001")
    assert told("placements.idea_proposed") == [mentor]
    context = Notification.objects.get(kind="placements.idea_proposed").context
    assert student.given_name not in str(context)
    assert [entry.action for entry in trail.entries_for(idea)] == ["placements.idea.propose"]


def test_without_a_mentor_the_coordinators_hear_it(student, coordinator, sector):
    propose_idea(student, by=student.user, sector=sector, what="Brood bakken")

    assert told("placements.idea_proposed") == [coordinator]


@pytest.mark.parametrize("what", ["", "   \n "])
def test_an_empty_idea_is_refused(student, sector, what):
    with pytest.raises(CallProblem):
        propose_idea(student, by=student.user, sector=sector, what=what)


def test_three_ideas_wait_at_most(student, sector):
    for number in range(3):
        propose_idea(student, by=student.user, sector=sector, what=f"Idee {number}")

    with pytest.raises(CallProblem):
        propose_idea(student, by=student.user, sector=sector, what="Nog een")


def test_nobody_has_an_idea_for_somebody_else(student, sector, coordinator):
    with pytest.raises(PermissionDenied):
        propose_idea(student, by=coordinator, sector=sector, what="Brood bakken")


def test_a_made_up_kind_becomes_any_kind(student, sector):
    idea = propose_idea(student, by=student.user, sector=sector, what="Brood", kind="<script>")

    assert idea.kind == ""


@pytest.mark.parametrize("who", ["mentor", "teacher", "coordinator"])
def test_passing_on_makes_it_an_open_call(idea, student, who, request):
    user = request.getfixturevalue(who)
    idea.pupils = 12

    approve_idea(idea, by=user)

    idea.refresh_from_db()
    assert (idea.state, idea.asked_by, idea.pupils) == (State.OPEN, user, 12)
    assert idea.expires_on is not None
    assert told("placements.idea_approved") == [student.user]


@pytest.mark.parametrize("who", ["school_leader", "other_coordinator", "employer_user"])
def test_others_do_not_decide(idea, who, request):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        approve_idea(idea, by=user)
    with pytest.raises(PermissionDenied):
        decline_idea(idea, by=user, words="Nee")


def test_declining_takes_one_kind_sentence_that_the_pupil_reads(client, idea, student, mentor):
    with pytest.raises(CallProblem):
        decline_idea(idea, by=mentor, words=" ")
    decline_idea(idea, by=mentor, words="Goed idee, maar te ver weg.")
    client.force_login(student.user)

    page = client.get(reverse("placements:idea"))

    assert told("placements.idea_declined") == [student.user]
    assert "Goed idee, maar te ver weg." in page.text


def test_the_two_screens(client, student, sector):
    client.force_login(student.user)
    first = client.get(reverse("placements:idea"))
    address = reverse("placements:idea-what", args=[sector.code])

    assert address in first.text
    assert client.get(address).status_code == 200
    assert client.post(address, {"what": ""}).status_code == 422
    assert client.post(address, {"what": "x" * 200}).status_code == 422
    done = client.post(address, {"what": "Brood bakken", "kind": "visit"}, follow=True)

    assert done.redirect_chain == [(reverse("placements:idea-sent"), 302)]
    assert Call.objects.get().kind == "visit"


def test_an_idea_shows_markup_as_text(client, student, sector, mentor):
    idea = propose_idea(student, by=student.user, sector=sector, what="<script>alert(1)</script>")
    client.force_login(mentor)

    page = client.get(reverse("placements:idea-decide", args=[idea.pk]))

    assert "<script>alert" not in page.text


def test_only_pupils_have_the_screens(client, mentor):
    client.force_login(mentor)

    assert client.get(reverse("placements:idea")).status_code == 403


def test_the_page_to_decide_names_the_pupil_for_who_may_know(client, idea, student, mentor):
    client.force_login(mentor)

    page = client.get(reverse("placements:idea-decide", args=[idea.pk]))

    assert student.given_name in page.text


def test_a_colleague_at_another_school_does_not_find_it(client, idea, other_coordinator):
    client.force_login(other_coordinator)

    assert client.get(reverse("placements:idea-decide", args=[idea.pk])).status_code == 404


def test_the_region_never_learns_whose_idea_it_was(client, idea, student, mentor, region_editor):
    approve_idea(idea, by=mentor)
    client.force_login(region_editor)

    page = client.get(idea.get_absolute_url())

    assert (page.status_code, student.given_name in page.text) == (200, False)


def test_passing_on_and_declining_in_the_browser(client, idea, mentor, sector):
    client.force_login(mentor)
    address = reverse("placements:idea-decide", args=[idea.pk])
    form = {
        "what": "Een bakkerij zien", "sector": sector.pk, "pupils": 12, "answer": "yes",
        "expires_on": "2000-01-01",
    }  # fmt: skip

    assert client.post(address, {"answer": "no", "words": ""}).status_code == 422
    assert client.post(address, form).status_code == 422
    good = client.post(address, {**form, "expires_on": usual()}, follow=True)
    again = client.get(address, follow=True)

    idea.refresh_from_db()
    assert (good.status_code, idea.state, idea.what) == (200, State.OPEN, "Een bakkerij zien")
    assert "al beantwoord" in again.text


def usual():
    from placements.services.calls import usual_end

    return usual_end().isoformat()


def test_a_pupil_sees_own_ideas_only(student, idea):
    other = StudentFactory(
        base_group=student.base_group, user=UserFactory(email=None, first_name="", last_name="")
    )

    assert list(Call.objects.visible_to(student.user)) == [idea]
    assert list(Call.objects.visible_to(other.user)) == []
