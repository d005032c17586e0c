"""What an employer may know of those who come: totals of needs, and pictures yes or no. No names.

A total of one is told as well: one pupil with a wheelchair is what the place has to be ready for.
Reasons are not known here, and after the day there is nothing left to tell.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from placements.models import Booking, Placement
from portal.reference.models import PracticalNeed
from schools.models import GroupEnrolment, PhotoConsent, Student, StudentNeed

NeedLine = tuple[int, PracticalNeed]


@dataclass(frozen=True)
class Pictures:
    """For the company's own report: how many of ``pupils`` may not be in a picture."""

    pupils: int
    without: int

    @property
    def all_may(self) -> bool:
        return self.pupils > 0 and self.without == 0


@dataclass(frozen=True)
class Totals:
    """Of one date, or of one group."""

    needs: list[NeedLine]
    pictures: Pictures | None = None


def totals_by_session(sessions: Collection[int], bookings: Iterable[Booking]) -> dict[int, Totals]:
    """For dates by id and the groups that go there by request; six queries for any number."""
    comers: dict[int, set[int]] = {pk: set() for pk in sessions}
    placed = Placement.objects.published().filter(session__in=comers)
    for session, student in placed.values_list("session", "student"):
        comers[session].add(student)
    bookings = [booking for booking in bookings if booking.session_id in comers]
    members = pupils_by_group({booking.group_id for booking in bookings})
    known = _Known({pk for found in [*comers.values(), *members.values()] for pk in found})
    result = {}
    for pk, pupils in comers.items():
        groups = [b for b in bookings if b.session_id == pk]
        counted = known.needs_of(pupils)
        heads, without = len(pupils), known.without_pictures(pupils)
        for booking in groups:
            inside = members[booking.group_id]
            counted += _at_most(known.needs_of(inside), booking.pupils)
            # Of a group that is typed in without pupils nothing is known: then nobody may.
            missing = max(booking.pupils - len(inside), 0)
            heads += booking.pupils
            without += min(known.without_pictures(inside) + missing, booking.pupils)
        result[pk] = Totals(in_order(counted), Pictures(heads, without) if heads else None)
    return result


def needs_of_group(group_id: int, pupils: int) -> dict[str, int]:
    """Code -> how many, when ``pupils`` of this group come. Who of a part comes is not known, so
    the place is ready for each of them."""
    inside = pupils_by_group({group_id})[group_id]
    return dict(_at_most(_Known(inside).needs_of(inside), pupils))


def pupils_by_group(groups: Collection[int]) -> dict[int, set[int]]:
    """The ids of enrolled pupils, in base groups and composite groups alike; two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    if not groups:
        return found
    enrolled = Student.objects.enrolled()
    for group, student in enrolled.filter(base_group__in=groups).values_list("base_group", "pk"):
        found[group].add(student)
    inside = GroupEnrolment.objects.filter(
        group__in=groups, group__kind="composite", until=None, student__status="enrolled"
    )
    for group, student in inside.values_list("group", "student"):
        found[group].add(student)
    return found


def in_order(counted: Counter[str]) -> list[NeedLine]:
    return [(counted[n.code], n) for n in PracticalNeed.all_cached() if counted[n.code] > 0]


def _at_most(counted: Counter[str], pupils: int) -> Counter[str]:
    return Counter({code: min(number, pupils) for code, number in counted.items()})


class _Known:
    """The needs and the consent of some pupils, read once."""

    def __init__(self, students: Collection[int]):
        self._needs: dict[int, set[str]] = defaultdict(set)
        self._may: set[int] = set()
        if not students:
            return
        current = Q(student__in=students)
        rows = StudentNeed.objects.current().filter(current).values_list("student", "need__code")
        for student, code in rows:
            self._needs[student].add(code)
        given = PhotoConsent.objects.current().filter(
            current, purpose=PhotoConsent.Purpose.EMPLOYER
        )
        self._may = set(given.values_list("student", flat=True))

    def needs_of(self, students: Collection[int]) -> Counter[str]:
        return Counter(code for pk in students for code in self._needs[pk])

    def without_pictures(self, students: Collection[int]) -> int:
        return sum(pk not in self._may for pk in students)
