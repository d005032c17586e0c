"""What every reader makes of a roster file, whatever its format: plain, frozen rows.

Only what is needed is here. There is no place for citizen numbers, birth dates or origin, and what
identifies a pupil stays out of ``repr``, so that it cannot reach a log by accident.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.imports.problems import wording


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something wrong with one row. ``context`` never holds personal data.

    ``skipped`` says that the row stays out; otherwise it goes in without the faulty part.
    """

    line: int | None
    code: str
    context: Mapping[str, str] = field(default_factory=dict, hash=False)
    skipped: bool = False

    @property
    def message(self) -> str:
        """What is wrong, in the language of the reader."""
        return wording(self.code, self.context)

    def as_dict(self) -> dict:
        """For a stored report; ``from_dict`` reads it back."""
        return {
            "line": self.line,
            "code": self.code,
            "context": dict(self.context),
            "skipped": self.skipped,
        }

    @classmethod
    def from_dict(cls, stored: Mapping) -> "RowProblem":
        return cls(**{name: stored[name] for name in ("line", "code", "context", "skipped")})


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """A base group (klas) or a composite group."""

    key: str
    name: str
    composite: bool = False
    year_of_study: int | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One pupil. Keys point at groups of the same roster."""

    source_key: str = field(repr=False)
    given_name: str = field(repr=False)
    name_prefix: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    initials: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    eck_id: str = field(default="", repr=False)
    group_key: str = ""
    composite_keys: tuple[str, ...] = ()
    year_of_study: int | None = None
    track: str = ""
    location_name: str = ""
    left: bool = False
    left_on: datetime.date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RosterStaff:
    """One member of staff. ``roles`` grant nothing: they are hints for who grants rights."""

    source_key: str = field(repr=False)
    given_name: str = field(default="", repr=False)
    name_prefix: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    initials: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    roles: tuple[str, ...] = ()
    group_keys: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Roster:
    """One file. ``left_out`` counts, per kind of data, what was in it and is not kept."""

    source: str
    school_year: str
    brin: str
    brin6: str
    reference_date: datetime.date | None
    groups: tuple[RosterGroup, ...]
    rows: tuple[RosterRow, ...]
    staff: tuple[RosterStaff, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        """How many rows stayed out."""
        return sum(problem.skipped for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """The figures at the top of a report."""
        return {
            "pupils": len(self.rows),
            "left": sum(row.left for row in self.rows),
            "groups": len(self.groups),
            "staff": len(self.staff),
            "skipped": self.skipped,
            "remarks": len(self.problems) - self.skipped,
        }

    @property
    def problem_counts(self) -> Counter:
        return Counter(problem.code for problem in self.problems)
