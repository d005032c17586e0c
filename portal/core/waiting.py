"""A row of "what waits for me". Each floor makes its own rows, the desks put them in one queue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise


class Urgency(IntEnum):
    """How soon. The queue goes from the first to the last; NOW and SOON stand out in colour."""

    NOW = 1  # somebody is waiting for an answer, or something falls away soon
    SOON = 2  # this week
    LATER = 3  # when there is time


@dataclass(frozen=True)
class WaitingRow:
    """``count`` things wait; ``title`` goes on where the number stops ("requests wait")."""

    count: int
    title: str | Promise
    text: str | Promise
    url: str
    action: str | Promise
    urgency: Urgency = Urgency.LATER

    @property
    def hot(self) -> bool:
        return self.urgency < Urgency.LATER


Provider = Callable[[Any], Iterable[WaitingRow]]


def queue_of(user: Any, providers: Iterable[Provider]) -> list[WaitingRow]:
    """The rows of all providers that have something waiting, the most urgent first."""
    rows = [row for provider in providers for row in provider(user) if row.count]
    return sorted(rows, key=lambda row: row.urgency)
