"""What waits after a visit: telling how it was, and choosing a sentence for the employer."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.days import days_without_attendance
from placements.quotes import sentences_for
from placements.standing import coming_places
from placements.visits import past_visits
from portal.core.waiting import Urgency, WaitingRow
from schools.models.student import pupils_with
from schools.permissions import Right, has_right, mentored_group_ids

MOST = 100
NEEDS_AHEAD = timedelta(days=28)


def visits_to_report(user) -> list[WaitingRow]:
    """Visits of the last weeks about which nobody of the employer told anything."""
    since = timezone.now() - timedelta(days=settings.FEEDBACK_LINK_DAYS)
    waiting = past_visits(user).filter(ends_at__gt=since, employer_feedback__given_at=None)
    found = list(waiting.values_list("pk", flat=True)[:MOST])
    if not found:
        return []
    count, listed = len(found), reverse("placements:visit-list") + "?toon=geweest"
    return [
        WaitingRow(
            count=count,
            title=ngettext("visit is over: how was it?", "visits are over: how were they?", count),
            text=_("It takes one minute. Pupils and their mentor read what you say."),
            url=listed if count > 1 else reverse("placements:visit-report", args=found),
            action=_("Tell"),
            urgency=Urgency.SOON,
        )
    ]


def attendance_to_note(user) -> list[WaitingRow]:
    """For who goes along: supervisor and subject teacher. Mentors and coordinators see it with the
    coverage, among what else is open."""
    if not has_right(user, Right.ATTENDANCE) or has_right(user, Right.FILE):
        return []
    count = days_without_attendance(user).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext("visit without attendance", "visits without attendance", count),
            text=_("Were you there? Note who came: it takes one minute."),
            url=reverse("placements:session-list") + "?toon=geweest",
            action=_("Note"),
            urgency=Urgency.SOON,
        )
    ]


def needs_to_mind(user) -> list[WaitingRow]:
    """For a support coordinator, who reads no folders: pupils with a need who go somewhere soon."""
    if not has_right(user, Right.NEEDS) or has_right(user, Right.FILE):
        return []
    soon = coming_places().filter(session__starts_at__lt=timezone.now() + NEEDS_AHEAD)
    going = soon.filter(pupils_with(user, Right.NEEDS, "student__"), student__needs__isnull=False)
    count = going.values("student").distinct().count()
    return [
        WaitingRow(
            count=count,
            title=ngettext(
                "pupil with a practical need goes out", "pupils with a practical need go out", count
            ),
            text=_("In the next four weeks. Is everything arranged?"),
            url=reverse("placements:student-list"),
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


def sentences_to_choose(user) -> list[WaitingRow]:
    """For a mentor: visits about which pupils wrote something that a company may like to read."""
    if not mentored_group_ids(user):
        return []
    visits = sentences_for(user).values("reflection__placement__session").distinct().count()
    return [
        WaitingRow(
            count=visits,
            title=ngettext(
                "visit with sentences for the company",
                "visits with sentences for the company",
                visits,
            ),
            text=_("Choose a sentence the company may read. The pupil is asked first."),
            url=reverse("placements:quotes"),
            action=_("Choose"),
        )
    ]
