"""What waits for somebody: drafts, an offer for the editor, one sent back, and messages."""

from employers.models import Offer
from employers.services.offers import submit_offer
from portal.accounts.models import User
from portal.demo.people import EDITOR
from portal.demo.stage import Stage, read
from portal.notifications.models import Notification

RETURNED = (
    "Mooi aanbod! Wil je nog zeggen hoe een leerling die niet kan lopen de stuurhut in komt? "
    "En zet erbij of er twee begeleiders mee mogen."
)


def load(stage: Stage) -> str:
    states = {row["title"]: row["state"] for row in read("offers") if row["state"] != "published"}
    for offer in Offer.objects.filter(title__in=states).select_related("employer"):
        _bring(offer, states[offer.title])
    # Nobody of the demo gets mail; what is told stands in the inbox.
    Notification.objects.filter(emailed_at=None).update(emailed_at=stage.now)
    return f"{len(states)} offers not online, {Notification.objects.count()} messages"


def _bring(offer: Offer, state: str) -> None:
    owner = offer.employer.memberships.get(role="owner").user
    if state == "draft":
        offer.save_revision(user=owner)
        return
    submit_offer(offer, by=owner)
    if state == "returned":
        offer.refresh_from_db()
        editor = User.objects.get(email=EDITOR)
        offer.current_workflow_task_state.reject(user=editor, comment=RETURNED)
