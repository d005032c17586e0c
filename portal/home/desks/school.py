"""The desk of people at a school: what waits, the coming days, how far the pupils are."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Session
from placements.booked_days import booked_days
from placements.calls import ideas_row
from placements.models import Placement, Reflection
from placements.permissions import notes_attendance
from placements.quality.coverage import coverage_by_group
from placements.quality.progress import places_per_week, progress_of
from placements.queries import waiting_for_coordinator
from placements.waiting_bookings import own_requests
from placements.waiting_visits import attendance_to_note, needs_to_mind, sentences_to_choose
from portal.core import formats
from portal.core.charts import Bar
from portal.core.waiting import queue_of
from portal.home.desks.school_lob import first_of
from schools.models import Group, LearningPeriod, School, Student
from schools.permissions import (
    Right,
    coordinated_school_ids,
    group_ids_with,
    has_right,
    mentored_group_ids,
    school_ids_with,
)
from schools.school_sectors import sectors_for
from schools.waiting_set_up import schools_to_set_up

SOON = datetime.timedelta(days=28)
WEEKS_SHOWN = 8
BOOKED_SHOWN = 4


@dataclass(frozen=True)
class ComingDay:
    """A date to which own pupils go. ``pupils`` is a head count."""

    session: Session
    pupils: int


def desk_of(user) -> dict:
    groups = own_groups(user)
    students = Student.objects.enrolled().filter(base_group__in=groups)
    placements = Placement.objects.published().filter(student__in=students)
    weeks = places_per_week(placements)[:WEEKS_SHOWN]
    shown = sectors_for(user)
    coverage, period = coverage_by_group(groups, shown), _period_now(user)
    return {
        "today": timezone.localdate(),
        "period": period,
        "lob": first_of(user, [row.group for row in coverage], placements, period),
        "schools": School.objects.visible_to(user),
        "waiting": waiting_for(user),
        "days": coming_days(placements),
        "booked": booked_days(user, BOOKED_SHOWN),
        "has_lists": notes_attendance(user),
        "reads_files": has_right(user, Right.FILE),
        "bars": [Bar(formats.short_date(monday), places) for monday, places in weeks],
        "busiest": max(weeks, key=lambda week: week[1], default=None),
        "progress": progress_of(students),
        "coverage": heat_rows(coverage),
        "incomplete": sum(1 for row in coverage if row.size and row.missing),
        "sectors": shown.units,
    }


def _period_now(user) -> LearningPeriod | None:
    """Of the whole school; a track with periods of its own is not what the desk is about."""
    now = LearningPeriod.objects.visible_to(user).containing(timezone.localdate())
    return now.filter(tracks=[]).first()


def own_groups(user):
    """All base groups for who sees the numbers of the whole school; one's own otherwise."""
    whole = Q(school__in=school_ids_with(user, Right.COUNTS))
    return Group.objects.base().filter(whole | Q(pk__in=group_ids_with(user, Right.COUNTS)))


def coming_days(placements) -> list[ComingDay]:
    now = timezone.now()
    going = placements.filter(session=OuterRef("pk")).order_by().values("session")
    pupils = going.annotate(pupils=Count("pk")).values("pupils")
    sessions = (
        Session.objects.open()
        .upcoming(now)
        .filter(starts_at__lt=now + SOON)
        .annotate(pupils=Subquery(pupils))
        .filter(pupils__gt=0)
        .select_related("offer__employer", "offer__sector", "offer__worksite")
        .order_by("starts_at", "pk")
    )
    return [ComingDay(session, session.pupils) for session in sessions[:6]]


def waiting_for(user) -> list:
    """Rows for the queue: for the coordinator the rounds, for a mentor what pupils sent."""
    rows = list(waiting_for_coordinator(user)) if coordinated_school_ids(user) else []
    providers = [
        schools_to_set_up,
        own_requests,
        ideas_row,
        attendance_to_note,
        needs_to_mind,
        sentences_to_choose,
    ]
    return [*rows, *waiting_for_mentor(user), *queue_of(user, providers)]


def waiting_for_mentor(user) -> list[dict]:
    if not mentored_group_ids(user):
        return []
    recent = timezone.now() - datetime.timedelta(days=14)
    fresh = Reflection.objects.readable_by(user).filter(done_at__gte=recent)
    fresh = fresh.exclude(placement__student__user=user).count()
    if not fresh:
        return []
    return [
        {
            "count": fresh,
            "title": ngettext("pupil looked back", "pupils looked back", fresh),
            "text": _("In the last two weeks. Read it before the next conversation."),
            "url": reverse("placements:student-list"),
            "action": _("Read"),
            "hot": False,
        }
    ]


def heat_rows(coverage) -> list[dict]:
    return [
        {
            "label": row.group.name,
            "sub": ngettext("%(n)s pupil", "%(n)s pupils", row.size) % {"n": row.size},
            "url": row.group.get_absolute_url(),
            "values": row.counts,
        }
        for row in coverage
        if row.size
    ]
