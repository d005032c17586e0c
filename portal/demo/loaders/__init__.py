"""The demo region, one thing at a time, in the order in which one needs the other."""

from collections.abc import Callable

from django.db import transaction

from portal.demo.loaders import (
    afterwards,
    calendar,
    calls,
    care,
    date_plans,
    employers,
    freshness,
    joining,
    kept,
    leavers,
    lob,
    offers,
    outcomes,
    pages,
    pupils,
    region,
    requests,
    rounds,
    safety,
    schools,
    sessions,
    waiting,
)
from portal.demo.stage import Stage
from schools.models import School

Say = Callable[[str], None]
STEPS = (
    ("region", region.load),
    ("schools", schools.load),
    ("LOB profiles", lob.load),
    ("pupils", pupils.load),
    ("needs and pictures", care.load),
    ("employers", employers.load),
    ("people of employers", joining.load),
    ("offers", offers.load),
    ("safety", safety.load),
    ("dates", sessions.load),
    ("rounds", rounds.load),
    ("outcomes", outcomes.load),
    ("afterwards", afterwards.load),
    ("requests", requests.load),
    ("plans of dates", date_plans.load),
    ("freshness", freshness.load),
    ("calls", calls.load),
    ("kept", kept.load),
    ("leavers", leavers.load),
    ("waiting", waiting.load),
    ("calendars of schools", calendar.load),
    ("pages", pages.load),
)


def is_loaded() -> bool:
    return School.objects.filter(brin="99XX").exists()


@transaction.atomic
def load_all(stage: Stage, say: Say) -> None:
    """Everything or nothing."""
    for name, load in STEPS:
        say(f"  {name}: {load(stage)}")
