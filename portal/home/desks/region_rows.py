"""What can wait for the region. One function a subject: ``(user) -> rows``; add yours to the list.

A provider asks one query, or none: the desk costs the same however much waits.
"""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, EmployerMembership, Guest, JoinRequest, Offer, Session
from employers.queries import in_status
from employers.services.members import members_page
from placements.calls import unanswered_row
from placements.models import OfferReport
from placements.waiting_bookings import companies_without_answer
from portal.core.waiting import Provider, Urgency, WaitingRow
from schools.models import School


def offers_to_review(_user) -> list[WaitingRow]:
    count = in_status(Offer.objects.all(), "waiting").count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("offer waits for review", "offers wait for review", count),
            text=_("Approve it, or send it back with a reason."),
            url=reverse("wagtailadmin_home"),
            action=_("Review"),
            urgency=Urgency.SOON,
        )
    ]


def employers_to_verify(_user) -> list[WaitingRow]:
    count = Employer.objects.filter(state=Employer.State.APPLIED).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext(
                "employer waits for verification", "employers wait for verification", count
            ),
            text=_("Check the KvK number and verify."),
            url=reverse("wagtailsnippets_employers_employer:list"),
            action=_("Check"),
            urgency=Urgency.SOON,
        )
    ]


def requests_to_join(_user) -> list[WaitingRow]:
    """The owners may answer too; where there are none, nobody else can."""
    waiting = JoinRequest.objects.waiting().filter(_without_owner())
    first = waiting.select_related("employer").first()
    count = waiting.count() if first else 0
    return [
        WaitingRow(
            count=count,
            title=ngettext("person asks to join", "people ask to join", count),
            text=_("The company has no owner here. Do they work there?"),
            url=members_page(first.employer) if first else "",
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


def _without_owner():
    owners = EmployerMembership.objects.filter(employer=OuterRef("employer"), role="owner")
    return ~Exists(owners)


def reported_offers(user) -> list[WaitingRow]:
    count = OfferReport.objects.visible_to(user).open().count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("report about an offer", "reports about offers", count),
            text=_("A visitor says that something is wrong."),
            url=reverse("placements:report-list"),
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


def vogs_to_see(user) -> list[WaitingRow]:
    """Only the coordinator says that a VOG was seen."""
    if not user.is_region_coordinator:
        return []
    count = Guest.objects.filter(vog_issued_on__isnull=False, vog_seen_on=None).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("VOG of a guest to look at", "VOGs of guests to look at", count),
            text=_("A company stated it. Look at it once and note that you saw it."),
            url=reverse("employers:guest-list"),
            action=_("Look"),
        )
    ]


def paused_with_visitors(_user) -> list[WaitingRow]:
    """Companies on hold where pupils are still to come: somebody has to decide with the schools."""
    count = (
        Employer.objects.filter(
            state=Employer.State.SUSPENDED,
            offers__sessions__in=Session.objects.open().upcoming().filter(places_taken__gt=0),
        )
        .distinct()
        .count()
    )
    return [
        WaitingRow(
            count=count,
            title=ngettext(
                "company on hold still expects pupils",
                "companies on hold still expect pupils",
                count,
            ),
            text=_("Tell the schools, or end the hold."),
            url=reverse("wagtailsnippets_employers_employer:list") + "?state=suspended",
            action=_("Look"),
            urgency=Urgency.NOW,
        )
    ]


def schools_without_owner(user) -> list[WaitingRow]:
    """Nobody answers for the pages of these schools, so nobody can hand them over either."""
    if not user.is_region_coordinator:
        return []
    count = School.objects.filter(owner=None).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("school without an owner", "schools without an owner", count),
            text=_("Invite a coordinator, or appoint one."),
            url=reverse("schools:owner-list"),
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


# The order here decides between rows that are equally urgent.
REGION_ROWS: tuple[Provider, ...] = (
    offers_to_review,
    employers_to_verify,
    paused_with_visitors,
    requests_to_join,
    reported_offers,
    vogs_to_see,
    unanswered_row,
    companies_without_answer,
    schools_without_owner,
)
