"""The desk of an employer: what waits, the next visits, how the offers do."""

from django.db.models import Count, Q

from employers.models import Employer, Offer
from employers.permissions import employer_ids
from employers.queries import next_visits
from placements.models import EmployerFeedback
from portal.core.waiting import queue_of
from portal.home.desks.employer_rows import EMPLOYER_ROWS


def desk_of(user) -> dict:
    offers = Offer.objects.filter(employer__in=employer_ids(user))
    feedback = EmployerFeedback.objects.filter(session__offer__employer__in=employer_ids(user))
    return {
        "employers": Employer.objects.filter(pk__in=employer_ids(user)),
        "waiting": queue_of(user, EMPLOYER_ROWS),
        "visits": next_visits(user),
        "numbers": offers.aggregate(online=Count("pk", filter=Q(live=True)), all=Count("pk")),
        "said": feedback.given().select_related("session__offer").order_by("-given_at")[:3],
    }
