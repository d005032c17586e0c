"""Asking for a group, for the tests of requests and of the load budget."""

import datetime as dt

from django.utils import timezone

from placements.models.booking import Wish
from placements.services.bookings import Request, ask_for_group
from portal.reference.workdays import is_working_day


def school_day(days: int) -> dt.date:
    """A day on which schools are open, so many days from now or soon after."""
    day = timezone.localdate() + dt.timedelta(days=days)
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def wish(days: int = 35) -> Wish:
    return Wish(school_day(days), "any")


def ask_on(session, group, by, pupils=4, **more):
    """Ask for a date that the employer gave."""
    request = Request(group=group, pupils=pupils, session=session, contact_name="Jo", **more)
    return ask_for_group(session.offer, request, by=by)


def ask_for_day(offer, group, by, *wishes, pupils=4, **more):
    """Ask for another day."""
    request = Request(
        group=group, pupils=pupils, wishes=wishes or (wish(),), contact_name="Jo", **more
    )
    return ask_for_group(offer, request, by=by)
