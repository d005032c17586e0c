"""Most offers are fresh; some are amber, a few faded or paused, and the farm has a question."""

import datetime

from django.db.models import QuerySet

from employers.models import Employer, Offer
from employers.services.confirmations import ask_employer
from employers.services.freshness import pause_offer
from portal.demo.stage import Stage

FARM = "geitenboerderij-de-zilverwilg"
AMBER, FADED = (380, 395, 402, 410, 421, 430), (470, 520)  # days since they were confirmed
ASKED = 345
WHY = (("building", "We verbouwen de werkplaats tot de zomer."), ("no_time", ""))


def load(stage: Stage) -> str:
    today = stage.calendar.today
    free = list(_free().order_by("pk"))
    old = free[:: max(len(free) // 10, 1)][:10]
    for offer, days in zip(old, (*AMBER, *FADED), strict=False):
        presence = Offer.Presence.FADED if days in FADED else Offer.Presence.SHOWN
        day = today - datetime.timedelta(days=days)
        Offer.objects.filter(pk=offer.pk).update(confirmed_on=day, presence=presence)
    for offer, (reason, words) in zip(old[-2:], WHY, strict=True):
        owner = offer.employer.memberships.get(role="owner").user
        pause_offer(offer, by=owner, reason=reason, words=words)
    _ask_the_farm(today)
    return f"{len(AMBER)} amber, {len(FADED)} faded, {len(WHY)} paused"


def _free() -> QuerySet[Offer]:
    """Nobody's plan yet, so that nothing else of the tour changes."""
    return (
        Offer.objects.published()
        .filter(bookings=None, partners=None)
        .exclude(sessions__round_sessions__isnull=False)
        .exclude(sessions__placements__isnull=False)
        .exclude(employer__slug=FARM)
        .select_related("employer")
    )


def _ask_the_farm(today: datetime.date) -> None:
    farm = Employer.objects.get(slug=FARM)
    oldest = farm.offers.filter(live=True).order_by("pk").last()
    if oldest:
        day = today - datetime.timedelta(days=ASKED)
        Offer.objects.filter(pk=oldest.pk).update(confirmed_on=day)
    ask_employer(farm.pk, today)
