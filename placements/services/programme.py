"""Last year's programme again: each round as a draft, with new dates of the same offers."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from employers.models import Session
from placements.models import Round, RoundSession
from placements.openings import openings
from placements.queries import sessions_to_choose
from placements.safety import judge_for, years_of
from placements.services.round_sessions import set_sessions
from placements.services.rounds import create_round
from portal.audit.trail import record
from portal.core.school_year import school_year_of
from schools.models import Group, LearningPeriod, School
from schools.permissions import coordinates
from schools.services.year_copies import A_YEAR

SAME = ("title", "places_each", "wishes_each")


@dataclass(frozen=True)
class CopiedRound:
    """``dates`` joined the draft; ``without`` names the offers that have no date for it yet."""

    round: Round
    dates: int
    without: list[str]


@transaction.atomic
def copy_programme(rounds: Iterable[Round], *, by: Any) -> list[CopiedRound]:
    """Drafts a year later, for the groups that are now of the same year of study.

    Days and deadline move 52 weeks. Nothing is held and nobody is told: the coordinator looks
    first. The same round again makes another draft.
    """
    copies = [_copy(round_, by) for round_ in rounds]
    for copied in copies:
        record("placements.round.copy", copied.round, by=by, dates=copied.dates)
    return copies


def _copy(old: Round, by: Any) -> CopiedRound:
    if not coordinates(by, old):
        raise PermissionDenied
    first, last = old.first_day + A_YEAR, old.last_day + A_YEAR
    new = create_round(
        old.school,
        by=by,
        groups=_groups_like(old, first),
        period=_period_like(old, first),
        first_day=first,
        last_day=last,
        wishes_until=old.wishes_until + A_YEAR,
        **{name: getattr(old, name) for name in SAME},
    )
    wanted, without = _dates_for(old, new, by)
    if wanted:
        set_sessions(new, wanted, by=by)
    return CopiedRound(new, len(wanted), without)


def _groups_like(old: Round, first: datetime.date) -> list[Group]:
    """A round for year 2 is again for year 2, whoever sits there now."""
    years = set(old.groups.values_list("year_of_study", flat=True)) - {None}
    now = Group.objects.base().filter(school=old.school_id, school_year=school_year_of(first))
    return list(now.filter(year_of_study__in=years))


def _period_like(old: Round, first: datetime.date) -> LearningPeriod | None:
    """The period with the same name, else the one in which the round begins."""
    periods = LearningPeriod.objects.filter(school=old.school_id, school_year=school_year_of(first))
    same = old.period and periods.filter(label=old.period.label).first()
    return same or periods.containing(first).first()


def _dates_for(old: Round, new: Round, by: Any) -> tuple[dict[int, int], list[str]]:
    """Dates of the same offers that the school may choose now, with the places of last year."""
    asked = RoundSession.objects.filter(round=old).values_list(
        "session__offer", "session__offer__title", "places"
    )
    places: dict[int, int] = {}
    titles: dict[int, str] = {}
    for offer, title, number in asked:
        places[offer] = max(number, places.get(offer, 0))
        titles[offer] = title
    sessions = list(
        sessions_to_choose(new, by)
        .filter(offer__in=places)
        .select_related("offer__employer", "offer__worksite__passport")
    )
    may = openings(sessions, new.school)
    years = years_of(new)
    good = [s for s in sessions if may[s.pk].may and not _breaches(years, s)]
    wanted = {s.pk: min(places[s.offer_id], s.max_places) for s in good}
    met = {session.offer_id for session in good}
    return wanted, sorted(title for offer, title in titles.items() if offer not in met)


def _breaches(years: frozenset[int], session: Session) -> bool:
    return any(finding.blocks for finding in judge_for(years, session))


def rounds_to_copy(school: School):
    """The rounds of last school year, and of this one, that went out to pupils; newest first."""
    year_ago = timezone.localdate() - datetime.timedelta(days=420)
    return (
        Round.objects.filter(school=school, last_day__gte=year_ago)
        .exclude(state=Round.State.DRAFT)
        .prefetch_related("groups")
        .for_list()
    )
