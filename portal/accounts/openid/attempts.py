"""Who is away at a provider: remembered in the browser's own session, for one return each."""

import time
from typing import Any

from django.utils.crypto import constant_time_compare

from portal.accounts.openid.client import Secrets

KEY = "openid_attempts"
MAX_SECONDS = 600
AT_ONCE = 5  # tabs


def remember(request: Any, made: Secrets, source: str, **more: Any) -> None:
    """``source`` names the provider; ``more`` comes back with the attempt (JSON only)."""
    kept = [row for row in request.session.get(KEY, []) if _fresh(row)][-(AT_ONCE - 1) :]
    row = {
        "state": made.state,
        "nonce": made.nonce,
        "verifier": made.verifier,
        "source": source,
        "since": int(time.time()),
        **more,
    }
    request.session[KEY] = [*kept, row]


def take(request: Any, state: str, source: str) -> dict[str, Any] | None:
    """The attempt with this state at this provider, once; None for any other return."""
    rows = request.session.get(KEY, [])
    mine = [row for row in rows if state and constant_time_compare(row["state"], state)]
    if not mine:
        return None
    request.session[KEY] = [row for row in rows if row is not mine[0]]
    return mine[0] if mine[0]["source"] == source and _fresh(mine[0]) else None


def secrets_of(attempt: dict[str, Any]) -> Secrets:
    return Secrets(attempt["state"], attempt["nonce"], attempt["verifier"])


def _fresh(row: dict[str, Any]) -> bool:
    return time.time() - row["since"] <= MAX_SECONDS
