"""What every reader makes of a roster file, whatever its format: plain, frozen rows.

Only what is needed is here. There is no place for citizen numbers, birth dates or origin, and what
identifies a pupil stays out of ``repr``, so that it cannot reach a log by accident.

A reader gives a ``Roster``. Its ``rows`` are a tuple where the file is small, or ``LazyRows`` where
memory must not grow with the file: then each iteration reads the file anew, so the file has to stay
open as long as the roster is used, and what was wrong is known after an iteration.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from portal.imports.problems import wording

# A question of a roster: the file does not say of which school it is, is it of this one?
SCHOOL_NOT_NAMED = "school_not_named"


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


class Findings:
    """What reading the rows found: all is counted, and of each kind of problem some are kept."""

    MOST_KEPT = 200

    def __init__(self, problems: Iterable[RowProblem] = (), left_out: Mapping | None = None):
        self.rows = 0
        self.left = 0
        self.staff = 0
        self.skipped = 0
        self.problem_counts: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter(left_out or {})
        self._kept: list[RowProblem] = []
        for problem in problems:
            self.add(problem)

    def add(self, problem: RowProblem) -> None:
        self.skipped += problem.skipped
        self.problem_counts[problem.code] += 1
        if self.problem_counts[problem.code] <= self.MOST_KEPT:
            self._kept.append(problem)

    def remark(self, line: int | None, code: str, **context: str) -> None:
        """The row goes in without the faulty part."""
        self.add(RowProblem(line, code, context))

    def skip(self, line: int | None, code: str, **context: str) -> None:
        """The row stays out."""
        self.add(RowProblem(line, code, context, skipped=True))

    def copy(self) -> "Findings":
        """To go on counting from here, as often as the rows are read."""
        twin = Findings(left_out=self.left_out)
        twin.rows, twin.left, twin.staff = self.rows, self.left, self.staff
        twin.skipped = self.skipped
        twin.problem_counts = self.problem_counts.copy()
        twin._kept = list(self._kept)
        return twin

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """The kept ones, in the order of the file; of several files in one, per file."""
        return tuple(sorted(self._kept, key=lambda p: (p.context.get("file", ""), p.line or 0)))


class LazyRows:
    """Rows that are read from the file each time they are walked through.

    ``read`` gives the rows one by one and writes what is wrong into the findings it is handed,
    which start as a copy of ``before``: what was found already outside the rows. It may raise
    ImportRefused half-way. ``findings`` are those of the last complete walk; asking for them
    before there was one walks through the file.
    """

    def __init__(
        self, read: Callable[[Findings], Iterator[RosterRow]], before: Findings | None = None
    ):
        self._read = read
        self._before = before or Findings()
        self._findings: Findings | None = None

    def __iter__(self) -> Iterator[RosterRow]:
        findings = self._before.copy()
        for row in self._read(findings):
            findings.rows += 1
            findings.left += row.left
            yield row
        self._findings = findings

    def __len__(self) -> int:
        return self.findings.rows

    @property
    def findings(self) -> Findings:
        if self._findings is None:
            for _row in self:
                pass
        return cast("Findings", self._findings)


class LateProblems(Sequence):
    """The problems of lazy rows: looked up when somebody asks."""

    def __init__(self, rows: LazyRows):
        self._rows = rows

    def __getitem__(self, index):
        return self._rows.findings.problems[index]

    def __len__(self) -> int:
        return len(self._rows.findings.problems)

    def __eq__(self, other) -> bool:
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class LateCounts(Mapping):
    """What lazy rows left out, per kind of data: looked up when somebody asks."""

    def __init__(self, rows: LazyRows):
        self._rows = rows

    def __getitem__(self, kind: str) -> int:
        return dict(self._rows.findings.left_out)[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._rows.findings.left_out))

    def __len__(self) -> int:
        return len(self._rows.findings.left_out)


@dataclass(frozen=True, slots=True)
class Roster:
    """One file. ``left_out`` counts, per kind of data, what was in it and is not kept.

    ``rows`` can be walked through more than once. With LazyRows give ``LateProblems(rows)`` and
    ``LateCounts(rows)`` as problems and left_out; with a tuple give a tuple and a dict. Readers
    see to it that no ``source_key`` comes twice.

    Not ``complete`` is a file of changes only: who or what is not in it stays as it is.
    ``questions`` are what a person must say yes to before the file is believed
    (``QUESTIONS`` of the floor above). ``groups_by_name``: the keys of its groups are only names.
    """

    source: str
    school_year: str
    brin: str
    brin6: str
    reference_date: datetime.date | None
    groups: tuple[RosterGroup, ...]
    rows: Iterable[RosterRow]
    staff: Iterable[RosterStaff] = ()
    problems: Sequence[RowProblem] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    complete: bool = True
    questions: tuple[str, ...] = ()
    groups_by_name: bool = False

    @property
    def findings(self) -> Findings:
        """Figures and problems of the rows; with lazy rows those of the last complete walk."""
        if isinstance(self.rows, LazyRows):
            return self.rows.findings
        findings = Findings(self.problems, self.left_out)
        findings.staff = sum(1 for _person in self.staff)
        for row in self.rows:
            findings.rows += 1
            findings.left += row.left
        return findings

    @property
    def skipped(self) -> int:
        """How many rows stayed out."""
        return self.findings.skipped

    @property
    def counts(self) -> dict[str, int]:
        """The figures at the top of a report."""
        found = self.findings
        return {
            "pupils": found.rows,
            "left": found.left,
            "groups": len(self.groups),
            "staff": found.staff,
            "skipped": found.skipped,
            "remarks": found.problem_counts.total() - found.skipped,
        }

    @property
    def problem_counts(self) -> Counter:
        return self.findings.problem_counts
