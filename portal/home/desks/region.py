"""The desk of the region: what to approve, and where supply is thin. No pupils here."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, Offer, Session
from employers.queries import in_status
from portal.core.charts import Bar
from portal.reference.models import Sector
from schools.models import School


def desk_of(_user) -> dict:
    supply = supply_by_sector()
    return {
        "waiting": waiting_rows(),
        "supply": supply,
        "bars": [Bar(row["sector"].pupil_label.split()[0], row["places"]) for row in supply],
        "thinnest": min(supply, key=lambda row: row["places"], default=None),
        "numbers": {
            "employers": Employer.objects.verified().count(),
            "schools": School.objects.count(),
            "offers": Offer.objects.published().count(),
            "dates": Session.objects.open().upcoming().count(),
        },
    }


def waiting_rows() -> list[dict]:
    to_review = in_status(Offer.objects.all(), "waiting").count()
    to_verify = Employer.objects.filter(state=Employer.State.APPLIED).count()
    rows = [
        {
            "count": to_review,
            "title": ngettext("offer waits for review", "offers wait for review", to_review),
            "text": _("Approve it, or send it back with a reason."),
            "url": reverse("wagtailadmin_home"),
            "action": _("Review"),
            "hot": True,
        },
        {
            "count": to_verify,
            "title": ngettext(
                "employer waits for verification", "employers wait for verification", to_verify
            ),
            "text": _("Check the KvK number and verify."),
            "url": reverse("wagtailsnippets_employers_employer:list"),
            "action": _("Check"),
            "hot": True,
        },
    ]
    return [row for row in rows if row["count"]]


def supply_by_sector() -> list[dict]:
    """For each sector the open dates to come and their free places."""
    to_come = Session.objects.open().upcoming().filter(starts_at__gt=timezone.now())
    counted = {
        row["offer__sector"]: row
        for row in to_come.filter(offer__live=True)
        .values("offer__sector")
        .annotate(
            dates=Count("pk"),
            offers=Count("offer", distinct=True, filter=Q(offer__live=True)),
            places=Coalesce(Sum(F("max_places") - F("places_taken")), 0),
        )
    }
    nothing = {"dates": 0, "offers": 0, "places": 0}
    return [
        {"sector": sector, **nothing, **counted.get(sector.pk, {})}
        for sector in Sector.all_cached()
    ]
