"""What the matching solver is asked: pupils, sessions, options and the policy. Plain data."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache

FORMAT_VERSION = 1
OBJECTIVES = ("bands", "leximin", "sum")

ROWS = ("employers", "locks", "options", "previous", "pupils", "sessions")

FIRST_LEVEL, LAST_WISH_LEVEL = 1, 8
WISHED_SECTOR_LEVEL, NEW_SECTOR_LEVEL, OTHER_LEVEL = 9, 10, 11


class InvalidProblem(ValueError):
    """The problem cannot be read; ``field`` says where, such as ``sessions[2].min``."""

    def __init__(self, field: str, message: str):
        self.field, self.message = field, message
        super().__init__(f"{field}: {message}" if field else message)


@dataclass(frozen=True, slots=True)
class Pupil:
    """``places`` is the number of placements this pupil needs; ``group`` is for policy weights."""

    id: str
    school: str
    places: int = 1
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Employer:
    """``max`` is the number of pupils it can receive in this round, over all its sessions."""

    id: str
    max: int


@dataclass(frozen=True, slots=True)
class Session:
    """Runs with ``min`` to ``max`` pupils or not at all.

    Sessions that share a slot (any whole number), or the offer, clash for one pupil.
    ``quota`` caps the pupils of one school: ``{school id: maximum}``.
    """

    id: str
    offer: str
    max: int
    min: int = 0
    employer: str | None = None
    slots: tuple[int, ...] = ()
    quota: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A session a pupil may go to.

    Level 1-8: own wishes, 9: wished sector, 10: sector not seen before, 11: other.
    """

    pupil: str
    session: str
    level: int
    new_sector: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Lock:
    """A pair of pupil and session; used for locks and for the previous placements."""

    pupil: str
    session: str


@dataclass(frozen=True)
class Policy:
    """What counts, and how hard the solver tries.

    ``group_percent`` raises the rank cost of the pupils of a group (100 is neutral, at most 150).
    ``keep_previous`` prefers the previous placements above better wishes.
    Rounds up to ``exact_up_to`` pupils also get ``exact_seconds`` of exact search.
    """

    objective: str = "bands"
    keep_previous: bool = True
    new_sector_weight: int = 60
    group_percent: Mapping[str, int] = field(default_factory=dict)
    exact_up_to: int = 1000
    exact_seconds: float = 15.0


@dataclass(frozen=True)
class Problem:
    """One matching round. The order in which things are given does not matter."""

    seed: str
    pupils: tuple[Pupil, ...]
    sessions: tuple[Session, ...]
    options: tuple[Option, ...]
    employers: tuple[Employer, ...] = ()
    locks: tuple[Lock, ...] = ()
    previous: tuple[Lock, ...] = ()
    policy: Policy = field(default_factory=Policy)

    @staticmethod
    def from_json(text: str | bytes) -> "Problem":
        """Read a problem; raises InvalidProblem with the name of the faulty field."""
        from placements.matching.reading import problem_from_json

        return problem_from_json(text)

    @staticmethod
    def from_dict(data: Mapping) -> "Problem":
        """As ``from_json``, for data that has been parsed already."""
        from placements.matching.reading import problem_from_dict

        return problem_from_dict(data)

    def with_policy(self, policy: Policy) -> "Problem":
        return replace(self, policy=policy)

    def canonical(self) -> "Problem":
        """The same problem in the one order the solver and the fingerprint work on."""
        return replace(
            self,
            pupils=tuple(sorted(self.pupils, key=lambda p: p.id)),
            sessions=tuple(
                replace(s, slots=tuple(sorted(set(s.slots))), quota=dict(sorted(s.quota.items())))
                for s in sorted(self.sessions, key=lambda s: s.id)
            ),
            options=tuple(sorted(self.options, key=lambda o: (o.pupil, o.session))),
            employers=tuple(sorted(self.employers, key=lambda e: e.id)),
            locks=tuple(sorted(set(self.locks))),
            previous=tuple(sorted(set(self.previous))),
        )

    def to_dict(self) -> dict:
        """The JSON form. Whatever has its default value is written as well."""
        head = {"version": FORMAT_VERSION, "seed": self.seed, "policy": asdict(self.policy)}
        rows = {name: [asdict_flat(row) for row in getattr(self, name)] for name in ROWS}
        return {**head, **rows}

    def to_json(self) -> str:
        """Compact, with sorted keys."""
        return "".join(self.json_parts())

    def json_parts(self) -> Iterator[str]:
        """The text of ``to_json`` in pieces; a large region as one text costs 100 MB."""
        yield "{"
        for i, name in enumerate(sorted((*ROWS, "policy", "seed", "version"))):
            yield f'{"," if i else ""}"{name}":'
            if name in ROWS:
                yield from _rows_json(getattr(self, name))
            elif name == "policy":
                yield _dumps(asdict(self.policy))
            else:
                yield _dumps(self.seed if name == "seed" else FORMAT_VERSION)
        yield "}"

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of this problem, to publish before the lottery is drawn."""
        return fingerprint(self.canonical())


def fingerprint(canonical: Problem) -> str:
    """SHA-256 of the JSON text of a problem that is in canonical order already."""
    digest = hashlib.sha256()
    for part in canonical.json_parts():
        digest.update(part.encode())
    return digest.hexdigest()


def _rows_json(rows: tuple) -> Iterator[str]:
    yield "["
    for start in range(0, len(rows), 1000):
        yield "," if start else ""
        some = rows[start : start + 1000]
        if isinstance(some[0], Option):
            yield ",".join(map(_option_json, some))
        else:
            yield _dumps([asdict_flat(row) for row in some])[1:-1]
    yield "]"


def _option_json(option: Option) -> str:
    """By hand, because a region has 200,000 of them."""
    new = "true" if option.new_sector else "false"
    pupil, session = _quoted(option.pupil), _quoted(option.session)
    return f'{{"level":{option.level},"new_sector":{new},"pupil":{pupil},"session":{session}}}'


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return _dumps(text)


def _dumps(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def asdict_flat(item) -> dict:
    """``dataclasses.asdict`` without its deep copies, which cost seconds on 200,000 options."""
    return {name: getattr(item, name) for name in item.__slots__}
