"""Matching rounds at every step of their life. Places are divided by the real solver."""

import datetime
from collections import Counter
from copy import copy

from employers.models import Session
from placements.matching import Policy, solve
from placements.models import MatchRun, Placement, Reflection, Round, RoundSession
from placements.queries import coordinators_of
from placements.services.announcements import tell_published
from placements.services.problem import build_problem
from placements.services.proposal import store_proposal
from portal.demo.loaders.round_dates import choose_dates
from portal.demo.loaders.round_plans import PLANS, Plan
from portal.demo.loaders.round_wishes import state_wishes
from portal.demo.stage import Stage
from schools.models import Group, School

State = Round.State
DIVIDED = {State.FINISHED, State.PUBLISHED}
OPENED = {State.OPEN, State.CLOSED}
WISHING_TAKES, CHECKING_TAKES = 10, 3  # school days


def load(stage: Stage) -> str:
    used: set[int] = set()
    for plan in PLANS:
        round_ = _make_round(stage, plan)
        rows = choose_dates(stage, round_, plan, used)
        used |= {row.session_id for row in rows}
        if plan.state == State.DRAFT:
            continue
        _hold(rows)
        state_wishes(stage, round_, plan)
        if plan.state in DIVIDED:
            _divide(round_)
            _publish(stage, round_)
    return f"{len(PLANS)} rounds, {Placement.objects.count()} places"


def _make_round(stage: Stage, plan: Plan) -> Round:
    school = School.objects.get(brin=plan.brin)
    calendar = stage.calendar
    first, last = (calendar.day(number) for number in plan.window)
    opened = plan.wishes_until - WISHING_TAKES
    round_ = Round.objects.create(
        school=school,
        title=plan.title,
        period=school.periods.containing(first).first(),
        first_day=first,
        last_day=last,
        wishes_until=calendar.at(calendar.day(plan.wishes_until), "16.00"),
        places_each=plan.places_each,
        wishes_each=3 + plan.places_each - 1,
        state=plan.state,
        seed=f"{stage.dice(plan.title).getrandbits(128):032x}",
        opened_at=None if plan.state == State.DRAFT else calendar.at(calendar.day(opened), "9.00"),
    )
    if plan.state in DIVIDED:
        told = calendar.day(plan.wishes_until + CHECKING_TAKES)
        round_.published_at = calendar.at(told, "15.00")
        round_.save(update_fields=["published_at"])
    round_.groups.set(Group.objects.filter(school=school, name__in=plan.groups))
    return round_


def _hold(rows: list[RoundSession]) -> None:
    """A date serves one round only here, so what it holds is what is taken."""
    for row in rows:
        row.held = row.session.places_taken = row.places
    RoundSession.objects.bulk_update(rows, ["held"])
    Session.objects.bulk_update([row.session for row in rows], ["places_taken"])


def _divide(round_: Round) -> None:
    """As it was before the first day, with what was known then."""
    closed = copy(round_)
    closed.state = State.CLOSED  # what may be given is what is held
    data = build_problem(closed, now=round_.opened_at)
    # Without the search that stops at a time limit: the same region on a slow machine.
    result = solve(data.problem, Policy(exact_up_to=0))
    run = MatchRun.objects.create(
        round=round_,
        state=MatchRun.State.DONE,
        progress=100,
        phase="done",
        attempts=1,
        input_sha256=data.problem.sha256,
        problem=data.problem.to_dict(),
        result=result.to_dict(),
        created_by=coordinators_of(round_.school).first(),
        finished_at=round_.published_at - datetime.timedelta(hours=4),
    )
    MatchRun.objects.filter(pk=run.pk).update(
        created_at=round_.published_at - datetime.timedelta(hours=4, seconds=6)
    )
    store_proposal(data, result)


def _publish(stage: Stage, round_: Round) -> None:
    placements = Placement.objects.filter(round=round_)
    placements.update(state=Placement.State.PUBLISHED, published_at=round_.published_at)
    Reflection.objects.bulk_create(Reflection(placement=placement) for placement in placements)
    used = Counter(placements.values_list("session_id", flat=True))
    rows = list(round_.round_sessions.select_related("session"))
    for row in rows:
        row.held = row.session.places_taken = used[row.session_id]
    RoundSession.objects.bulk_update(rows, ["held"])
    Session.objects.bulk_update([row.session for row in rows], ["places_taken"])
    if round_.state == State.PUBLISHED:
        tell_published(round_)
