"""Bell times of a school."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from schools.models import LessonHour, School
from schools.permissions import coordinates

Times = tuple[dt.time, dt.time]
# What many schools have; a first proposal of fifty minutes each, with two breaks.
USUAL: tuple[Times, ...] = tuple(
    (dt.time(*begin), dt.time(*end))
    for begin, end in (
        ((8, 30), (9, 20)),
        ((9, 20), (10, 10)),
        ((10, 10), (11, 0)),
        ((11, 20), (12, 10)),
        ((12, 10), (13, 0)),
        ((13, 30), (14, 20)),
        ((14, 20), (15, 10)),
        ((15, 10), (16, 0)),
    )
)


class HoursRefused(Exception):
    """The hours cannot be like this; ``row`` is which one, counted from 0."""

    def __init__(self, message: str, row: int):
        super().__init__(message)
        self.row = row


@transaction.atomic
def set_lesson_hours(school: School, times: Iterable[Times], *, by: User) -> None:
    """The first is hour 1, and so on; none at all is fine too. Raises HoursRefused."""
    if not coordinates(by, school):
        raise PermissionDenied
    times = list(times)
    for row, (begin, end) in enumerate(times):
        if end <= begin:
            raise HoursRefused(_("This hour ends before it begins."), row)
        if row and begin < times[row - 1][1]:
            raise HoursRefused(_("This hour begins before the one above it has ended."), row)
    LessonHour.objects.filter(school=school).delete()
    LessonHour.objects.bulk_create(
        LessonHour(school=school, number=number, starts_at=begin, ends_at=end)
        for number, (begin, end) in enumerate(times, start=1)
    )
    trail.record("schools.hours.set", school, by=by, number=len(times))
