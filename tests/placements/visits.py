"""Visits that have been, with pupils who looked back, for the tests of what employers get back."""

from employers.models import Session
from placements.models import Reflection
from portal.reference.models import Competence
from tests.factories import (
    AttendanceFactory,
    GroupFactory,
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    StudentFactory,
    UserFactory,
)
from tests.placements.days import session_in

MOTIVES = "motives"


def visit_of(employer, *, days=-8, **kwargs) -> Session:
    """A date of this employer so many days from now."""
    offer = kwargs.pop("offer", None) or OfferFactory(employer=employer)
    return session_in(days, offer=offer, **kwargs)


def looked_back_at(
    session, faces, *, group=None, private=False, words="", code=MOTIVES, state="done"
) -> list[Reflection]:
    """One pupil for each face, who was there and answered one question with it."""
    group = group or GroupFactory()
    competence = Competence.objects.get(code=code)
    rows = []
    for face in faces:
        pupil = StudentFactory(
            base_group=group, user=UserFactory(email=None, first_name="", last_name="")
        )
        place = PlacementFactory(student=pupil, session=session)
        AttendanceFactory(placement=place)
        row = ReflectionFactory(placement=place, private=private, state=state)
        row.done_at = session.ends_at
        row.save()
        row.answers.create(competence=competence, face=face, words=words)
        rows.append(row)
    return rows
