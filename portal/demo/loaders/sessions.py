"""Some four hundred dates around today, on school days only, at the hour of the programme."""

import datetime
from random import Random

from employers.models import Offer, Session
from portal.demo.stage import Stage, read

Kind = Offer.Kind
HOW_MANY = {Kind.VISIT: (2, 4), Kind.GUEST_LECTURE: (1, 4), Kind.ASSIGNMENT: (1, 1)}
BEHIND, AHEAD = 45, 70  # school days
# Dates that the tour needs: title -> school days from now.
FIXED = {
    "Een ochtend op de melkgeitenboerderij": (-8, 1, 7),
    "Koken voor twintig gasten": (-12, 0, 16),
    "Achter de schermen van een magazijn": (-15, 4),
    "Zelf metselen op de leerbouwplaats": (-10, 3, 22),
}
CANCELLED = {
    "Dakpannen leggen met beide benen op de grond": "De oefenhal is nog niet klaar.",
    "Zelf een stoel maken": "Onze meubelmaker moet onverwacht naar een beurs.",
    "Achter de balie": "De trouwzaal wordt die dag geverfd.",
}


def load(stage: Stage) -> str:
    rows = {row["title"]: row for row in read("offers")}
    dice = stage.dice("sessions")
    sessions = [
        _session(stage, offer, rows[offer.title], day)
        for offer in Offer.objects.filter(live=True).order_by("pk")
        for day in _days(stage, dice, rows[offer.title])
    ]
    _cancel(stage, sessions)
    Session.objects.bulk_create(sessions)
    return f"{len(sessions)} dates"


def _days(stage: Stage, dice: Random, row: dict) -> list[datetime.date]:
    """Days of the week that suit the employer, and never twice the same day."""
    fixed = {stage.calendar.day(number) for number in FIXED.get(row["title"], ())}
    wanted = max(dice.randint(*HOW_MANY[row["kind"]]) - len(fixed), 0)
    free = [
        day
        for number in range(-BEHIND, AHEAD)
        if (day := stage.calendar.day(number)).isoweekday() in row["weekdays"] and day not in fixed
    ]
    return sorted(fixed | set(dice.sample(free, wanted)))


def _session(stage: Stage, offer: Offer, row: dict, day: datetime.date) -> Session:
    starts_at = stage.calendar.at(day, row["starts"])
    return Session(
        offer=offer,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(minutes=offer.duration_minutes),
        min_places=offer.group_min,
        max_places=offer.group_max,
        state=Session.State.DONE if day < stage.calendar.today else Session.State.OPEN,
    )


def _cancel(stage: Stage, sessions: list[Session]) -> None:
    """The first date to come of a few offers is off."""
    reasons = dict(CANCELLED)
    for session in sessions:
        coming = session.starts_at > stage.now
        if coming and (reason := reasons.pop(session.offer.title, "")):
            session.state = Session.State.CANCELLED
            session.cancel_reason = reason
            session.cancelled_at = stage.ago(days=2)
