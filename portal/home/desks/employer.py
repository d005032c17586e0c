"""The desk of an employer: what waits, the next visits, what came of the last ones."""

from django.db.models import Count, Q
from django.utils import timezone

from employers.models import Employer, Offer
from employers.permissions import employer_ids
from placements.load_overview import loads_of
from placements.quotes import released_quotes
from placements.takeaway import takeaway_by_session
from placements.visits import coming_visits, describe, past_visits
from portal.core.waiting import queue_of
from portal.home.desks.employer_rows import EMPLOYER_ROWS

COMING, BEEN, QUOTES = 4, 6, 2


def desk_of(user) -> dict:
    mine = employer_ids(user)
    been = list(past_visits(user)[:BEEN])
    taken = takeaway_by_session([session.pk for session in been])
    offers = Offer.objects.filter(employer__in=mine)
    return {
        "employers": Employer.objects.filter(pk__in=mine),
        "loads": loads_of(
            Employer.objects.filter(pk__in=mine).select_related("load_budget"),
            timezone.localdate().replace(day=1),
        ),
        "waiting": queue_of(user, EMPLOYER_ROWS),
        "visits": describe(coming_visits(user)[:COMING]),
        "numbers": offers.aggregate(online=Count("pk", filter=Q(live=True)), all=Count("pk")),
        "been": [(session, taken[session.pk]) for session in been if taken.get(session.pk)],
        "has_been": bool(been),
        "quotes": released_quotes(mine, QUOTES),
    }
