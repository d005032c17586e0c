"""What a school has so far, in numbers: for its own overview and for the region. No names."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.core.school_year import current_school_year
from schools.models import (
    CalendarException,
    Group,
    LearningPeriod,
    LessonHour,
    Location,
    School,
    SchoolInvitation,
    SchoolMembership,
    Student,
)


@dataclass(frozen=True)
class Facts:
    locations: int
    periods: int
    special_days: int
    hours: int
    groups: int
    pupils: int
    team: int
    invited: int


def with_facts(schools: QuerySet[School]) -> QuerySet[School]:
    """Adds the numbers to each school, in the one query that reads the schools.

    Groups and periods of years that are over do not count.
    """
    now = {"school_year__gte": current_school_year()}
    return schools.annotate(
        n_locations=_count(Location),
        n_periods=_count(LearningPeriod, **now),
        n_special_days=_count(CalendarException),
        n_hours=_count(LessonHour),
        n_groups=_count(Group, archived_at=None, **now),
        n_pupils=_count(Student, status=Student.Status.ENROLLED),
        n_team=_count(SchoolMembership, distinct="user"),
        n_invited=_count(SchoolInvitation, accepted_at=None, withdrawn_at=None),
    )


def facts_of(school: School) -> Facts:
    row = with_facts(School.objects.filter(pk=school.pk)).get()
    return Facts(**{name: getattr(row, f"n_{name}") for name in Facts.__dataclass_fields__})


def _count(model, *, distinct: str = "", **narrow):
    """How many rows of ``model`` a school has, counted apart so that no two lists multiply."""
    rows = model.objects.filter(Q(school=OuterRef("pk")), **narrow).order_by().values("school")
    number = Count(distinct, distinct=True) if distinct else Count("pk")
    return Coalesce(Subquery(rows.annotate(number=number).values("number")), 0)
