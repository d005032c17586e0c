"""Dates in one go, dates given out in steps, and places kept for a school."""

import datetime

from django.db.models import F

from employers.models import DateSeries, Offer, OfferPlanning, Release, Session
from placements.models import PartnerSchool, Reservation
from portal.demo.stage import Stage
from portal.reference.workdays import is_working_day
from schools.models import School

FARM = "Een ochtend op de melkgeitenboerderij"
PARTNER = "99XX"
STEPS_START = 75  # days from now: partner schools may choose, the others not yet
EVERY = datetime.timedelta(weeks=2)
DATES = 4
KEPT = 6


def load(stage: Stage) -> str:
    offer = Offer.objects.select_related("employer").get(title=FARM)
    school = School.objects.get(brin=PARTNER)
    PartnerSchool.objects.create(employer=offer.employer, school=school)
    OfferPlanning.objects.create(offer=offer, no_dates_in=[7, 8], last_minute=True)
    series = _series(stage, offer)
    date = series[0]
    Reservation.objects.create(
        session=date,
        school=school,
        places=KEPT,
        left=KEPT,
        free_on=stage.now.date() + datetime.timedelta(days=45),
    )
    Session.objects.filter(pk=date.pk).update(places_taken=F("places_taken") + KEPT)
    return f"{len(series)} in steps, {KEPT} places kept"


def _series(stage: Stage, offer: Offer) -> list[Session]:
    first = stage.calendar.today + datetime.timedelta(days=STEPS_START)
    first += datetime.timedelta(days=(1 - first.weekday()) % 7)  # a Tuesday
    days = [day for number in range(3 * DATES) if is_working_day(day := first + number * EVERY)]
    series = DateSeries.objects.create(
        offer=offer,
        rhythm=DateSeries.Rhythm.TWO_WEEKS,
        weekdays=[2],
        first_day=first,
        times=DATES,
    )
    duration = datetime.timedelta(minutes=offer.duration_minutes)
    starts = [stage.calendar.at(day, "9.30") for day in days[:DATES]]
    return Session.objects.bulk_create(
        Session(
            offer=offer,
            series=series,
            starts_at=start,
            ends_at=start + duration,
            min_places=offer.group_min,
            max_places=offer.group_max,
            release=Release.IN_STEPS,
        )
        for start in starts
    )
