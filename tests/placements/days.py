"""Dates around now for the tests of what happens after publishing."""

import datetime

from django.utils import timezone

from employers.models import Session
from placements.models import Attendance, Placement
from portal.reference.models import Competence, Sector
from tests.factories import (
    AttendanceFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    SessionFactory,
)


def session_in(days: int, *, code: str = "", **kwargs) -> Session:
    """A date so many days from now, from ten to twelve; negative is past."""
    if code:
        kwargs["offer"] = OfferFactory(sector=Sector.objects.get(code=code))
    start = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    start += datetime.timedelta(days=days)
    return SessionFactory(starts_at=start, ends_at=start + datetime.timedelta(hours=2), **kwargs)


def been(student, *, code="green_animals", status=Attendance.Status.PRESENT, days=-3) -> Placement:
    """The pupil had a place, so many days ago; ``status`` "" when nothing is noted."""
    placement = PlacementFactory(student=student, session=session_in(days, code=code))
    if status:
        AttendanceFactory(placement=placement, status=status)
    return placement


def looked_back(placement, *, words, private=False):
    reflection = ReflectionFactory(placement=placement, state="done", private=private)
    reflection.answers.create(competence=Competence.all_cached()[0], face=1, words=words)
    return reflection
