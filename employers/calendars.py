"""An employer's dates as entries of a calendar: head counts, never names."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, Session
from portal.core.ical import Entry

# A cancelled date stays, so that every calendar has time to take it away.
BEHIND = dt.timedelta(days=60)
MOST = 1000


def entries_of(employer: Employer) -> list[Entry]:
    """What was lately and what is to come, the nearest past first; one query."""
    sessions = (
        Session.objects.filter(offer__employer=employer, starts_at__gte=timezone.now() - BEHIND)
        .select_related("offer__worksite", "offer__employer")
        .order_by("starts_at", "pk")
    )
    return [entry_of(session, text=_head_count(session)) for session in sessions[:MOST]]


def entry_of(session: Session, *, text: str = "") -> Entry:
    """Needs ``session.offer`` with its employer and work site."""
    offer = session.offer
    cancelled = session.state == Session.State.CANCELLED
    place = offer.worksite.address if offer.worksite else _("At the school")
    lines = [offer.employer.name, text]
    if cancelled:
        lines = [offer.employer.name, _("Cancelled: %(why)s") % {"why": session.cancel_reason}]
    return Entry(
        uid=str(session.uid),
        sequence=session.sequence,
        changed_at=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=offer.title,
        place=f"{place}, {session.room}" if session.room else place,
        text="\n".join(line for line in lines if line),
        url=settings.SITE_URL + offer.get_absolute_url(),
        cancelled=cancelled,
    )


def _head_count(session: Session) -> str:
    return ngettext(
        "%(taken)s of %(all)s place is taken.", "%(taken)s of %(all)s places are taken.",
        session.max_places,
    ) % {"taken": session.places_taken, "all": session.max_places}  # fmt: skip
