"""Two questions of a load balancer: does the process live, and can it do its work?"""

import logging
import time

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

HEARTBEAT_KEY = "core.worker-heartbeat"
HEARTBEAT_STALE = 180.0  # seconds: the schedule beats once a minute


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. No query: a slow database must not get it restarted."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and cache answer (else 503). A silent worker is told, but pages still work."""
    report = {"database": _database(), "cache": _cache()}
    ready = all(report.values())
    state = {name: "ok" if fine else "unreachable" for name, fine in report.items()}
    state["worker"] = _worker() if report["cache"] else "unknown"
    return JsonResponse(state, status=200 if ready else 503)


def beat() -> None:
    """Note that a worker lives. Called by the schedule, in the worker."""
    cache.set(HEARTBEAT_KEY, time.time(), timeout=None)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return False
    return True


def _cache() -> bool:
    try:
        cache.get(HEARTBEAT_KEY)
    except Exception:  # each cache client has errors of its own
        logger.exception("The cache does not answer.")
        return False
    return True


def _worker() -> str:
    last = cache.get(HEARTBEAT_KEY)
    if last is None:
        return "not seen yet"
    return "ok" if time.time() - last < HEARTBEAT_STALE else "silent"
