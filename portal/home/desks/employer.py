"""The desk of an employer: what waits, the next visits, how the offers do."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, Offer
from employers.permissions import employer_ids
from employers.queries import in_status, next_visits
from placements.models import EmployerFeedback


def desk_of(user) -> dict:
    offers = Offer.objects.filter(employer__in=employer_ids(user))
    feedback = EmployerFeedback.objects.filter(session__offer__employer__in=employer_ids(user))
    return {
        "employers": Employer.objects.filter(pk__in=employer_ids(user)),
        "waiting": waiting_for(offers),
        "visits": next_visits(user),
        "numbers": offers.aggregate(online=Count("pk", filter=Q(live=True)), all=Count("pk")),
        "said": feedback.given().select_related("session__offer").order_by("-given_at")[:3],
    }


def waiting_for(offers) -> list[dict]:
    returned = in_status(offers, "returned").count()
    drafts = in_status(offers, "draft").count()
    rows = [
        {
            "count": returned,
            "title": ngettext("offer was sent back", "offers were sent back", returned),
            "text": _("The region says why. Change it and send it in again."),
            "url": reverse("employers:offer-list") + "?status=returned",
            "action": _("Look"),
            "hot": True,
        },
        {
            "count": drafts,
            "title": ngettext("offer is still a draft", "offers are still drafts", drafts),
            "text": _("Only you can see it. Send it in when it is ready."),
            "url": reverse("employers:offer-list") + "?status=draft",
            "action": _("Go on"),
            "hot": False,
        },
    ]
    return [row for row in rows if row["count"]]
