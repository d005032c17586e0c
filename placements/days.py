"""The dates to which own pupils go: how many heads, and how far the attendance is."""

import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from employers.models import Session
from placements.models import Placement
from schools.models.student import pupils_with
from schools.permissions import Right

RECENT = datetime.timedelta(days=120)


def heads_for(user) -> QuerySet[Placement]:
    """The published places that count for ``user``: of the own groups, or the whole school.

    For counting only: a school leader may see these numbers but no names.
    """
    return Placement.objects.published().filter(pupils_with(user, Right.COUNTS, "student__"))


def coming_days(user) -> QuerySet[Session]:
    """From today on, the first one first: today stays here until midnight."""
    return _with_counts(user).filter(starts_at__gte=_today()).order_by("starts_at", "pk")


def recent_days(user) -> QuerySet[Session]:
    """Before today, the last one first."""
    today = _today()
    return (
        _with_counts(user)
        .filter(starts_at__lt=today, starts_at__gte=today - RECENT)
        .order_by("-starts_at", "-pk")
    )


def days_without_attendance(user) -> QuerySet[Session]:
    """Over, and of at least one pupil nobody noted whether they were there."""
    heads = heads_for(user).filter(attendance=None)
    return Session.objects.filter(
        pk__in=heads.values("session"),
        ends_at__lt=timezone.now(),
        ends_at__gte=_today() - RECENT,
        state__in=[Session.State.OPEN, Session.State.DONE],
    )


def _with_counts(user) -> QuerySet[Session]:
    return with_heads(heads_for(user))


def with_heads(heads: QuerySet[Placement]) -> QuerySet[Session]:
    """Their dates, with how many of them go, are noted and were ``there``."""
    ours = Q(placements__in=heads)
    there = Q(placements__attendance__status__in=["present", "late"])
    return (
        Session.objects.filter(pk__in=heads.values("session"))
        .annotate(
            pupils=Count("placements", filter=ours),
            noted=Count("placements__attendance", filter=ours),
            there=Count("placements__attendance", filter=ours & there),
        )
        .select_related("offer__employer", "offer__sector", "offer__worksite")
    )


def _today() -> datetime.datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
