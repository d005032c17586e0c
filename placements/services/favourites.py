"""Keeping an offer to come back to. A bookmark of one's own: no line in the trail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from employers.models import Offer
from placements.models import Favourite
from placements.permissions import keeps_offers
from portal.accounts.models import User


@transaction.atomic
def keep_offer(offer: Offer, *, by: User) -> bool:
    """Keep it; says whether it is new. Twice is the same as once."""
    if not keeps_offers(by):
        raise PermissionDenied
    _favourite, created = Favourite.objects.get_or_create(user=by, offer=offer)
    return created


@transaction.atomic
def drop_offer(offer: Offer, *, by: User) -> None:
    """No longer keep it. What was not kept stays so."""
    if not keeps_offers(by):
        raise PermissionDenied
    Favourite.objects.visible_to(by).filter(offer=offer).delete()
