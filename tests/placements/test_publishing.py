"""Publishing: once, all told, no names, seats settled."""

import pytest
from django.core.exceptions import PermissionDenied

from employers.models import Session
from placements.models import MatchRun, Placement, Reflection, Round, RoundSession, Unplaced
from placements.services.publishing import PublishRefused, publish_round
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.kinds import KINDS
from portal.notifications.models import Notification
from tests.factories import EmployerMembershipFactory, PlacementFactory
from tests.placements.rounds import a_round, add_date, at


@pytest.fixture
def round_(school, group, student):
    """Two pupils with a place (one can sign in), one without."""
    round_, (other, left) = a_round(school, group, pupils=2, state=Round.State.COMPUTED)
    date = add_date(round_, places=5)
    for pupil in (student, other):
        PlacementFactory(round=round_, student=pupil, session=date, state="proposed")
    Unplaced.objects.create(round=round_, student=left, reason="all_full")
    return round_


def test_publish_makes_places_definite_and_gives_the_rest_back(round_, coordinator):
    assert publish_round(round_, by=coordinator) == 2

    round_.refresh_from_db()
    assert round_.state == Round.State.PUBLISHED
    assert round_.published_at is not None
    assert set(Placement.objects.values_list("state", flat=True)) == {"published"}
    assert RoundSession.objects.get().held == 2
    assert Session.objects.get().places_taken == 2
    assert Reflection.objects.count() == 2
    assert "placements.round.publish" in {e.action for e in trail.entries_for(round_)}


def test_publish_tells_everybody_and_names_nobody(
    round_, coordinator, mentor, student, mailoutbox, django_capture_on_commit_callbacks
):
    employer = Session.objects.get().offer.employer
    colleague = EmployerMembershipFactory(employer=employer).user
    EmployerMembershipFactory()

    with django_capture_on_commit_callbacks(execute=True):
        publish_round(round_, by=coordinator)

    told = {(n.recipient, n.kind) for n in Notification.objects.select_related("recipient")}
    assert told == {
        (student.user, "placements.place_for_pupil"),
        (mentor, "placements.places_for_mentor"),
        (colleague, "placements.pupils_for_employer"),
    }
    assert {tuple(mail.to) for mail in mailoutbox} == {(mentor.email,), (colleague.email,)}
    written = " ".join(mail.subject + mail.body for mail in mailoutbox)
    for pupil in [p.student for p in Placement.objects.select_related("student")]:
        assert pupil.given_name not in written
        assert pupil.family_name not in written
    to_employer = next(mail for mail in mailoutbox if mail.to == [colleague.email])
    assert round_.school.name in to_employer.body
    assert "&" not in to_employer.body


def test_publish_tells_who_has_no_place(round_, coordinator, student):
    Placement.objects.filter(student=student).delete()
    Unplaced.objects.create(round=round_, student=student, reason="all_full")

    publish_round(round_, by=coordinator)

    told = Notification.objects.get(recipient=student.user)
    assert told.kind == "placements.no_place_for_pupil"


def test_publish_twice_is_once(round_, coordinator):
    publish_round(round_, by=coordinator)
    messages = Notification.objects.count()

    with pytest.raises(TransitionNotAllowed):
        publish_round(round_, by=coordinator)

    assert Notification.objects.count() == messages
    assert Session.objects.get().places_taken == 2


def test_publish_of_two_coordinators_at_once_is_won_by_one(round_, coordinator):
    same = Round.objects.get(pk=round_.pk)
    publish_round(round_, by=coordinator)

    with pytest.raises(TransitionNotAllowed):
        publish_round(same, by=coordinator)

    assert Reflection.objects.count() == 2


def refuse(round_, coordinator):
    with pytest.raises(PublishRefused):
        publish_round(round_, by=coordinator)
    round_.refresh_from_db()
    assert round_.state == Round.State.COMPUTED
    assert not Placement.objects.filter(round=round_).published().exists()
    assert not Notification.objects.exists()


def test_publish_without_places_is_refused(round_, coordinator):
    Placement.objects.all().delete()

    refuse(round_, coordinator)


def test_publish_on_a_cancelled_date_is_refused(round_, coordinator):
    Session.objects.update(state="cancelled")

    refuse(round_, coordinator)


def test_publish_of_a_pupil_in_two_places_at_once_is_refused(round_, coordinator, student):
    PlacementFactory(student=student, session__starts_at=at(20, 11), session__ends_at=at(20, 13))

    refuse(round_, coordinator)


def test_publish_over_capacity_is_refused(round_, coordinator):
    RoundSession.objects.update(held=1)

    refuse(round_, coordinator)


def test_publish_while_a_run_is_busy_is_refused(round_, coordinator):
    MatchRun.objects.create(round=round_)

    refuse(round_, coordinator)


def test_publish_is_for_the_coordinator_of_the_school(round_, mentor, other_coordinator):
    for stranger in (mentor, other_coordinator):
        with pytest.raises(PermissionDenied):
            publish_round(round_, by=stranger)


def test_every_kind_has_a_line_and_a_mail():
    from django.template.loader import get_template

    for kind in (k for k in KINDS.values() if k.name.startswith("placements.")):
        get_template(f"{kind.template}_subject.txt")
        get_template(f"{kind.template}_body.txt")
        assert str(kind.line)
