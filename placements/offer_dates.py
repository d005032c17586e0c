"""The dates on the page of an offer: who may choose them now, for all and for one's school."""

from collections.abc import Iterable

from django.utils import timezone

from employers.models import Session
from placements.openings import openings
from placements.release_stages import for_all_to_read
from schools.models import School
from schools.models.membership import coordinated_school_ids


def with_notes(dates: Iterable[Session], user) -> list[Session]:
    """Gives each date ``note`` and, for a coordinator of one school, ``own_note``."""
    dates = list(dates)
    today = timezone.localdate()
    school = School.objects.filter(pk__in=coordinated_school_ids(user)).first() if dates else None
    found = openings(dates, school) if school else {}
    for date in dates:
        date.note = for_all_to_read(date, today)
        own = found.get(date.pk)
        date.own_note = own.text if own and not date.is_full else ""
        date.kept = own.reserved if own else 0
    return dates
