"""What waits on the desk of a coordinator whose school is not set up yet."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.waiting import Urgency, WaitingRow
from schools.models import SetUp
from schools.permissions import coordinated_school_ids


def schools_to_set_up(user) -> list[WaitingRow]:
    """One query, and none for who coordinates no school."""
    mine = coordinated_school_ids(user)
    if not mine:
        return []
    rows = SetUp.objects.unfinished().filter(school__in=mine).select_related("school")
    return [
        WaitingRow(
            count=len(SetUp.Step.values) - len({*row.done}),
            title=ngettext(
                "step to set up %(school)s", "steps to set up %(school)s", len(SetUp.Step.values)
            )
            % {"school": row.school.name},
            text=_("Half an hour at most. You can stop and go on at any moment."),
            url=reverse("schools:set-up", args=[row.school.slug]),
            action=_("Go on") if row.done else _("Begin"),
            urgency=Urgency.NOW,
        )
        for row in rows
    ]
