"""What the school's model of LOB stresses on the desk: lesson, period, subjects or matrix."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from employers.models import Session
from placements.models import Placement
from placements.quality.subjects import subject_rows
from portal.reference.models import Subject
from schools.lob_emphasis import LESSON, MATRIX, PERIOD, SUBJECTS, Emphasis, emphasis_of
from schools.lob_reading import in_force, years_of
from schools.models import Group, LearningPeriod, School
from schools.school_sectors import school_of

FEW = 4


@dataclass(frozen=True)
class First:
    """``what`` is lesson, period, subjects or matrix; the rest is for that one only."""

    what: str
    lesson: Session | None = None
    period: LearningPeriod | None = None
    dates: list[Session] = field(default_factory=list)
    days_left: int = 0
    subjects: list[Subject] = field(default_factory=list)
    reached: int = 0
    with_target: int = 0
    behind: list[Any] = field(default_factory=list)


def first_of(
    user, groups: list[Group], placements: QuerySet[Placement], period: LearningPeriod | None
) -> First | None:
    """For who works at one school that chose a model. Which year counts, the groups say."""
    school_id = school_of(user)
    if not emphasis_of(school_id).model:
        return None
    years = {group.year_of_study for group in groups}
    year = years.pop() if len(years) == 1 else None
    emphasis = emphasis_of(school_id, track=_track(school_id), year=year)
    if emphasis.stressed == LESSON:
        return First(LESSON, lesson=_next_lesson(placements))
    if emphasis.stressed == PERIOD:
        return _period(placements, period)
    if emphasis.stressed == SUBJECTS:
        return First(SUBJECTS, subjects=_subjects(emphasis))
    return _matrix(school_id, year) if emphasis.stressed == MATRIX else None


def _track(school_id: int | None) -> str:
    """Groups know no track, so only of a school that has one."""
    if not school_id:
        return ""
    tracks = School.objects.filter(pk=school_id).values_list("tracks", flat=True).first() or []
    return tracks[0] if len(tracks) == 1 else ""


def _coming(placements: QuerySet[Placement]) -> QuerySet[Session]:
    mine = Session.objects.filter(pk__in=placements.order_by().values("session"))
    open_ones = mine.open().upcoming(timezone.now())
    return open_ones.select_related("offer__employer", "offer__sector").order_by("starts_at", "pk")


def _next_lesson(placements: QuerySet[Placement]) -> Session | None:
    return _coming(placements).filter(offer__kind="guest_lecture").first()


def _period(placements: QuerySet[Placement], period: LearningPeriod | None) -> First:
    if period is None:
        return First(PERIOD)
    end = period.last_day + datetime.timedelta(days=1)
    dates = _coming(placements).filter(starts_at__date__lt=end)[:FEW]
    left = (period.last_day - timezone.localdate()).days
    return First(PERIOD, period=period, dates=list(dates), days_left=left)


def _subjects(emphasis: Emphasis) -> list[Subject]:
    chosen = set(emphasis.chosen_subjects)
    return [subject for subject in Subject.all_cached() if subject.code in chosen]


def _matrix(school_id: int | None, year: int | None) -> First | None:
    profile = in_force(school_id) if school_id else None
    if profile is None:
        return None
    rows = subject_rows(
        profile.school,
        profile.subject_targets.all(),
        years_of(profile.school),
        year=year or 0,
    )
    wanted = [row for row in rows if row.target]
    behind = sorted((row for row in wanted if row.missing), key=lambda row: -row.missing)
    reached = len(wanted) - len(behind)
    return First(MATRIX, reached=reached, with_target=len(wanted), behind=behind[:FEW])
