"""What to mind about the pupils on the list of one date, for who goes along."""

import datetime

from django.utils import timezone

from employers.models import Session
from placements.models import Placement
from schools.care import Care, care_of
from schools.permissions import Role, school_ids_as

BEFORE = datetime.timedelta(days=7)


def care_on_list(session: Session, places: list[Placement], user) -> dict[int, Care]:
    """By pupil id, for the places on the list of ``user``; two queries.

    An internship supervisor sees needs of those who go along with a visit, from a week before
    until the day is over, and nowhere else: which pupils are theirs the portal does not know.
    """
    students = [place.student for place in places]
    supervised = school_ids_as(user, Role.INTERNSHIP_SUPERVISOR)
    ours = all(student.school_id in supervised for student in students)
    return care_of(students, user, on_list=ours and _is_near(session))


def _is_near(session: Session) -> bool:
    now = timezone.now()
    last = timezone.localdate(session.ends_at)
    return now >= session.starts_at - BEFORE and timezone.localdate() <= last
