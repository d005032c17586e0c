"""How many schools and pupils hear it when a date changes. The bridge counts; no names pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Told:
    """``schools`` are numbers without a meaning here, so that a school counts once."""

    schools: frozenset[int] = frozenset()
    pupils: int = 0
    reserved: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.schools | other.schools,
            self.pupils + other.pupils,
            self.reserved + other.reserved,
        )

    def __str__(self) -> str:
        """ "2 scholen krijgen bericht, 14 leerlingen."."""
        if not self.schools:
            return _("Nobody has a place yet, so nobody gets a message.")
        number = len(self.schools)
        schools = ngettext("%(n)s school gets a message", "%(n)s schools get a message", number) % {
            "n": number
        }
        pupils = ngettext("%(n)s pupil", "%(n)s pupils", self.pupils) % {"n": self.pupils}
        return f"{schools}, {pupils}."


Counter = Callable[[list[int]], dict[int, Told]]
_counters: list[Counter] = []


def register(counter: Counter) -> None:
    _counters.append(counter)


def told_about(session_ids: Iterable[int]) -> dict[int, Told]:
    """Id of each date -> who hears of it; the same few queries for any number of dates."""
    ids = list(session_ids)
    found = {pk: Told() for pk in ids}
    for counter in _counters:
        for pk, told in counter(ids).items():
            found[pk] += told
    return found


def say_who_is_told(dates: list) -> list:
    """Gives each date ``told``, and in a series ``later`` (how many dates) and ``told_later``."""
    heard = told_about(date.pk for date in dates)
    for date in dates:
        date.told = heard[date.pk]
        following = [
            other.pk
            for other in dates
            if date.series_id
            and other.series_id == date.series_id
            and other.state == date.state
            and other.starts_at >= date.starts_at
        ]
        date.later = len(following)
        date.told_later = sum((heard[pk] for pk in following), Told())
    return dates
