"""Small lists that nearly every page needs, kept in the process so that they cost no query."""

import time
from collections.abc import Callable, Iterable

A_MINUTE = 60
_lists: list["CachedList"] = []


class CachedList:
    """Rows that are at most ``seconds`` old. Treat them as read-only.

    An empty answer is not kept: the next call asks again, so a fresh database fills itself.
    """

    def __init__(self, load: Callable[[], Iterable], *, seconds: float = A_MINUTE):
        self._load = load
        self._seconds = seconds
        self._rows: tuple = ()
        self._until = 0.0
        _lists.append(self)

    def __call__(self) -> tuple:
        if not self._rows or time.monotonic() > self._until:
            self._rows = tuple(self._load())
            self._until = time.monotonic() + self._seconds
        return self._rows

    def forget(self) -> None:
        self._rows = ()


def forget_all() -> None:
    """Call after writing reference data; other processes follow within a minute."""
    for cached in _lists:
        cached.forget()
