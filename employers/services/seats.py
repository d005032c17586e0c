"""Places of a date. They move in one guarded UPDATE, so two at once never share the last place."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session


class NotEnoughPlaces(Exception):
    """The date has fewer places left than asked for, or is not open any more."""

    def __init__(self, asked: int):
        self.asked = asked
        super().__init__(asked)

    def __str__(self) -> str:
        return _("There are no %(asked)s places left on this date.") % {"asked": self.asked}


def hold_still(session_ids: Iterable[int]) -> None:
    """Lock these dates until the transaction ends, always in the same order.

    Whoever changes several dates does this first: then two never wait for one another.
    """
    rows = Session.objects.select_for_update(no_key=True).filter(pk__in=session_ids)
    list(rows.order_by("pk").values_list("pk"))


def take_places(session_id: int, count: int) -> None:
    """Take ``count`` places of an open date, all or none. Raises NotEnoughPlaces.

    Call it in the transaction of whatever needs the places: when that fails, they come back.
    """
    _refuse_negative(count)
    taken = (
        Session.objects.open()
        .filter(pk=session_id, max_places__gte=F("places_taken") + count)
        .update(places_taken=F("places_taken") + count, changed_at=timezone.now())
    )
    if not taken:
        raise NotEnoughPlaces(count)


def release_places(session_id: int, count: int) -> None:
    """Give ``count`` places back, whatever the state of the date.

    Raises ValueError for more than were taken: somebody counted wrong, and guessing hides it.
    """
    _refuse_negative(count)
    released = Session.objects.filter(pk=session_id, places_taken__gte=count).update(
        places_taken=F("places_taken") - count, changed_at=timezone.now()
    )
    if not released:
        raise ValueError(f"session {session_id} has no {count} places to give back")


def _refuse_negative(count: int) -> None:
    if count < 0:
        raise ValueError("a number of places is not negative")
