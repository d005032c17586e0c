"""What can wait for an employer. One function a subject: ``(user) -> rows``; add yours to the list.

A provider asks one query, or none: the desk costs the same for everyone.
"""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, JoinRequest, Offer, SafetyPassport
from employers.models.employer import employer_roles
from employers.models.passport import REMIND_BEFORE
from employers.permissions import employer_ids
from employers.queries import in_status
from placements.calls import open_calls_row
from placements.waiting_bookings import requests_to_answer
from placements.waiting_visits import visits_to_report
from portal.core.waiting import Provider, Urgency, WaitingRow


def own_offers(user) -> list[WaitingRow]:
    offers = Offer.objects.filter(employer__in=employer_ids(user))
    counts = offers.aggregate(
        returned=Count("pk", filter=Q(pk__in=in_status(offers, "returned"))),
        drafts=Count("pk", filter=Q(pk__in=in_status(offers, "draft"))),
    )
    returned, drafts = counts["returned"], counts["drafts"]
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


def offers_to_confirm(user) -> list[WaitingRow]:
    """Asked by mail, amber or out of the catalogue: one click each."""
    offers = Offer.objects.filter(employer__in=employer_ids(user))
    count = in_status(offers, "confirm").count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("offer to confirm", "offers to confirm", count),
            text=_("Is it still right? One click, and schools see that it is fresh."),
            url=reverse("employers:offer-list") + "?status=confirm",
            action=_("Confirm"),
            urgency=Urgency.SOON,
        )
    ]


def people_of_own_companies(user) -> list[WaitingRow]:
    """Who asks to join, and companies that depend on one person."""
    own = [pk for pk, role in employer_roles(user).items() if role == "owner"]
    counts = JoinRequest.objects.waiting().filter(employer__in=own).count() if own else 0
    alone = Employer.objects.filter(pk__in=own).exclude(state="left")
    alone = alone.annotate(
        people=Count("memberships", distinct=True),
        asked=Count(
            "invitations",
            filter=Q(invitations__accepted_at=None, invitations__withdrawn_at=None),
            distinct=True,
        ),
    )
    alone = alone.filter(people=1, asked=0).count() if own else 0
    return [
        WaitingRow(
            count=counts,
            title=ngettext("person asks to join", "people ask to join", counts),
            text=_("Do they work with you? Approve or decline."),
            url=reverse("employers:member-home"),
            action=_("Answer"),
            urgency=Urgency.NOW,
        ),
        WaitingRow(
            count=alone,
            title=ngettext("company has one contact", "companies have one contact", alone),
            text=_("Invite a second colleague. Then schools reach somebody when you are away."),
            url=reverse("employers:member-home"),
            action=_("Invite"),
        ),
    ]


def passports_to_confirm(user) -> list[WaitingRow]:
    """Over, or nearly: one click when nothing changed."""
    mine = SafetyPassport.objects.filter(worksite__employer__in=employer_ids(user))
    count = mine.filter(valid_until__lte=timezone.localdate() + REMIND_BEFORE).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("safety passport to confirm", "safety passports to confirm", count),
            text=_("Nothing changed? One click, and it holds for another year."),
            url=reverse("employers:worksite-list"),
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


# The order here decides between rows that are equally urgent.
EMPLOYER_ROWS: tuple[Provider, ...] = (
    requests_to_answer,
    visits_to_report,
    own_offers,
    offers_to_confirm,
    passports_to_confirm,
    open_calls_row,
    people_of_own_companies,
)
