"""A group at a glance: read in five queries, everything else is worked out from it.

Numbers are for everyone at the school. Names, needs and what is open are for who may see them.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import Session
from placements.models import Attendance, Placement
from placements.pupil_rows import Row, rows_of, with_open_items
from placements.quality.progress import Progress
from placements.standing import places_of, waits_for_words
from schools.models import Group, Student
from schools.permissions import Right, may_with_group, sets_needs
from schools.school_sectors import sectors_of

COMING = 6
THERE = (Attendance.Status.PRESENT, Attendance.Status.LATE)


@dataclass
class Visit:
    """A date to which pupils of this group go, with their number and how many are noted."""

    session: Session
    pupils: int = 0
    noted: int = 0


class GroupGlance:
    """Reads once, when something first asks for it."""

    def __init__(self, group: Group, reader):
        self.group, self.reader = group, reader
        self.now = timezone.now()
        self.sectors = sectors_of(group.school_id)

    # ---- What is read

    @cached_property
    def pupils(self) -> list[Student]:
        """All of them; ``named`` says whether this reader may see the name."""
        named = Student.objects.visible_to(self.reader).filter(pk=OuterRef("pk"))
        pupils = with_open_items(members_of(self.group)).annotate(named=Exists(named))
        return list(pupils.for_list())

    @cached_property
    def places(self) -> list[Placement]:
        return list(places_of([pupil.pk for pupil in self.pupils]))

    # ---- Numbers, for everyone

    @cached_property
    def _there(self) -> list[Placement]:
        return [p for p in self.places if getattr(p, "attendance", None) and _was_there(p)]

    @cached_property
    def progress(self) -> Progress:
        back = {p.student_id for p in self._there if _has_words(p)}
        been = {p.student_id for p in self._there}
        return Progress(len(self.pupils), len(been), len(back))

    @cached_property
    def met(self) -> list[int]:
        """How many pupils met each sector, in the order of the school's sectors."""
        unit_of = self.sectors.unit_of
        pairs = {(unit_of.get(p.session.offer.sector.code), p.student_id) for p in self._there}
        counted = Counter(code for code, _pupil in pairs)
        return [counted[unit.code] for unit in self.sectors.units]

    @cached_property
    def _visits(self) -> dict[int, Visit]:
        """By date, the first one first."""
        visits: dict[int, Visit] = {}
        for place in self.places:
            visit = visits.setdefault(place.session_id, Visit(place.session))
            visit.pupils += 1
            visit.noted += getattr(place, "attendance", None) is not None
        return visits

    @property
    def coming(self) -> list[Visit]:
        ahead = [v for v in self._visits.values() if v.session.ends_at > self.now]
        return ahead[:COMING]

    @property
    def last(self) -> Visit | None:
        """The last date that has begun."""
        begun = [v for v in self._visits.values() if v.session.starts_at <= self.now]
        return begun[-1] if begun else None

    @property
    def not_noted(self) -> int:
        """Dates behind us of which the attendance is not complete."""
        over = (v for v in self._visits.values() if v.session.ends_at <= self.now)
        return sum(visit.noted < visit.pupils for visit in over)

    @property
    def without(self) -> int:
        """Pupils with nothing to come."""
        ahead = {p.student_id for p in self.places if p.session.ends_at > self.now}
        return len(self.pupils) - len(ahead)

    @property
    def to_look_back(self) -> int:
        over = (p for p in self.places if p.session.ends_at <= self.now)
        waiting = (p for p in over if waits_for_words(p) and not _was_absent(p))
        return len({p.student_id for p in waiting})

    @property
    def without_card(self) -> int:
        return sum(not pupil.has_card for pupil in self.pupils)

    @property
    def without_wishes(self) -> int:
        return sum(pupil.asked_wishes for pupil in self.pupils)

    # ---- By pupil

    @cached_property
    def named(self) -> list[Student]:
        return [pupil for pupil in self.pupils if pupil.named]

    @property
    def sees_needs(self) -> bool:
        return sets_needs(self.reader, self.group)

    @property
    def reads_files(self) -> bool:
        return may_with_group(self.reader, Right.FILE, self.group)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.named, self.reader, self.places)


def members_of(group: Group) -> QuerySet[Student]:
    """The enrolled pupils: of a base group, or who is in a composite group now."""
    inside = Q(base_group=group)
    if group.kind == Group.Kind.COMPOSITE:
        inside = Q(enrolments__group=group, enrolments__until=None)
    return Student.objects.enrolled().filter(inside)


def _was_there(place: Placement) -> bool:
    return place.attendance.status in THERE


def _was_absent(place: Placement) -> bool:
    attendance = getattr(place, "attendance", None)
    return attendance is not None and attendance.status == Attendance.Status.ABSENT


def _has_words(place: Placement) -> bool:
    reflection = getattr(place, "reflection", None)
    return reflection is not None and not waits_for_words(place)
