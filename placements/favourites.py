"""Reading what somebody kept."""

from collections.abc import Iterable

from django.db.models import QuerySet

from employers.models import Offer
from placements.models import Favourite
from placements.permissions import keeps_offers


def kept_ids(user, offer_ids: Iterable[int]) -> frozenset[int] | None:
    """Which of these offers ``user`` kept; None for who keeps none, so that no heart is shown."""
    if not keeps_offers(user):
        return None
    mine = Favourite.objects.visible_to(user).filter(offer__in=list(offer_ids))
    return frozenset(mine.values_list("offer", flat=True))


def kept_offers(user) -> QuerySet[Offer]:
    """What ``user`` kept and may still see, the last one first."""
    mine = Favourite.objects.visible_to(user)
    return Offer.objects.visible_to(user).filter(favourites__in=mine).order_by("-favourites__pk")
