"""Small lists that nearly every page needs, kept in the process so that they cost no query."""

import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

A_MINUTE = 60
MOST_KEYS = 2_000
K = TypeVar("K")
V = TypeVar("V")
_lists: list["CachedList | CachedByKey"] = []


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


class CachedByKey(Generic[K, V]):
    """One value for each key, at most ``seconds`` old. Treat it as read-only."""

    def __init__(self, load: Callable[[K], V], *, seconds: float = A_MINUTE):
        self._load = load
        self._seconds = seconds
        self._values: dict[K, tuple[float, V]] = {}
        _lists.append(self)

    def __call__(self, key: K) -> V:
        until, value = self._values.get(key, (0.0, None))
        if value is None or time.monotonic() > until:
            if len(self._values) >= MOST_KEYS:
                self._values.clear()
            value = self._load(key)
            self._values[key] = (time.monotonic() + self._seconds, value)
        return value

    def forget(self) -> None:
        self._values.clear()

    def forget_one(self, key: K) -> None:
        self._values.pop(key, None)


def forget_all() -> None:
    """Call after writing reference data; other processes follow within a minute."""
    for cached in _lists:
        cached.forget()
