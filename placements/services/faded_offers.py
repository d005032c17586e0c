"""An offer left the catalogue without being withdrawn: what is agreed stays, what is not goes."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from employers.models import Offer
from placements.models import Round, RoundSession
from placements.queries import coordinators_of
from portal.audit.trail import record
from portal.notifications.services import notify


@transaction.atomic
def leave_draft_rounds(offer: Offer, *, by: Any) -> int:
    """Take its dates out of the rounds that hold no places yet; their coordinators hear it.

    A round that is open holds places the employer gave: these are agreed, and pupils chose them.
    """
    rows = RoundSession.objects.filter(
        round__state=Round.State.DRAFT,
        held=0,
        session__offer=offer,
        session__starts_at__gt=timezone.now(),
    ).select_related("round__school")
    dates: dict[Round, list[int]] = defaultdict(list)
    for row in rows.order_by("round", "pk"):
        dates[row.round].append(row.pk)
    for round_, ids in dates.items():
        RoundSession.objects.filter(pk__in=ids, held=0).delete()
        record("placements.round.offer_left", round_, by=by, offer=offer.pk)
        notify(
            coordinators_of(round_.school).filter(is_active=True),
            kind="placements.offer_left_round",
            about=round_,
            occasion=f"offer {offer.pk} {timezone.localdate().isoformat()}",
            offer=offer.title,
            round=round_.title,
        )
    return sum(len(ids) for ids in dates.values())
