"""Which dates take part in a round: visits over all sectors, with room for everybody and more."""

from collections import defaultdict
from itertools import zip_longest

from employers.models import Offer, Session
from placements.models import Round, RoundSession
from placements.queries import pupils_of
from portal.demo.loaders.round_plans import Plan
from portal.demo.stage import Stage

SHARE = 0.6  # of the places of a date; the rest stays for other schools


def choose_dates(stage: Stage, round_: Round, plan: Plan, used: set[int]) -> list[RoundSession]:
    """Makes the rows. ``used`` are dates of other rounds."""
    candidates = _candidates(round_, used)
    stage.dice(f"dates of {plan.title}").shuffle(candidates)
    candidates.sort(key=lambda session: session.offer.title not in plan.must)
    wanted = pupils_of(round_).count() * plan.places_each * plan.room
    chosen: list[Session] = []
    for session in _sector_by_sector(candidates, len(plan.must)):
        if sum(_places(other) for other in chosen) >= wanted:
            break
        chosen.append(session)
    return RoundSession.objects.bulk_create(
        RoundSession(round=round_, session=session, places=_places(session))
        for session in sorted(chosen, key=lambda session: session.starts_at)
    )


def _places(session: Session) -> int:
    return max(session.min_places, round(session.max_places * SHARE))


def _candidates(round_: Round, used: set[int]) -> list[Session]:
    """One date of each visit that suits all years of the round."""
    years = set(round_.groups.values_list("year_of_study", flat=True))
    sessions = (
        Session.objects.exclude(state=Session.State.CANCELLED)
        .exclude(pk__in=used)
        .filter(
            offer__kind=Offer.Kind.VISIT,
            offer__year_min__lte=min(years),
            offer__year_max__gte=max(years),
            starts_at__date__gte=round_.first_day,
            starts_at__date__lte=round_.last_day,
        )
        .select_related("offer")
        .order_by("-starts_at", "pk")
    )
    return list({session.offer_id: session for session in sessions}.values())


def _sector_by_sector(sessions: list[Session], first: int) -> list[Session]:
    """The ``first`` ones as they are, then one of each sector, another of each, and so on."""
    by_sector: dict[int, list[Session]] = defaultdict(list)
    for session in sessions[first:]:
        by_sector[session.offer.sector_id].append(session)
    turns = zip_longest(*by_sector.values())
    return sessions[:first] + [session for turn in turns for session in turn if session]
