"""An editor decides in Wagtail's own admin, and the employer hears what and why."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType

from employers.models import Offer
from employers.queries import status_of
from employers.services import offers as services
from employers.services.review import set_up_review
from portal.accounts.models import RegionMembership
from portal.accounts.services import EDITORS, grant_region_role
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    EmployerFactory,
    EmployerMembershipFactory,
    OfferFactory,
    UserFactory,
)


def fresh(offer):
    return Offer.objects.get(pk=offer.pk)


def decide(client, offer, name, comment=""):
    """Press the button of the review dialog as the admin does."""
    task_state = fresh(offer).current_workflow_task_state
    url = reverse(
        "wagtailsnippets_employers_offer:workflow_action", args=[offer.pk, name, task_state.pk]
    )
    return client.post(url, {"comment": comment})


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def test_editor_approves_and_the_offer_is_online(
    admin, submitted, employer_user, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = decide(admin, submitted, "approve")

    offer = fresh(submitted)
    assert response.url == reverse("wagtailsnippets_employers_offer:edit", args=[offer.pk])
    assert status_of(offer).code == "online"
    assert offer.confirmed_on == timezone.localdate()
    assert [mail.to for mail in mailoutbox] == [[employer_user.email]]
    assert f"/bedrijf/aanbod/{offer.pk}/" in mailoutbox[0].body


def test_editor_returns_with_a_reason_that_reaches_everybody_of_the_employer(
    admin, submitted, editor, mailoutbox, django_capture_on_commit_callbacks
):
    colleague = EmployerMembershipFactory(employer=submitted.employer).user

    with django_capture_on_commit_callbacks(execute=True):
        decide(admin, submitted, "reject", comment="Schrijf kortere zinnen.")

    status = status_of(fresh(submitted))
    told = Notification.objects.get(recipient=colleague)
    assert (status.code, status.reason) == ("returned", "Schrijf kortere zinnen.")
    assert told.kind == "employers.offer_returned"
    assert told.context["reason"] == "Schrijf kortere zinnen."
    assert len(mailoutbox) == 2
    assert all("Schrijf kortere zinnen." in mail.body for mail in mailoutbox)
    returned = [e for e in trail.entries_for(submitted) if e.action == "employers.offer.return"]
    assert [entry.user for entry in returned] == [editor]


def test_a_returned_offer_is_changed_sent_again_and_approved(admin, submitted, employer_user):
    decide(admin, submitted, "reject", comment="Kortere zinnen.")
    newest = fresh(submitted).get_latest_revision_as_object()
    newest.summary = "Je bakt brood."
    services.save_draft(newest, by=employer_user)

    services.submit_offer(fresh(submitted), by=employer_user)
    decide(admin, submitted, "approve")

    offer = fresh(submitted)
    assert (offer.live, offer.summary) == (True, "Je bakt brood.")
    kinds = Notification.objects.filter(recipient=employer_user).values_list("kind", flat=True)
    assert sorted(kinds) == ["employers.offer_approved", "employers.offer_returned"]


def test_the_live_version_stays_until_the_change_is_approved(admin, live, employer_user):
    live.title = "Nieuwe titel"
    services.save_draft(live, by=employer_user)
    services.submit_offer(fresh(live), by=employer_user)
    assert (fresh(live).title, status_of(fresh(live)).code) == (
        "Kijk in de smederij",
        "change_waiting",
    )

    decide(admin, live, "approve")

    assert fresh(live).title == "Nieuwe titel"


def test_a_returned_change_keeps_the_live_version_online(admin, live, employer_user):
    live.title = "Nieuwe titel"
    services.save_draft(live, by=employer_user)
    services.submit_offer(fresh(live), by=employer_user)

    decide(admin, live, "reject", comment="Nee.")

    offer = fresh(live)
    assert (offer.live, offer.title) == (True, "Kijk in de smederij")
    assert status_of(offer).code == "change_returned"


def test_two_reviews_are_two_messages(admin, submitted, employer_user):
    for _time in range(2):
        decide(admin, submitted, "reject", comment="Nog niet.")
        services.submit_offer(fresh(submitted), by=employer_user)

    assert Notification.objects.filter(kind="employers.offer_returned").count() == 2


def test_employer_has_no_way_into_the_admin(client, submitted, employer_user):
    task_state = submitted.current_workflow_task_state
    client.force_login(employer_user)

    response = client.post(
        reverse(
            "wagtailsnippets_employers_offer:workflow_action",
            args=[submitted.pk, "approve", task_state.pk],
        )
    )

    assert response.status_code in {302, 403}
    assert not fresh(submitted).live


@pytest.mark.parametrize("name", ["offer", "employer", "worksite"])
def test_editor_sees_the_lists(admin, submitted, name):
    response = admin.get(reverse(f"wagtailsnippets_employers_{name}:list"))

    assert response.status_code == 200


def test_editor_finds_an_offer_by_a_part_of_its_title(admin, submitted):
    page = reverse("wagtailsnippets_employers_offer:list")

    assert submitted.title in admin.get(page, {"q": submitted.title[1:5]}).text
    assert submitted.title not in admin.get(page, {"q": "zoiets is er niet"}).text


@pytest.mark.parametrize(
    ("name", "factory"), [("offer", OfferFactory), ("employer", EmployerFactory)]
)
def test_lists_in_the_admin_cost_the_same_for_any_number(
    admin, django_assert_max_num_queries, name, factory
):
    page = reverse(f"wagtailsnippets_employers_{name}:list")
    admin.get(page)
    factory.create_batch(3)

    with django_assert_max_num_queries(15):
        admin.get(page)


def test_editor_sees_the_offer_its_preview_and_the_buttons(admin, submitted):
    page = admin.get(reverse("wagtailsnippets_employers_offer:edit", args=[submitted.pk]))

    assert page.status_code == 200
    assert "data-workflow-action-name" in page.text
    preview = admin.get(
        reverse(
            "wagtailsnippets_employers_offer:revisions_view",
            args=[submitted.pk, submitted.latest_revision_id],
        )
    )
    assert submitted.title in preview.text


def test_editor_sees_a_refused_decision_when_somebody_was_first(admin, submitted):
    decide(admin, submitted, "approve")

    page = admin.get(reverse("wagtailsnippets_employers_offer:edit", args=[submitted.pk]))

    assert page.status_code == 200
    assert fresh(submitted).live


def test_the_region_verifies_in_the_admin(client, employer, employer_user):
    boss = UserFactory()
    grant_region_role(boss, RegionMembership.Role.COORDINATOR)
    employer.state = "applied"
    employer.save()
    client.force_login(boss)
    page = client.get(reverse("wagtailsnippets_employers_employer:edit", args=[employer.pk]))
    url = reverse("employer_transition", args=[employer.pk, "verify"])
    assert f'formaction="{url}"' in page.text

    client.post(url)

    employer.refresh_from_db()
    assert employer.state == "verified"
    assert Notification.objects.get(recipient=employer_user).kind == "employers.employer_verified"


def test_an_editor_does_not_verify(admin, employer):
    employer.state = "applied"
    employer.save()

    response = admin.post(reverse("employer_transition", args=[employer.pk, "verify"]))

    employer.refresh_from_db()
    assert response.status_code in {302, 403}
    assert employer.state == "applied"


def test_a_step_that_is_not_possible_any_more_is_said(client, employer):
    boss = UserFactory()
    grant_region_role(boss, RegionMembership.Role.COORDINATOR)
    client.force_login(boss)

    response = client.post(reverse("employer_transition", args=[employer.pk, "verify"]))

    assert response.status_code == 302


def test_a_step_that_does_not_exist_is_not_found(client, employer):
    boss = UserFactory()
    grant_region_role(boss, RegionMembership.Role.COORDINATOR)
    client.force_login(boss)

    assert client.post(f"/admin/bedrijven/{employer.pk}/fire/").status_code == 404


def test_set_up_again_changes_nothing():
    def counts():
        return (
            Workflow.objects.count(),
            GroupApprovalTask.objects.count(),
            WorkflowContentType.objects.count(),
        )

    before = counts()
    set_up_review()
    call_command("load_reference", verbosity=0)

    assert counts() == before


def test_set_up_keeps_the_workflow_that_the_region_chose():
    other = Workflow.objects.create(name="Twee paar ogen")
    WorkflowContentType.objects.update(workflow=other)

    set_up_review()

    assert Offer.get_default_workflow() == other


def test_grant_region_role_twice_is_once():
    user = UserFactory()

    for _time in range(2):
        grant_region_role(user, RegionMembership.Role.EDITOR)

    assert user.region_memberships.count() == 1
    assert [group.name for group in user.groups.all()] == [EDITORS]
    assert user.is_region_editor
    assert user.has_perm("employers.publish_offer")
    assert not user.has_perm("employers.delete_offer")


def test_in_review_the_answer_is_yes_or_no(admin, submitted, live):
    in_review = admin.get(reverse("wagtailsnippets_employers_offer:edit", args=[submitted.pk]))
    online = admin.get(reverse("wagtailsnippets_employers_offer:edit", args=[live.pk]))

    assert 'name="action-publish"' not in in_review.text
    assert 'name="action-cancel-workflow"' not in in_review.text
    assert 'name="action-publish"' in online.text
