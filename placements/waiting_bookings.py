"""What waits around requests for groups: at the school, at the company and in the region."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.permissions import employer_ids
from placements.load_overview import silent_employers
from placements.models import Booking
from placements.permissions import may_ask_for_groups
from portal.core.waiting import Urgency, WaitingRow

State = Booking.State


def requests_to_answer(user) -> list[WaitingRow]:
    """For an employer."""
    mine = Booking.objects.unanswered().filter(employer__in=employer_ids(user))
    count = mine.count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("school waits for your answer", "schools wait for your answer", count),
            text=_("Say yes, offer another date or say no. It takes one minute."),
            url=reverse("placements:employer-bookings"),
            action=_("Answer"),
            urgency=Urgency.NOW,
        )
    ]


def own_requests(user) -> list[WaitingRow]:
    """For who asks on behalf of a school: another date to decide about, and what still waits."""
    if not may_ask_for_groups(user):
        return []
    counts = Booking.objects.of_school_people(user).aggregate(
        other=Count("pk", filter=Q(state=State.OTHER)),
        open=Count("pk", filter=Q(state__in=[State.QUEUED, State.REQUESTED, State.SEEN])),
    )
    other, waiting = counts["other"], counts["open"]
    return [
        WaitingRow(
            count=other,
            title=ngettext("company offers another date", "companies offer another date", other),
            text=_("Does it suit you? The places are kept until you answer."),
            url=reverse("placements:booking-list"),
            action=_("Answer"),
            urgency=Urgency.NOW,
        ),
        WaitingRow(
            count=waiting,
            title=ngettext("request waits for a company", "requests wait for a company", waiting),
            text=_("We remind the company. You need not do anything."),
            url=reverse("placements:booking-list"),
            action=_("Look"),
        ),
    ]


def companies_without_answer(user) -> list[WaitingRow]:
    """For the region."""
    if not user.is_region_coordinator:
        return []
    count = silent_employers().count()
    return [
        WaitingRow(
            count=count,
            title=ngettext(
                "company leaves requests unanswered", "companies leave requests unanswered", count
            ),
            text=_("A call often helps. Nobody else sees this."),
            url=reverse("placements:load-silent"),
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]
