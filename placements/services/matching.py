"""Running the matching: one at a time, watched, stopped when asked, safe when a worker dies.

A worker owns a run by its ``claim``. Whatever it writes is guarded by that claim, so a worker that
was thought dead, or was told to stop, can no longer change anything.
"""

import logging
import uuid
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from placements.matching import Cancelled, Result, solve
from placements.models import MatchRun, Round
from placements.permissions import coordinates_round
from placements.queries import pupils_of, usable_sessions
from placements.services.locks import lock_dates, lock_round
from placements.services.problem import RoundInput, build_problem
from placements.services.proposal import store_proposal
from placements.tasks import run_matching
from placements.workflow import ROUND_WORKFLOW
from portal.audit.trail import record
from portal.core.workflow import TransitionNotAllowed

logger = logging.getLogger(__name__)
State = MatchRun.State

STALLED_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3
MOST_RESTARTS = 3
REPORT_EVERY = 1.0

DIED = gettext_noop("The work stopped three times. Try again, or ask for help.")
BROKE = gettext_noop("Something went wrong with us. Nothing has changed. We have been told.")
TOO_LONG = gettext_noop("This took too long. Nothing has changed. Try again.")
MOVING = gettext_noop("The wishes or dates kept changing. Nothing has changed. Try again.")
NOT_NOW = gettext_noop("The round has changed in the meantime. Nothing was done.")


class RunRefused(Exception):
    """The matching cannot start or stop now; the message says why."""


class InputChanged(Exception):
    """What was computed is no longer the question."""


@transaction.atomic
def start_run(round_: Round, *, by: Any, least_change: bool = False) -> MatchRun:
    """Put a run in the queue. Raises PermissionDenied or RunRefused."""
    if not coordinates_round(by, round_):
        raise PermissionDenied
    if not ROUND_WORKFLOW.allows("compute", round_, by=by):
        raise RunRefused(_("Close the wishes first. Then the places can be divided."))
    if not usable_sessions(round_).exists():
        raise RunRefused(_("This round has no dates with places. Add dates first."))
    if not pupils_of(round_).exists():
        raise RunRefused(_("There are no pupils in these groups."))
    try:
        with transaction.atomic():
            run = MatchRun.objects.create(round=round_, least_change=least_change, created_by=by)
    except IntegrityError as error:
        raise RunRefused(_("The places are being divided already.")) from error
    record("placements.run.start", run, by=by, least_change=least_change)
    _enqueue(run.pk)
    return run


@transaction.atomic
def cancel_run(run: MatchRun, *, by: Any) -> None:
    """Stop it; the worker notices within seconds and nothing is changed."""
    if not coordinates_round(by, run.round):
        raise PermissionDenied
    stopped = MatchRun.objects.active().filter(pk=run.pk)
    if not stopped.update(state=State.CANCELLED, finished_at=timezone.now()):
        raise RunRefused(_("This run has ended already."))
    record("placements.run.cancel", run, by=by)
    run.refresh_from_db()


def claim_run(run_id: int) -> str | None:
    """Take a waiting run: returns the claim, or None when somebody else has it or it ended."""
    claim = uuid.uuid4().hex
    taken = MatchRun.objects.filter(pk=run_id, state=State.QUEUED).update(
        state=State.RUNNING,
        claim=claim,
        heartbeat_at=timezone.now(),
        attempts=F("attempts") + 1,
    )
    return claim if taken else None


def execute_run(run_id: int, claim: str) -> None:
    """Compute and store. Ends the run in one way or another, unless the claim is lost."""
    run = MatchRun.objects.select_related("round__school", "created_by").get(pk=run_id)
    watch = Watch(run_id, claim)
    try:
        _compute(run, watch)
    except Cancelled:
        logger.info("run %s was stopped", run_id)
    except SoftTimeLimitExceeded:
        watch.fail(TOO_LONG)
    except InputChanged:
        watch.fail(MOVING)
    except TransitionNotAllowed:
        watch.fail(NOT_NOW)
    except Exception:
        logger.exception("run %s failed", run_id)
        watch.fail(BROKE)


def revive_stalled_runs() -> int:
    """Give runs whose worker died back to the queue; after three attempts they fail."""
    long_ago = timezone.now() - STALLED_AFTER
    silent = Q(heartbeat_at__lt=long_ago) | Q(heartbeat_at=None, created_at__lt=long_ago)
    stalled = MatchRun.objects.active().filter(silent)
    stalled.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, message=DIED, claim="", finished_at=timezone.now()
    )
    revived = 0
    for run_id in list(stalled.values_list("pk", flat=True)):
        # The heartbeat also marks that the message went out again, once per 90 seconds.
        again = stalled.filter(pk=run_id).update(
            state=State.QUEUED, claim="", heartbeat_at=timezone.now()
        )
        if again:
            _enqueue(run_id)
            revived += 1
    return revived


class Watch:
    """One worker's hold on a run: reports progress, and knows when to let go."""

    def __init__(self, run_id: int, claim: str):
        self.mine = MatchRun.objects.filter(pk=run_id, claim=claim, state=State.RUNNING)
        self.let_go = False
        self._reported = 0.0
        self._phase = ""

    def progress(self, part: float, phase: str) -> None:
        if phase == self._phase and monotonic() - self._reported < REPORT_EVERY:
            return
        self._reported, self._phase = monotonic(), phase
        self.update(progress=round(100 * part), phase=phase, heartbeat_at=timezone.now())

    def cancelled(self) -> bool:
        if not self.let_go and monotonic() - self._reported >= REPORT_EVERY:
            self._reported = monotonic()
            self.update(heartbeat_at=timezone.now())
        return self.let_go

    def update(self, **fields: Any) -> None:
        self.let_go = self.let_go or not self.mine.update(**fields)

    def fail(self, message: str) -> None:
        self.update(state=State.FAILED, message=message, finished_at=timezone.now())


def _compute(run: MatchRun, watch: Watch) -> None:
    """Solve, and once more when wishes or dates changed while it was solving."""
    for _attempt in range(MOST_RESTARTS):
        data = build_problem(run.round, least_change=run.least_change)
        watch.update(problem=data.problem.to_dict(), input_sha256=data.problem.sha256)
        if watch.let_go:
            raise Cancelled
        result = solve(data.problem, progress=watch.progress, cancelled=watch.cancelled)
        try:
            _store(run, watch, data, result)
        except InputChanged:
            continue
        return
    raise InputChanged


@transaction.atomic
def _store(run: MatchRun, watch: Watch, data: RoundInput, result: Result) -> None:
    """All or nothing: the run is done, the round is computed, the places are proposed."""
    lock_round(run.round_id)
    lock_dates(run.round_id)
    watch.update(
        state=State.DONE,
        progress=100,
        phase="done",
        result=result.to_dict(),
        finished_at=timezone.now(),
    )
    if watch.let_go:
        raise Cancelled
    now = build_problem(run.round, least_change=run.least_change)
    if now.problem.sha256 != data.problem.sha256:
        raise InputChanged
    ROUND_WORKFLOW.apply("compute", run.round, by=None)
    store_proposal(data, result)
    record("placements.run.finish", run, by=run.created_by)


def _enqueue(run_id: int) -> None:
    transaction.on_commit(partial(run_matching.delay, run_id), robust=True)
