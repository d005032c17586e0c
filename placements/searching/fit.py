"""What fits a group: its year, its size, the sectors it met least, its period and its school."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from portal.core.school_year import current_school_year
from portal.reference.models import Sector
from schools.models import Group, LearningPeriod
from schools.periods import period_of_group
from schools.permissions import Right, group_ids_with, school_ids, school_ids_with
from schools.school_sectors import sectors_of

NEAR_KM = 20
PARTS = {
    "year": _("right for their year"),
    "size": _("room for all of them"),
    "sectors": _("sectors they met least"),
    "period": _("in this period or the next"),
    "near": _("within 20 km of the school"),
}


@dataclass(frozen=True)
class GroupFit:
    """Plain values; what is empty does not count."""

    group: int
    name: str = ""
    year: int | None = None
    pupils: int = 0
    sectors: tuple[str, ...] = ()
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    pc4: str = ""
    km: int = NEAR_KM

    def only(self, parts: Collection[str]) -> "GroupFit":
        """Forget what is not among ``parts``; none at all means everything."""
        drop: dict[str, dict[str, Any]] = {
            "year": {"year": None},
            "size": {"pupils": 0},
            "sectors": {"sectors": ()},
            "period": {"first_day": None, "last_day": None},
            "near": {"pc4": ""},
        }
        gone = [drop[part] for part in PARTS if parts and part not in parts]
        return replace(self, **{name: value for fields in gone for name, value in fields.items()})


def groups_of(user) -> QuerySet[Group]:
    """This year's base groups to look for: one's own, all of the school for who organises."""
    groups = Group.objects.visible_to(user).base().of_year(current_school_year())
    whole = school_ids_with(user, Right.REQUESTS)
    if not whole and (mine := group_ids_with(user, Right.REQUESTS)):
        groups = groups.filter(pk__in=mine)
    return groups.filter(school__in=school_ids(user)).order_by("name")


def fit_of(group: Group) -> GroupFit:
    """Five small queries; needs ``school`` and ``location``."""
    period = _period_for(group)
    return GroupFit(
        group=group.pk,
        name=group.name,
        year=group.year_of_study,
        pupils=group.students.filter(status="enrolled").count(),
        sectors=least_met(group),
        first_day=max(period.first_day, timezone.localdate()) if period else None,
        last_day=period.last_day if period else None,
        pc4=home_of(group),
    )


def least_met(group: Group) -> tuple[str, ...]:
    """The half of the sectors that fewest pupils of the group met; with it those that are equal.

    Where that would be all of them, those that fewer pupils met than the best known.
    """
    rows = Placement.objects.attended().filter(
        student__base_group=group, student__status="enrolled"
    )
    met = dict(
        rows.values_list("session__offer__sector__code").annotate(n=Count("student", distinct=True))
    )
    used = sectors_of(group.school_id).unit_of
    counts = {s.code: met.get(s.code, 0) for s in Sector.all_cached() if s.code in used}
    if not counts:
        return ()
    limit = sorted(counts.values())[(len(counts) - 1) // 2]
    most = max(counts.values())
    return tuple(code for code, count in counts.items() if count <= min(limit, most - 1))


def home_of(group: Group) -> str:
    """The four digits of the group's building; those of the school's first one otherwise."""
    location = group.location or group.school.locations.exclude(postcode="").first()
    return location.postcode[:4] if location else ""


def _period_for(group: Group) -> LearningPeriod | None:
    """The period that is going on, when some of it is left; else the next."""
    return period_of_group(group, last_day__gt=timezone.localdate())
