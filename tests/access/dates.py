"""Dates in one go, places kept for a school, partner schools, calendars and feeds."""

import datetime as dt

from django.utils import timezone

from employers.services.planning import calendar_address_of, secret_of
from placements.models import PartnerSchool, Reservation
from portal.reference.workdays import add_working_days
from tests.factories import SessionFactory


def add_date_pages(world, ours, theirs, employer) -> None:
    live = employer.offers.get(title="Smeden")
    date = SessionFactory(offer=live, places_taken=2)
    day = timezone.localdate(date.starts_at)
    kept = Reservation.objects.create(
        session=date, school=theirs["school"], places=2, left=2, free_on=day
    )
    partner = PartnerSchool.objects.create(employer=employer, school=theirs["school"])
    world.places |= {
        "employers:series-new": {"pk": live.pk},
        "employers:planning-edit": {"pk": live.pk},
        "employers:calendar-renew": {"slug": employer.slug},
        "employers:calendar-feed": {
            "employer": employer.pk,
            "secret": secret_of(calendar_address_of(employer)),
        },
        "placements:date-places": {"pk": date.pk},
        "placements:reservation-free": {"pk": kept.pk},
        "placements:partner-list": {"slug": employer.slug},
        "placements:partner-remove": {"pk": partner.pk},
        "placements:offers-feed": {"name": "atom"},
        "placements:date-calendar": {"uid": date.uid},
        "sitemap-section": {"section": "aanbod"},
    }
    first = add_working_days(day, 1)
    world.forms |= {
        "employers:series-new": {
            "rhythm": "week", "weekdays": [str(first.isoweekday())], "times": 1, "do": "make",
            "first_day": first.isoformat(), "start": "10:00", "end": "12:00", "min_places": 1,
            "max_places": 6,
        },
        "employers:planning-edit": {"release": "at_once"},
        "placements:date-places": {
            "school": ours["school"].pk, "places": 2,
            "free_on": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
        },
        "placements:partner-list": {"school": ours["school"].pk},
    }  # fmt: skip
