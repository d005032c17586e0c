"""From JSON to a Problem, with messages that name the faulty field."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from placements.matching.problem import (
    FORMAT_VERSION,
    OBJECTIVES,
    OTHER_LEVEL,
    Employer,
    InvalidProblem,
    Lock,
    Option,
    Policy,
    Problem,
    Pupil,
    Session,
)

LARGEST = 10**6
MISSING = object()


def problem_from_json(text: str | bytes) -> Problem:
    try:
        data = json.loads(text)
    except UnicodeDecodeError as error:
        raise InvalidProblem("", "this is not UTF-8 text") from error
    except RecursionError as error:
        raise InvalidProblem("", "this JSON is nested too deeply") from error
    except ValueError as error:
        raise InvalidProblem("", f"this is not JSON: {error}") from error
    return problem_from_dict(data)


def problem_from_dict(data: Any) -> Problem:
    root = Fields(data, "")
    version = root.take("version", whole(1), default=FORMAT_VERSION)
    if version != FORMAT_VERSION:
        raise InvalidProblem("version", f"only version {FORMAT_VERSION} can be read")
    problem = Problem(
        seed=root.take("seed", text),
        policy=_policy(root),
        pupils=_rows(root, "pupils", _pupil),
        employers=_rows(root, "employers", _employer, ()),
        sessions=_rows(root, "sessions", _session),
        options=_rows(root, "options", _option),
        locks=_rows(root, "locks", _lock, ()),
        previous=_rows(root, "previous", _lock, ()),
    )
    root.finish()
    validate(problem)
    return problem


def validate(problem: Problem) -> None:
    """Check what a single field cannot show: ids, references and limits."""
    _check_policy(problem.policy)
    pupils = _unique_ids(problem.pupils, "pupils")
    sessions = _unique_ids(problem.sessions, "sessions")
    employers = _unique_ids(problem.employers, "employers")
    for i, pupil in enumerate(problem.pupils):
        _between(pupil.places, 1, 100, f"pupils[{i}].places")
    for i, employer in enumerate(problem.employers):
        _between(employer.max, 0, LARGEST, f"employers[{i}].max")
    for i, session in enumerate(problem.sessions):
        _check_session(session, f"sessions[{i}]", employers)
    _check_options(problem, pupils, sessions)


def _check_options(problem: Problem, pupils: set[str], sessions: set[str]) -> None:
    seen = set()
    for i, option in enumerate(problem.options):
        if option.pupil not in pupils:
            raise InvalidProblem(f"options[{i}].pupil", f"no pupil has the id {option.pupil!r}")
        if option.session not in sessions:
            raise InvalidProblem(
                f"options[{i}].session", f"no session has the id {option.session!r}"
            )
        if not 1 <= option.level <= OTHER_LEVEL:
            _between(option.level, 1, OTHER_LEVEL, f"options[{i}].level")
        pair = (option.pupil, option.session)
        if pair in seen:
            raise InvalidProblem(f"options[{i}]", f"the pair {pair!r} is given twice")
        seen.add(pair)


def _check_policy(policy: Policy) -> None:
    if policy.objective not in OBJECTIVES:
        raise InvalidProblem("policy.objective", f"must be one of {', '.join(OBJECTIVES)}")
    _between(policy.new_sector_weight, 0, 1000, "policy.new_sector_weight")
    for group, percent in policy.group_percent.items():
        _between(percent, 100, 150, f"policy.group_percent.{group}")
    _between(policy.exact_up_to, 0, LARGEST, "policy.exact_up_to")
    _between(policy.exact_seconds, 0, 3600, "policy.exact_seconds")


def _check_session(session: Session, path: str, employers: set[str]) -> None:
    _between(session.max, 0, LARGEST, f"{path}.max")
    _between(session.min, 0, LARGEST, f"{path}.min")
    if session.min > session.max:
        raise InvalidProblem(f"{path}.min", f"{session.min} is more than max, {session.max}")
    if session.employer is not None and session.employer not in employers:
        raise InvalidProblem(f"{path}.employer", f"no employer has the id {session.employer!r}")
    for school, most in session.quota.items():
        _between(most, 0, LARGEST, f"{path}.quota.{school}")


def _unique_ids(rows, name: str) -> set[str]:
    ids: set[str] = set()
    for i, row in enumerate(rows):
        if row.id in ids:
            raise InvalidProblem(f"{name}[{i}].id", f"{row.id!r} is given twice")
        ids.add(row.id)
    return ids


def _between(value, low, high, path: str) -> None:
    if not low <= value <= high:
        raise InvalidProblem(path, f"must be between {low} and {high}, not {value}")


class Fields:
    """One JSON object: each field is taken once, and what is left over is a mistake."""

    def __init__(self, data: Any, path: str):
        if not isinstance(data, Mapping):
            raise InvalidProblem(path, "must be an object")
        self.rest, self.path = dict(data), path

    def take(self, name: str, read: Callable[[Any, str], Any], default: Any = MISSING) -> Any:
        value = self.rest.pop(name, default)
        path = f"{self.path}.{name}" if self.path else name
        if value is MISSING:
            raise InvalidProblem(path, "is missing")
        return value if value is default else read(value, path)

    def finish(self) -> None:
        for name in self.rest:
            raise InvalidProblem(f"{self.path}.{name}".lstrip("."), "is not a known field")


def text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidProblem(path, "must be a text of at least one character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidProblem(path, "holds half a character (a lone surrogate)") from error
    return value


def whole(low: int, high: int = LARGEST) -> Callable[[Any, str], int]:
    def read(value: Any, path: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidProblem(path, "must be a whole number")
        _between(value, low, high, path)
        return value

    return read


def number(value: Any, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InvalidProblem(path, "must be a number")
    return value


def flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidProblem(path, "must be true or false")
    return value


def list_of(read: Callable[[Any, str], Any]) -> Callable[[Any, str], tuple]:
    def read_list(value: Any, path: str) -> tuple:
        if not isinstance(value, list | tuple):
            raise InvalidProblem(path, "must be a list")
        return tuple(read(item, f"{path}[{i}]") for i, item in enumerate(value))

    return read_list


def whole_by_key(value: Any, path: str) -> dict[str, int]:
    fields = Fields(value, path)
    return {key: fields.take(key, whole(0)) for key in sorted(fields.rest)}


def or_none(read: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    return lambda value, path: None if value is None else read(value, path)


def _rows(root: Fields, name: str, read: Callable[[Fields], Any], default: Any = MISSING) -> tuple:
    def read_row(value: Any, path: str) -> Any:
        fields = Fields(value, path)
        row = read(fields)
        fields.finish()
        return row

    return root.take(name, list_of(read_row), default)


def _policy(root: Fields) -> Policy:
    fields = Fields(root.take("policy", lambda value, _path: value, {}), "policy")
    default = Policy()
    policy = Policy(
        objective=fields.take("objective", text, default.objective),
        keep_previous=fields.take("keep_previous", flag, default.keep_previous),
        new_sector_weight=fields.take("new_sector_weight", whole(0), default.new_sector_weight),
        group_percent=fields.take("group_percent", whole_by_key, {}),
        exact_up_to=fields.take("exact_up_to", whole(0), default.exact_up_to),
        exact_seconds=fields.take("exact_seconds", number, default.exact_seconds),
    )
    fields.finish()
    return policy


def _pupil(row: Fields) -> Pupil:
    return Pupil(
        id=row.take("id", text),
        school=row.take("school", text),
        places=row.take("places", whole(1, 100), 1),
        group=row.take("group", or_none(text), None),
    )


def _employer(row: Fields) -> Employer:
    return Employer(id=row.take("id", text), max=row.take("max", whole(0)))


def _session(row: Fields) -> Session:
    return Session(
        id=row.take("id", text),
        offer=row.take("offer", text),
        employer=row.take("employer", or_none(text), None),
        min=row.take("min", whole(0), 0),
        max=row.take("max", whole(0)),
        slots=row.take("slots", list_of(whole(-(2**53), 2**53)), ()),
        quota=row.take("quota", whole_by_key, {}),
    )


def _option(row: Fields) -> Option:
    return Option(
        pupil=row.take("pupil", text),
        session=row.take("session", text),
        level=row.take("level", whole(1, OTHER_LEVEL)),
        new_sector=row.take("new_sector", flag, False),
    )


def _lock(row: Fields) -> Lock:
    return Lock(pupil=row.take("pupil", text), session=row.take("session", text))
