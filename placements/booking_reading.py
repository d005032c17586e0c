"""What the pages about requests show: whose, which dates, which tab, the timeline. Reads only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.models import Offer, Session
from placements.models import Booking, BookingStep
from placements.openings import openings
from placements.permissions import answers_booking, asks_booking
from portal.core.school_year import current_school_year
from schools.models import Group, School
from schools.permissions import Right, group_ids_with, school_ids_with

MOST_DATES = 12
State = Booking.State
TABS = {
    # tab: (label, states, order)
    "": (
        _("Waiting"),
        [State.QUEUED, State.REQUESTED, State.SEEN, State.OTHER],
        ("created_at",),
    ),
    "afgesproken": (_("Agreed"), [State.CONFIRMED], ("session__starts_at",)),
    "klaar": (_("Ended"), list(Booking.ENDED), ("-created_at",)),
}
STEPS = {
    "ask": _("Asked"),
    "send": _("Sent to the company"),
    "see": _("Read by the company"),
    "remind": _("Reminder sent"),
    "accept": _("The company says yes"),
    "offer_other": _("The company offers another date"),
    "agree": _("The school takes the other date"),
    "ask_again": _("The school names other days"),
    "decline": _("The company says no"),
    "withdraw": _("Taken back by the school"),
    "cancel": _("Called off"),
    "move": _("Another time or place"),
    "expire": _("Ended without an answer"),
    "finish": _("The group was there"),
    "miss": _("The group did not come"),
}


@dataclass(frozen=True)
class TimelineStep:
    """One line: when, what, by which side, and what was said with it."""

    at: dt.datetime
    label: str | Promise
    side: str
    note: str


def in_tab(bookings: QuerySet[Booking], tab: str, turn: Iterable[str]) -> QuerySet[Booking]:
    """The rows of one tab of a list of requests; first those in a state of ``turn``."""
    _label, states, order = TABS.get(tab, TABS[""])
    ours = Case(When(state__in=turn, then=0), default=1)
    return bookings.filter(state__in=states).order_by(ours, *order, "pk")


def tab_labels() -> list[tuple]:
    return [(code, label) for code, (label, _states, _order) in TABS.items()]


def groups_to_ask_for(user) -> QuerySet[Group]:
    """This year's base groups for which ``user`` may ask."""
    whole, own = school_ids_with(user, Right.REQUESTS), group_ids_with(user, Right.REQUESTS)
    mine = Group.objects.filter(school__in=whole) | Group.objects.filter(pk__in=own)
    groups = mine.base().of_year(current_school_year())
    return groups.with_size().select_related("school").order_by("school__name", "name")


def dates_for(offer: Offer, groups: QuerySet[Group]) -> list[Session]:
    """Dates with places that a school of these groups may choose today."""
    dates = offer.sessions.open().upcoming().with_places().order_by("starts_at", "pk")
    dates = list(dates.select_related("offer__employer")[:MOST_DATES])
    schools = School.objects.filter(pk__in={group.school_id for group in groups})
    may = {
        pk for school in schools for pk, opening in openings(dates, school).items() if opening.may
    }
    return [date for date in dates if date.pk in may]


def sees_as_employer(user, booking: Booking) -> bool:
    return answers_booking(user, booking) and not asks_booking(user, booking)


def steps_of(booking: Booking, *, inside: bool) -> list[TimelineStep]:
    """``inside``: for the school, which also sees what happened before the company was asked."""
    steps = list(booking.steps.all())
    if not inside:
        sent = next((n for n, step in enumerate(steps) if step.name == "send"), 0)
        steps = steps[sent:]
    return [
        TimelineStep(step.at, STEPS[step.name], BookingStep.Side(step.side).label, step.note)
        for step in steps
    ]
