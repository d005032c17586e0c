"""What people report about an offer, and what the region does with it."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from employers.models import Offer
from placements.models import OfferReport
from placements.workflow import REPORT_WORKFLOW
from portal.accounts.models import RegionMembership, User
from portal.audit.trail import record
from portal.notifications.letters import write_letter
from portal.notifications.services import notify


@transaction.atomic
def report_offer(
    offer: Offer, *, reason: str, words: str, email: str = "", by: Any = None
) -> OfferReport:
    """Anybody may, signed in or not. The people of the region are told."""
    report = OfferReport.objects.create(offer=offer, reason=reason, words=words, email=email)
    record("placements.report.make", report, by=by if getattr(by, "pk", None) else None)
    notify(
        region_people(),
        kind="placements.offer_reported",
        about=report,
        url=reverse("placements:report-list"),
        title=offer.title,
    )
    return report


@transaction.atomic
def handle_report(report: OfferReport, *, note: str, by: User) -> OfferReport:
    """Done, with what was done. Who left an address reads it, and then the address goes."""
    email = report.email
    stamps = {"note": note, "handled_at": timezone.now(), "handled_by": by, "email": ""}
    REPORT_WORKFLOW.apply("handle", report, by=by, **stamps)
    record("placements.report.handle", report, by=by)
    if email:
        write_letter(
            email,
            "emails/placements/report_handled",
            url=report.offer.get_absolute_url(),
            title=report.offer.title,
            note=note,
        )
    return report


def region_people():
    roles = RegionMembership.Role.values
    return User.objects.filter(region_memberships__role__in=roles, is_active=True).distinct()
