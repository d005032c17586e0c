"""How far the pupils are: been somewhere, looked back."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from placements.models import Placement, Reflection
from schools.models import Student

THERE = Q(placements__state="published", placements__attendance__status__in=["present", "late"])
BACK = THERE & Q(placements__reflection__state=Reflection.State.DONE)


@dataclass(frozen=True)
class Progress:
    """Numbers of pupils."""

    pupils: int
    been: int
    looked_back: int


def progress_of(students: QuerySet[Student]) -> Progress:
    counted = students.aggregate(
        pupils=Count("pk", distinct=True),
        been=Count("pk", filter=THERE, distinct=True),
        looked_back=Count("pk", filter=BACK, distinct=True),
    )
    return Progress(**counted)


def places_per_week(placements: QuerySet[Placement]) -> list[tuple]:
    """(Monday, number of places) for each week from this one on that has any."""
    monday = timezone.localdate() - datetime.timedelta(days=timezone.localdate().weekday())
    rows = (
        placements.published()
        .filter(session__starts_at__date__gte=monday, session__state="open")
        .annotate(week=TruncWeek("session__starts_at"))
        .values_list("week")
        .annotate(places=Count("pk"))
        .order_by("week")
    )
    return [(timezone.localtime(week).date(), places) for week, places in rows]
