"""The guided start of a school, its calendar, and the region that adds schools."""

import datetime as dt

from django.utils import timezone

from schools.models import CalendarException
from tests.factories import SchoolFactory


def add_set_up_pages(world, ours) -> None:
    school = ours["school"]
    day = timezone.localdate() + dt.timedelta(days=30)
    row = CalendarException.objects.create(
        school=school, kind="study_day", label="Studiedag", first_day=day, last_day=day
    )
    # Nobody works there yet, so the region may invite somebody.
    empty = SchoolFactory(name="Nieuwe school", slug="nieuw")
    by_pk, by_slug = {"pk": row.pk}, {"slug": school.slug}
    world.places |= {
        "schools:calendar-edit": by_pk,
        "schools:calendar-delete": by_pk,
        "schools:set-up": by_slug,
        "schools:set-up-done": by_slug,
        "schools:set-up-step": by_slug | {"address": "vakantieregio"},
        "region:school-add": {"brin": "99AE"},
        "region:school-invite": {"slug": empty.slug},
    }
    world.forms |= {
        "schools:calendar-edit": {"kind": "study_day", "label": "Scholing", "first_day": day},
        "schools:set-up-step": {"region": "middle"},
    }
