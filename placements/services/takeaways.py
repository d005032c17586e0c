"""A week after a visit the employer hears, once, what the pupils took from it."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from employers.models import Session
from placements.models import EmployerFeedback
from placements.queries import employer_users
from placements.takeaway import AFTER, Takeaway, takeaway_by_session
from portal.audit.trail import record
from portal.core.formats import long_date
from portal.notifications.services import notify

# So long we wait for the fifth answer; an employer gets no mail that there is nothing to tell.
UNTIL = datetime.timedelta(days=28)
MOST_AT_ONCE = 200


def visits_to_tell(now: datetime.datetime | None = None) -> list[EmployerFeedback]:
    """Visits of a week ago or more of which the employer was told nothing yet."""
    now = now or timezone.now()
    return list(
        EmployerFeedback.objects.filter(
            took_told_at=None,
            nobody_came=False,
            session__ends_at__lte=now - AFTER,
            session__ends_at__gte=now - UNTIL,
        )
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__offer")
        .order_by("session__ends_at", "pk")[:MOST_AT_ONCE]
    )


def tell_what_pupils_took() -> int:
    """Tell about every visit with enough answers; returns how many. Running again tells nothing."""
    visits = visits_to_tell()
    taken = takeaway_by_session([visit.session_id for visit in visits])
    return sum(
        tell_about(visit, taken[visit.session_id])
        for visit in visits
        if taken.get(visit.session_id)
    )


@transaction.atomic
def tell_about(visit: EmployerFeedback, taken: Takeaway) -> bool:
    """Tell the people of the employer; False when somebody did already or there is too little."""
    if not taken:
        return False
    claimed = EmployerFeedback.objects.filter(pk=visit.pk, took_told_at=None).update(
        took_told_at=timezone.now()
    )
    if not claimed:
        return False
    session = visit.session
    first = taken.liked or taken.questions[0]
    notify(
        employer_users([session.offer.employer_id]),
        kind="placements.pupils_took",
        about=visit,
        url=reverse("placements:visit", args=[session.pk]),
        title=session.offer.title,
        when=long_date(session.starts_at),
        answers=first.answers,
        glad=first.glad,
        lines=[
            {"question": taken_.question, "glad": taken_.glad, "answers": taken_.answers}
            for taken_ in taken.questions
        ],
    )
    record("placements.takeaway.tell", visit, by=None)
    return True
