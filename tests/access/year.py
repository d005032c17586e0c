"""The turn of the year and aftercare in the world of the sweep."""

import datetime

from django.utils import timezone

from portal.core.school_year import current_school_year
from schools.models import Aftercare, Student, YearTurn, YearTurnGroup
from schools.models.aftercare import last_day_of_aftercare
from schools.services.year_turns import next_year
from tests.factories import StudentFactory


def add_year(world, school, group) -> None:
    """A turn that is being prepared, and a leaver of the group."""
    year = current_school_year()
    turn = YearTurn.objects.create(school=school, from_year=year, to_year=next_year(year))
    row = YearTurnGroup.objects.create(turn=turn, group=group, new_name="Volgende")
    for name in ("", "-groups", "-pupils", "-copies", "-check", "-drop"):
        world.places[f"schools:year-turn{name}"] = {"pk": turn.pk}
    left_on = timezone.localdate() - datetime.timedelta(days=100)
    leaver = StudentFactory(
        base_group=group, school=school, status=Student.Status.AFTERCARE, left_on=left_on
    )
    care = Aftercare.objects.create(
        school=school, student=leaver, left_on=left_on, until=last_day_of_aftercare(left_on)
    )
    world.places["schools:aftercare-check"] = {"pk": care.pk}
    world.forms |= {
        "schools:year-turn-groups": {f"g{row.pk}-fate": "up", f"g{row.pk}-new_name": "Hoger"},
        "schools:year-turn-copies": {"periods": "on"},
        "schools:aftercare-check": {
            "destination": "employment",
            "day": timezone.localdate().isoformat(),
        },
    }
