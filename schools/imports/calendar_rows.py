"""What a reader makes of a calendar file: plain events, of which a person ticks some."""

import datetime as dt
from dataclasses import dataclass

LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as a special day. ``kind`` is a guess, "" when there is none."""

    uid: str
    label: str
    first_day: dt.date
    last_day: dt.date
    kind: str
    replaces: str = ""
