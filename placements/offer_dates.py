"""The dates on the page of an offer: who may choose them now, for all and for one's school."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from placements.openings import Opening, openings
from placements.release_stages import for_all_to_read
from schools.models import School
from schools.permissions import Right, school_ids_with


def with_notes(dates: Iterable[Session], user) -> list[Session]:
    """Gives each date ``note`` and, for who asks for one school, ``own_note``."""
    dates = list(dates)
    today = timezone.localdate()
    asks_for = school_ids_with(user, Right.REQUESTS) if dates else ()
    school = School.objects.filter(pk__in=asks_for).first() if asks_for else None
    found = openings(dates, school) if school else {}
    for date in dates:
        date.note = for_all_to_read(date, today)
        own = found.get(date.pk)
        date.own_note = own_words(own) if own and not date.is_full else ""
        date.kept = own.reserved if own else 0
    return dates


def own_words(opening: Opening) -> str:
    """Why the school cannot choose the date, or what its own calendar says of that day."""
    if opening.mind:
        return _("Mind your own calendar: %(what)s.") % {"what": opening.mind}
    return opening.text
