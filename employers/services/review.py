"""The region's side: who reviews, and what happens when a reviewer decides in Wagtail's admin."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    GroupApprovalTask,
    Workflow,
    WorkflowContentType,
    WorkflowState,
    WorkflowTask,
)

from employers.models import Offer
from employers.services.messages import tell_people
from portal.accounts.models import User
from portal.accounts.services import allow, set_up_editors
from portal.audit import trail

WORKFLOW = "Aanbod keuren"
TASK = "Keuren door de regio"


@transaction.atomic
def set_up_review() -> None:
    """The editors' rights on employers and offers, and the workflow of an offer. Safe to repeat."""
    group = set_up_editors()
    allow(group, "employers", "view_employer", "change_employer")
    allow(group, "employers", "view_worksite", "change_worksite")
    allow(group, "employers", "view_offer", "change_offer", "publish_offer", "lock_offer")
    allow(group, "employers", "unlock_offer", "view_offertemplate", "add_offertemplate")
    allow(group, "employers", "change_offertemplate", "delete_offertemplate")
    task, _made = GroupApprovalTask.objects.get_or_create(name=TASK)
    task.groups.add(group)
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0}
    )
    # The region may choose another workflow in the admin; that choice stays.
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Offer), defaults={"workflow": workflow}
    )


@transaction.atomic
def tell_approved(offer: Offer, state: WorkflowState, *, by: User | None) -> None:
    trail.record("employers.offer.approve", offer, by=by)
    tell_people(
        offer,
        "employers.offer_approved",
        occasion=f"review {state.current_task_state_id}",
        comment=_comment(state),
    )


@transaction.atomic
def tell_returned(offer: Offer, state: WorkflowState, *, by: User | None) -> None:
    """The reason goes to everybody who acts for the employer."""
    trail.record("employers.offer.return", offer, by=by)
    tell_people(
        offer,
        "employers.offer_returned",
        occasion=f"review {state.current_task_state_id}",
        reason=_comment(state),
    )


def _comment(state: WorkflowState) -> str:
    task_state = state.current_task_state
    return task_state.comment.strip() if task_state else ""
