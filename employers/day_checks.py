"""Why a day does not suit: a holiday of the schools, or a month in which there are no dates."""

import datetime as dt

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from employers.models import Offer, OfferPlanning, limits_of
from portal.reference.workdays import day_off


def planning_of(offer: Offer) -> OfferPlanning:
    """What the employer chose, or an unsaved row with what holds without a choice."""
    return getattr(offer, "planning", None) or OfferPlanning(offer=offer)


def months_without_dates(offer: Offer) -> frozenset[int]:
    """Of this offer, and the quiet months of its employer."""
    return frozenset(planning_of(offer).no_dates_in) | limits_of(offer.employer).quiet_months


def why_not(day: dt.date, months: frozenset[int]) -> str:
    """A sentence when no date can be on this day; ``months`` are those without dates."""
    off = day_off(day)
    if off and off.everywhere:
        return _("On this day it is %(holiday)s. The schools are closed.") % {"holiday": off.name}
    if day.month in months:
        return _("You chose to have no dates in %(month)s.") % {
            "month": str(MONTHS[day.month]).lower()
        }
    return ""


def what_to_mind(day: dt.date) -> str:
    """A sentence when only some of the schools are free on this day."""
    off = day_off(day)
    if off and not off.everywhere:
        return _("Some schools of the region have %(holiday)s on this day.") % {"holiday": off.name}
    return ""
