"""What happens to an offer when its last day has passed."""

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction

from employers.models import Offer
from employers.services.messages import tell_people
from employers.services.offers import sessions_with_visitors
from portal.audit import trail


def end_offers() -> int:
    """Take the offers out whose last day has passed. Those with visitors wait."""
    today = timezone.localdate()
    due = Offer.objects.filter(live=True, valid_until__lt=today).order_by("pk")
    return sum(_end(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _end(pk: int) -> bool:
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if not offer.live or sessions_with_visitors(offer).exists():
        return False
    if state := offer.current_workflow_state:
        state.cancel()
    UnpublishAction(offer).execute(skip_permission_checks=True)
    trail.record("employers.offer.end", offer, by=None)
    tell_people(offer, "employers.offer_ended", occasion=f"until {offer.valid_until}")
    return True
