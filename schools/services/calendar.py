"""The school's own calendar: special days, one by one, from a file, and into the next year."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.audit import trail
from schools.imports.calendar_rows import LONGEST_LABEL
from schools.models import CalendarException, Group, School
from schools.permissions import coordinates

Kind = CalendarException.Kind
LONGEST = dt.timedelta(days=366)
MOST_A_SCHOOL = 1_000


class CalendarRefused(Exception):
    """It cannot be like this; ``field`` is where the mistake is."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Entry:
    """One event that the person ticked in a file; ``uid`` is how the file names it."""

    uid: str
    kind: str
    label: str
    first_day: dt.date
    last_day: dt.date
    replaces: str = ""


@dataclass(frozen=True)
class Taken:
    created: int
    changed: int
    unchanged: int


@transaction.atomic
def save_exception(
    exception: CalendarException, *, by: User, groups: Iterable[Group] = ()
) -> CalendarException:
    """Add or change a special day. Raises CalendarRefused, PermissionDenied."""
    if not coordinates(by, exception):
        raise PermissionDenied
    groups = list(groups)
    if any(group.school_id != exception.school_id for group in groups):
        raise PermissionDenied
    _check(exception, groups)
    new = exception.pk is None
    if new:
        _refuse_too_many(exception.school, 1)
    exception.save()
    exception.groups.set(groups)
    action = "schools.calendar.create" if new else "schools.calendar.change"
    trail.record(action, exception, by=by, kind=exception.kind)
    return exception


@transaction.atomic
def delete_exception(exception: CalendarException, *, by: User) -> None:
    if not coordinates(by, exception):
        raise PermissionDenied
    trail.record("schools.calendar.delete", exception.school, by=by, kind=exception.kind)
    exception.delete()


@transaction.atomic
def take_entries(school: School, entries: Iterable[Entry], *, by: User) -> Taken:
    """What was ticked in a calendar file, known again by its UID: the same file twice adds none.

    Raises CalendarRefused, PermissionDenied.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    entries = list(entries)
    rows = CalendarException.objects.filter(school=school, uid__in=[e.uid for e in entries])
    known = {row.uid: row for row in rows}
    _refuse_too_many(school, sum(entry.uid not in known for entry in entries))
    created = changed = 0
    for entry in entries:
        row = known.get(entry.uid) or CalendarException(school=school, uid=entry.uid)
        fields = {
            "kind": entry.kind,
            "label": entry.label[:LONGEST_LABEL],
            "first_day": entry.first_day,
            "last_day": entry.last_day,
            "replaces": entry.replaces if entry.kind == Kind.HOLIDAY else "",
        }
        if row.pk and all(getattr(row, name) == value for name, value in fields.items()):
            continue
        for name, value in fields.items():
            setattr(row, name, value)
        _check(row, [])
        created, changed = created + (row.pk is None), changed + (row.pk is not None)
        row.save()
        known[entry.uid] = row
    trail.record("schools.calendar.import", school, by=by, created=created, changed=changed)
    return Taken(created, changed, len(entries) - created - changed)


def _check(exception: CalendarException, groups: list[Group]) -> None:
    if exception.last_day < exception.first_day:
        raise CalendarRefused(_("The last day is before the first day."), "last_day")
    if exception.last_day - exception.first_day > LONGEST:
        raise CalendarRefused(_("This is more than a year. Look at the dates."), "last_day")
    if not set(exception.weekdays) <= set(range(7)):
        raise CalendarRefused(_("Choose from the days of the week."), "weekdays")
    exception.weekdays = sorted(set(exception.weekdays))
    exception.tracks = sorted(set(exception.tracks))
    internship = exception.kind == Kind.INTERNSHIP
    if internship and not (groups or exception.tracks or exception.uid):
        raise CalendarRefused(_("Which groups or tracks are on internship?"), "groups")
    if internship and not exception.weekdays and not exception.uid:
        raise CalendarRefused(_("On which weekdays are they on internship?"), "weekdays")
    if exception.replaces and exception.kind != Kind.HOLIDAY:
        raise CalendarRefused(_("Only an own holiday can stand in for a national one."), "replaces")


def _refuse_too_many(school: School, more: int) -> None:
    if CalendarException.objects.filter(school=school).count() + more > MOST_A_SCHOOL:
        text = ngettext(
            "There is room for %(most)s special day in all. Take fewer.",
            "There is room for %(most)s special days in all. Take fewer.",
            MOST_A_SCHOOL,
        )
        raise CalendarRefused(text % {"most": MOST_A_SCHOOL})
