"""What can wait for an employer. One function a subject: ``(user) -> rows``; add yours to the list.

A provider asks one query, or none: the desk costs the same for everyone.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Offer
from employers.permissions import employer_ids
from employers.queries import in_status
from portal.core.waiting import Provider, Urgency, WaitingRow


def own_offers(user) -> list[WaitingRow]:
    offers = Offer.objects.filter(employer__in=employer_ids(user))
    returned = in_status(offers, "returned").count()
    drafts = in_status(offers, "draft").count()
    offer_list = reverse("employers:offer-list")
    return [
        WaitingRow(
            count=returned,
            title=ngettext("offer was sent back", "offers were sent back", returned),
            text=_("The region says why. Change it and send it in again."),
            url=f"{offer_list}?status=returned",
            action=_("Look"),
            urgency=Urgency.SOON,
        ),
        WaitingRow(
            count=drafts,
            title=ngettext("offer is still a draft", "offers are still drafts", drafts),
            text=_("Only you can see it. Send it in when it is ready."),
            url=f"{offer_list}?status=draft",
            action=_("Go on"),
        ),
    ]


# The order here decides between rows that are equally urgent.
EMPLOYER_ROWS: tuple[Provider, ...] = (own_offers,)
