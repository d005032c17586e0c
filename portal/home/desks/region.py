"""The desk of the region: what to approve, and where supply is thin. No pupils here."""

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from employers.freshness import unconfirmed_by_sector
from employers.models import Employer, Offer, Session
from employers.models.freshness import in_catalogue
from employers.queries import dates_with_visitors
from portal.core.charts import Bar
from portal.core.waiting import queue_of
from portal.home.desks.region_rows import REGION_ROWS
from portal.reference.models import Sector
from schools.models import School


def desk_of(user) -> dict:
    supply = supply_by_sector()
    return {
        "waiting": queue_of(user, REGION_ROWS),
        "on_hold": dates_with_visitors()[:12],
        "supply": supply,
        **freshness(),
        "bars": [Bar(row["sector"].pupil_label.split()[0], row["places"]) for row in supply],
        "thinnest": min(supply, key=lambda row: row["places"], default=None),
        "numbers": {
            "employers": Employer.objects.verified().count(),
            "schools": School.objects.count(),
            "offers": Offer.objects.published().count(),
            "dates": Session.objects.open().upcoming().count(),
        },
    }


def freshness() -> dict:
    """Sectors with offers that are not confirmed, the most first, and how many in all."""
    counts = unconfirmed_by_sector()
    rows = [(sector, counts[sector.pk]) for sector in Sector.all_cached() if sector.pk in counts]
    return {
        "stale": sorted(rows, key=lambda row: -row[1]),
        "stale_total": sum(counts.values()),
    }


def supply_by_sector() -> list[dict]:
    """For each sector the open dates to come and their free places."""
    to_come = Session.objects.open().upcoming().filter(starts_at__gt=timezone.now())
    counted = {
        row["offer__sector"]: row
        for row in to_come.filter(in_catalogue("offer__"))
        .values("offer__sector")
        .annotate(
            dates=Count("pk"),
            offers=Count("offer", distinct=True),
            places=Coalesce(Sum(F("max_places") - F("places_taken")), 0),
        )
    }
    nothing = {"dates": 0, "offers": 0, "places": 0}
    return [
        {"sector": sector, **nothing, **counted.get(sector.pk, {})}
        for sector in Sector.all_cached()
    ]
