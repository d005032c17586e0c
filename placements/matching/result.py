"""What the matching solver answers: placements with their reason, and who is left and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from placements.matching.problem import FORMAT_VERSION, asdict_flat


class PlacementReason(StrEnum):
    """Why a pupil has this placement."""

    LOCKED = "locked"
    FIRST_WISH = "first_wish"
    WISH = "wish"
    WISHED_SECTOR = "wished_sector"
    NEW_SECTOR = "new_sector"
    OTHER = "other"


class MissedReason(StrEnum):
    """Why a pupil did not get an option ranked above what it got."""

    SESSION_NOT_RUNNING = "session_not_running"
    SAME_OFFER = "same_offer"
    OVERLAP = "overlap"
    SCHOOL_QUOTA = "school_quota"
    SESSION_FULL = "session_full"
    EMPLOYER_FULL = "employer_full"
    TRADE_OFF = "trade_off"


class UnplacedReason(StrEnum):
    """Why a pupil has fewer placements than it needs.

    NO_OPTIONS: nothing fits this pupil. TOO_FEW_OPTIONS: it has all that fits.
    NONE_RUNNING: what else fits does not run. OVERLAP_ONLY: what else fits clashes with what the
    pupil has. ALL_FULL: all seats within reach are taken, by the certificate.
    TRADE_OFF: a seat is free somewhere, but using it would break a minimum or a timetable.
    """

    NO_OPTIONS = "no_options"
    TOO_FEW_OPTIONS = "too_few_options"
    NONE_RUNNING = "none_running"
    OVERLAP_ONLY = "overlap_only"
    ALL_FULL = "all_full"
    TRADE_OFF = "trade_off"


class WarningCode(StrEnum):
    """What the coordinator has to know about locks and proof."""

    LOCK_UNKNOWN = "lock_unknown"
    LOCK_OUTSIDE_OPTIONS = "lock_outside_options"
    LOCK_TOO_MANY = "lock_too_many"
    LOCK_CLASH = "lock_clash"
    LOCK_NO_SEAT = "lock_no_seat"
    BELOW_MINIMUM = "below_minimum"
    EXACT_TIME_LIMIT = "exact_time_limit"


class Cancelled(Exception):
    """The caller's ``cancelled`` function returned true."""


class InvalidResult(AssertionError):
    """The independent check found a violation: a fault in the solver, never to be saved."""


@dataclass(frozen=True, slots=True)
class Placement:
    """``lottery``: an equally good outcome without this placement existed; the lot decided."""

    pupil: str
    session: str
    level: int
    reason: str
    lottery: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    pupil: str
    session: str
    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """``missing`` placements of the pupil's ``places`` were not found; it has ``placed``."""

    pupil: str
    missing: int
    reason: str
    placed: int = 0


@dataclass(frozen=True, slots=True)
class SessionResult:
    session: str
    placed: int
    runs: bool


@dataclass(frozen=True, slots=True)
class TierValue:
    """One line of the objective, most important first; lower is better."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Bound:
    """``value`` is what no outcome can exceed, ``gap`` the part of it this one stays below.

    ``proven``: no outcome has better tiers (apart from the lottery).
    """

    value: int
    gap: float
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof of ``all_full``: these pupils can only use these places, and all are taken.

    ``quotas`` are pairs of session and school. See ``check.certificate_faults``.
    """

    pupils: tuple[str, ...]
    sessions: tuple[str, ...]
    quotas: tuple[tuple[str, str], ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    code: str
    pupil: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class Result:
    engine: str
    input_sha256: str
    seed: str
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    sessions: tuple[SessionResult, ...]
    missed: tuple[Missed, ...]
    tiers: tuple[TierValue, ...]
    bound: Bound
    certificate: Certificate | None = None
    warnings: tuple[Warning, ...] = ()

    def to_dict(self) -> dict:
        return {
            "version": FORMAT_VERSION,
            "engine": self.engine,
            "input_sha256": self.input_sha256,
            "seed": self.seed,
            "placements": [asdict_flat(p) for p in self.placements],
            "unplaced": [asdict_flat(u) for u in self.unplaced],
            "sessions": [asdict_flat(s) for s in self.sessions],
            "missed": [asdict_flat(m) for m in self.missed],
            "tiers": [asdict_flat(t) for t in self.tiers],
            "bound": asdict_flat(self.bound),
            "certificate": asdict_flat(self.certificate) if self.certificate else None,
            "warnings": [asdict_flat(w) for w in self.warnings],
        }

    def to_json(self, indent: int | None = None) -> str:
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    @staticmethod
    def from_dict(data: Mapping) -> "Result":
        """Read back what ``to_dict`` wrote (a stored result)."""
        proof = data.get("certificate")
        return Result(
            engine=data["engine"],
            input_sha256=data["input_sha256"],
            seed=data["seed"],
            placements=tuple(Placement(**p) for p in data["placements"]),
            unplaced=tuple(Unplaced(**u) for u in data["unplaced"]),
            sessions=tuple(SessionResult(**s) for s in data["sessions"]),
            missed=tuple(Missed(**m) for m in data["missed"]),
            tiers=tuple(TierValue(**t) for t in data["tiers"]),
            bound=Bound(**data["bound"]),
            certificate=_certificate(proof) if proof else None,
            warnings=tuple(Warning(**w) for w in data["warnings"]),
        )


def _certificate(data: Mapping) -> Certificate:
    return Certificate(
        pupils=tuple(data["pupils"]),
        sessions=tuple(data["sessions"]),
        quotas=tuple((session, school) for session, school in data["quotas"]),
        employers=tuple(data["employers"]),
    )
