"""What pupils need to come along: set by the school, from the closed list, without a reason."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.reference.models import PracticalNeed
from schools.models import Group, Student, StudentNeed
from schools.permissions import sets_needs


class NeedRefused(Exception):
    """Not a need of the list."""


@dataclass(frozen=True)
class Change:
    """Codes of needs that begin and end for one pupil."""

    add: frozenset[str] = frozenset()
    end: frozenset[str] = frozenset()

    @classmethod
    def between(cls, before: Iterable[str], after: Iterable[str]) -> "Change":
        before, after = frozenset(before), frozenset(after)
        return cls(add=after - before, end=before - after)


@transaction.atomic
def set_needs(student: Student, codes: Collection[str], *, by: User) -> bool:
    """From today the pupil needs exactly this. Returns whether anything changed."""
    if not sets_needs(by, student):
        raise PermissionDenied
    Student.objects.select_for_update(no_key=True).get(pk=student.pk)
    have = StudentNeed.objects.current().filter(student=student)
    change = Change.between(have.values_list("need__code", flat=True), codes)
    return bool(_apply({student: change}, by))


@transaction.atomic
def change_needs_of_group(group: Group, changes: Mapping[int, Change], *, by: User) -> int:
    """Many pupils of one group at once; returns of how many something changed.

    ``changes`` are by pupil id. Only what somebody ticked or unticked: what a colleague changed
    meanwhile stays. PermissionDenied for a pupil of another group; NeedRefused for another need.
    """
    if not sets_needs(by, group):
        raise PermissionDenied
    asked = {pk: change for pk, change in changes.items() if change.add or change.end}
    students = Student.objects.enrolled().filter(base_group=group, pk__in=asked).order_by("pk")
    found = {student.pk: student for student in students.select_for_update(no_key=True)}
    if len(found) != len(asked):
        raise PermissionDenied
    return _apply({found[pk]: change for pk, change in asked.items()}, by)


def _apply(changes: Mapping[Student, Change], by: User) -> int:
    """In four queries and one line in the trail for each pupil of whom something changed."""
    known = PracticalNeed.by_code()
    if {code for change in changes.values() for code in change.add | change.end} - set(known):
        raise NeedRefused(_("This need is not in the list. Reload the page."))
    today = timezone.localdate()
    rows = StudentNeed.objects.current().filter(student__in=changes).select_related("need")
    have = {(row.student_id, row.need.code): row for row in rows}
    new, gone, changed = [], [], []
    for student, change in changes.items():
        fresh = [code for code in sorted(change.add) if (student.pk, code) not in have]
        over = [have[student.pk, code] for code in change.end if (student.pk, code) in have]
        new += [
            StudentNeed(student=student, need=known[code], set_by=by, since=today) for code in fresh
        ]
        gone += over
        changed += [(student, len(fresh), len(over))] if fresh or over else []
    _end(gone)
    StudentNeed.objects.bulk_create(new)
    for student, added, ended in changed:
        trail.record("schools.need.set", student, by=by, added=added, ended=ended)
    return len(changed)


def _end(rows: list[StudentNeed]) -> None:
    """A tick of today that is taken back was a mistake: no trace of it is kept."""
    today = timezone.localdate()
    mistakes = [row.pk for row in rows if row.since >= today]
    StudentNeed.objects.filter(pk__in=mistakes).delete()
    ended = StudentNeed.objects.filter(pk__in=[row.pk for row in rows if row.since < today])
    ended.update(until=today)
