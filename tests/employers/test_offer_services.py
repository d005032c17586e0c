import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from wagtail.models import WorkflowContentType

from employers.models import Employer, Offer
from employers.queries import status_of
from employers.services import offers as services
from employers.services.offer_start import copy_offer
from employers.signals import offer_withdrawn
from portal.audit import trail
from portal.notifications.models import Notification
from portal.reference.models import Competence, Subject
from tests.factories import EmployerMembershipFactory, OfferFactory, SessionFactory


def fresh(offer):
    return Offer.objects.get(pk=offer.pk)


def our_actions(offer):
    actions = [entry.action for entry in trail.entries_for(offer).order_by("pk")]
    return [action for action in actions if action.startswith("employers.")]


@pytest.fixture
def withdrawn_offers():
    heard = []

    def hear(offer, by, **kwargs):
        heard.append((offer.pk, by.pk))

    offer_withdrawn.connect(hear)
    yield heard
    offer_withdrawn.disconnect(hear)


def test_create_offer_is_a_draft_with_a_revision(employer, employer_user):
    offer = OfferFactory.build(employer=employer, sector=employer.sector, worksite=None)

    services.create_offer(offer, by=employer_user)

    kept = fresh(offer)
    assert (kept.live, kept.has_unpublished_changes) == (False, True)
    assert kept.latest_revision.user == employer_user
    assert our_actions(kept) == ["employers.offer.create"]


def test_create_offer_for_another_employer_is_refused(employer_user, other_employer_user):
    theirs = Employer.objects.get(memberships__user=other_employer_user)
    offer = OfferFactory.build(employer=theirs, sector=theirs.sector, worksite=None)

    with pytest.raises(PermissionDenied):
        services.create_offer(offer, by=employer_user)

    assert not Offer.objects.filter(employer=theirs).exists()


def test_create_offer_with_wrong_values_keeps_nothing(employer, employer_user):
    offer = OfferFactory.build(
        employer=employer, sector=employer.sector, worksite=None, group_min=9, group_max=3
    )

    with pytest.raises(ValidationError):
        services.create_offer(offer, by=employer_user)

    assert not Offer.objects.exists()


def test_save_draft_leaves_the_live_version_online(live, employer_user):
    live.title = "Kijk in de nieuwe smederij"

    services.save_draft(live, by=employer_user)

    kept = fresh(live)
    assert (kept.title, kept.live) == ("Kijk in de smederij", True)
    assert kept.get_latest_revision_as_object().title == "Kijk in de nieuwe smederij"
    assert status_of(kept).code == "change_draft"
    assert our_actions(kept) == ["employers.offer.change"]


def test_save_draft_of_what_nobody_sees_changes_it_at_once(draft, employer_user):
    draft.title = "Andere titel"
    draft.subjects = list(Subject.objects.all()[:2])

    services.save_draft(draft, by=employer_user)

    kept = fresh(draft)
    assert kept.title == "Andere titel"
    assert kept.subjects.count() == 2


def test_save_draft_in_review_is_refused(submitted, employer_user):
    submitted.title = "Toch anders"

    with pytest.raises(services.OfferInReview):
        services.save_draft(submitted, by=employer_user)

    assert fresh(submitted).get_latest_revision_as_object().title != "Toch anders"


def test_save_draft_of_what_an_editor_locked_is_refused(live, employer_user):
    Offer.objects.update(locked=True)

    with pytest.raises(services.OfferInReview):
        services.save_draft(live, by=employer_user)


def test_save_draft_by_another_employer_is_refused(live, other_employer_user):
    with pytest.raises(PermissionDenied):
        services.save_draft(live, by=other_employer_user)

    assert fresh(live).latest_revision is None


def test_submit_offer_starts_the_review_and_tells_the_region(
    draft, employer_user, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.submit_offer(draft, by=employer_user)

    kept = fresh(draft)
    assert status_of(kept).code == "waiting"
    assert our_actions(kept) == ["employers.offer.submit"]
    assert [mail.to for mail in mailoutbox] == [[editor.email]]
    assert f"/admin/snippets/employers/offer/edit/{draft.pk}/" in mailoutbox[0].body


def test_submit_offer_twice_is_refused(submitted, employer_user):
    with pytest.raises(services.OfferInReview):
        services.submit_offer(submitted, by=employer_user)

    assert fresh(submitted).workflow_states.count() == 1


def test_submit_offer_without_changes_is_refused(live, employer_user):
    with pytest.raises(services.NothingToReview):
        services.submit_offer(live, by=employer_user)


@pytest.mark.parametrize("state", [Employer.State.SUSPENDED, Employer.State.LEFT])
def test_submit_offer_of_an_employer_that_is_not_active_is_refused(draft, employer_user, state):
    Employer.objects.update(state=state)

    with pytest.raises(services.EmployerNotWelcome):
        services.submit_offer(draft, by=employer_user)


def test_submit_offer_without_a_workflow_says_what_to_do(draft, employer_user):
    WorkflowContentType.objects.all().delete()

    with pytest.raises(ImproperlyConfigured, match="load_reference"):
        services.submit_offer(draft, by=employer_user)


def test_recall_offer_makes_it_a_draft_again(submitted, employer_user):
    services.recall_offer(submitted, by=employer_user)

    assert status_of(fresh(submitted)).code == "draft"
    with pytest.raises(services.NotInReview):
        services.recall_offer(submitted, by=employer_user)


def test_copy_offer_has_the_newest_content_and_no_dates(live, employer_user):
    SessionFactory(offer=live)
    live.summary = "Nieuwste tekst."
    live.competences = list(Competence.objects.all()[:2])
    services.save_draft(live, by=employer_user)

    copy = copy_offer(fresh(live), by=employer_user)

    kept = fresh(copy)
    assert kept.summary == "Nieuwste tekst."
    assert kept.title.startswith("Kijk in de smederij (")
    assert (kept.live, kept.sessions.count(), kept.competences.count()) == (False, 0, 2)
    assert our_actions(kept) == ["employers.offer.copy"]


def test_withdraw_offer_takes_it_offline_and_tells_upwards(live, employer_user, withdrawn_offers):
    SessionFactory(offer=live)

    services.withdraw_offer(live, by=employer_user)

    assert status_of(fresh(live)).code == "withdrawn"
    assert withdrawn_offers == [(live.pk, employer_user.pk)]
    assert our_actions(live) == ["employers.offer.withdraw"]


def test_withdraw_offer_with_places_taken_is_refused(live, employer_user, withdrawn_offers):
    SessionFactory(offer=live, places_taken=3)
    SessionFactory(offer=live)

    with pytest.raises(services.OfferHasVisitors, match="1"):
        services.withdraw_offer(live, by=employer_user)

    assert fresh(live).live
    assert withdrawn_offers == []


def test_withdraw_offer_ends_a_review_of_its_changes(live, employer_user):
    live.title = "Nieuw"
    services.save_draft(live, by=employer_user)
    services.submit_offer(fresh(live), by=employer_user)

    services.withdraw_offer(fresh(live), by=employer_user)

    assert not fresh(live).workflow_in_progress


def test_withdraw_offer_that_is_not_online_is_refused(draft, employer_user):
    with pytest.raises(services.NotOnline):
        services.withdraw_offer(draft, by=employer_user)


@pytest.mark.parametrize(
    "service",
    [
        services.submit_offer,
        services.recall_offer,
        copy_offer,
        services.withdraw_offer,
        services.discard_draft,
    ],
)
def test_nobody_touches_the_offer_of_another_employer(live, other_employer_user, service):
    with pytest.raises(PermissionDenied):
        service(live, by=other_employer_user)


def test_the_region_may_act_for_an_employer(draft, region_coordinator):
    services.submit_offer(draft, by=region_coordinator)

    assert status_of(fresh(draft)).code == "waiting"


def test_everybody_of_the_employer_may_act(draft):
    colleague = EmployerMembershipFactory(employer=draft.employer, role="member").user

    services.submit_offer(draft, by=colleague)

    assert Notification.objects.filter(recipient=colleague).count() == 0
