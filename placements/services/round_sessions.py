"""The dates of a round, and the places it holds on them while it runs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from employers.models import Session
from employers.services.seats import NotEnoughPlaces, hold_still, release_places
from placements.models import Placement, Round, RoundSession
from placements.openings import open_for, openings
from placements.permissions import coordinates_round
from placements.queries import sessions_to_choose
from placements.safety import judge_for, years_of
from placements.services.locks import lock_round
from placements.services.places import NotOpenForSchool, take_for_school
from portal.audit.trail import record
from portal.core.formats import long_date

TRIES = 3
HOLDING = {Round.State.OPEN, Round.State.CLOSED, Round.State.COMPUTED}


class SessionsRefused(Exception):
    """These dates cannot be chosen or left out; the message says which and why."""


@transaction.atomic
def set_sessions(round_: Round, wanted: Mapping[int, int], *, by: Any) -> None:
    """Make ``wanted`` (session id -> places) the dates of the round.

    A round that is open holds the new places at once, tries again for a date that was full, and
    gives back those of a date left out. What is held stays as it is: pupils count on it.
    After publishing, a date can still be added for pupils who lost their place.
    """
    if not coordinates_round(by, round_):
        raise PermissionDenied
    round_ = lock_round(round_.pk)
    if round_.state == Round.State.FINISHED:
        raise SessionsRefused(_("This round is finished. Its dates are fixed."))
    present = {row.session_id: row for row in round_.round_sessions.all()}
    hold_still({*present, *wanted})
    _leave_out([row for pk, row in present.items() if pk not in wanted])
    added = _add(round_, {pk: n for pk, n in wanted.items() if pk not in present}, by)
    without = _change_places(present, wanted)
    if round_.state in HOLDING:
        hold_places([*added, *without])
    record("placements.round.sessions", round_, by=by, sessions=sorted(wanted))


def hold_places(rows: Iterable[RoundSession]) -> int:
    """Hold as many places as are left, up to what the round asks; returns how many in all."""
    total = 0
    for row in rows:
        row.held = _hold(row)
        row.save(update_fields=["held"])
        total += row.held
    return total


def give_back(row: RoundSession, count: int) -> None:
    """Return ``count`` of the held places to the date."""
    if count:
        release_places(row.session_id, count)
        row.held -= count
        row.save(update_fields=["held"])


def _hold(row: RoundSession) -> int:
    """Somebody else may take places between looking and taking, so look again a few times."""
    dates = Session.objects.select_related("offer__employer")
    school = row.round.school
    for _try in range(TRIES):
        session = dates.get(pk=row.session_id)
        count = min(row.places, open_for(session, school).places)
        if not count:
            return 0
        try:
            take_for_school(session.pk, school, count)
        except (NotEnoughPlaces, NotOpenForSchool):
            continue
        return count
    return 0


def _add(round_: Round, wanted: Mapping[int, int], by: Any) -> list[RoundSession]:
    choosable = sessions_to_choose(round_, by).select_related(
        "offer__employer", "offer__worksite__passport"
    )
    allowed = {session.pk: session for session in choosable.filter(pk__in=wanted)}
    if len(allowed) < len(wanted):
        raise SessionsRefused(
            _("One of these dates is cancelled, past, full or outside the days of the round.")
        )
    _refuse_closed(round_, allowed.values())
    _refuse_breaches(round_, allowed.values())
    rows = [
        RoundSession(
            round=round_, session=session, places=min(max(wanted[pk], 1), session.max_places)
        )
        for pk, session in allowed.items()
    ]
    RoundSession.objects.bulk_create(rows)
    return rows


def _refuse_breaches(round_: Round, sessions: Iterable[Session]) -> None:
    """A rule on age and activity stops a date only when the breach is clear for these years."""
    if not sessions:
        return
    years = years_of(round_)
    for session in sessions:
        for finding in judge_for(years, session):
            if finding.blocks:
                raise SessionsRefused(
                    _("%(offer)s on %(day)s is not possible. %(rule)s")
                    % {
                        "offer": session.offer.title,
                        "day": long_date(session.starts_at),
                        "rule": finding,
                    }
                )


def _refuse_closed(round_: Round, sessions: Iterable[Session]) -> None:
    """Who may choose a date, and from when, is up to its employer; see placements/openings.py."""
    found = openings(sessions, round_.school)
    for session in sessions:
        if not found[session.pk].may:
            raise SessionsRefused(
                f"{session.offer.title}, {long_date(session.starts_at)}: {found[session.pk].text}"
            )


def _leave_out(rows: list[RoundSession]) -> None:
    used = Placement.objects.current().filter(
        round__in={row.round_id for row in rows}, session__in={row.session_id for row in rows}
    )
    if rows and used.exists():
        raise SessionsRefused(
            _("Pupils have a place on a date that you leave out. Move them to another date first.")
        )
    for row in rows:
        give_back(row, row.held)
        row.delete()


def _change_places(
    present: Mapping[int, RoundSession], wanted: Mapping[int, int]
) -> list[RoundSession]:
    """Keep the new numbers; returns the dates that stay and of which nothing is held."""
    rows = [row for pk, row in present.items() if pk in wanted and not row.held]
    for row in rows:
        if wanted[row.session_id] != row.places:
            # More than there are does no harm: it is a wish.
            row.places = max(wanted[row.session_id], 1)
            row.save(update_fields=["places"])
    return rows
