"""One order of locks for all who change a round: the round, its dates by number, the places.

A cancelled date starts at the date and locks no round, so nobody waits in a ring. On SQLite
writers take turns anyway, and this does nothing.
"""

from employers.models import Session
from employers.services.seats import hold_still
from placements.models import Round


def lock_round(round_id: int) -> Round:
    """The round as it is now, ours until the transaction ends."""
    return Round.objects.select_for_update(no_key=True).get(pk=round_id)


def lock_dates(*round_ids: int) -> None:
    """Keep the dates of these rounds as they are: nobody cancels one or takes its places."""
    dates = Session.objects.filter(round_sessions__round__in=round_ids)
    hold_still(dates.values_list("pk", flat=True))
