"""Bad input: each message names the field."""

import copy
import json

import pytest

from placements.matching import InvalidProblem, Policy, Problem, Result, solve

GOOD = {
    "version": 1,
    "seed": "round 1",
    "policy": {"objective": "bands"},
    "pupils": [{"id": "p1", "school": "s1", "places": 2, "group": None}],
    "employers": [{"id": "e1", "max": 30}],
    "sessions": [
        {
            "id": "b1",
            "offer": "o1",
            "employer": "e1",
            "min": 0,
            "max": 8,
            "slots": [17, 18],
            "quota": {"s1": 5},
        }
    ],
    "options": [{"pupil": "p1", "session": "b1", "level": 1, "new_sector": True}],
    "locks": [{"pupil": "p1", "session": "b1"}],
    "previous": [{"pupil": "p1", "session": "b1"}],
}
NOT_GIVEN = object()


def changed(path: str, value):
    data = copy.deepcopy(GOOD)
    *steps, last = [int(s) if s.isdigit() else s for s in path.split("/")]
    place = data
    for step in steps:
        place = place[step]
    if value is NOT_GIVEN:
        del place[last]
    else:
        place[last] = value
    return data


def test_a_whole_problem_is_read_and_written():
    asked = Problem.from_dict(GOOD)

    assert Problem.from_json(asked.to_json()) == asked
    assert json.loads(asked.to_json()) == json.loads(json.dumps(asked.to_dict()))


@pytest.mark.parametrize("name", ["employers", "locks", "previous", "policy", "version"])
def test_what_may_be_left_out_has_a_default(name):
    data = changed(name, NOT_GIVEN)
    if name == "employers":
        del data["sessions"][0]["employer"]

    assert solve(Problem.from_dict(data)).placements[0].pupil == "p1"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("seed", NOT_GIVEN, "seed: is missing"),
        ("seed", "", "seed: must be a text of at least one character"),
        ("seed", "\ud800", "seed: holds half a character (a lone surrogate)"),
        ("version", 2, "version: only version 1 can be read"),
        ("version", "1", "version: must be a whole number"),
        ("pupils", {}, "pupils: must be a list"),
        ("pupils/0", "p1", "pupils[0]: must be an object"),
        ("pupils/0/id", 7, "pupils[0].id: must be a text of at least one character"),
        ("pupils/0/places", 0, "pupils[0].places: must be between 1 and 100, not 0"),
        ("pupils/0/places", True, "pupils[0].places: must be a whole number"),
        ("pupils/0/places", 1.5, "pupils[0].places: must be a whole number"),
        ("pupils/0/naam", "x", "pupils[0].naam: is not a known field"),
        ("extra", 1, "extra: is not a known field"),
        ("employers/0/max", -1, "employers[0].max: must be between 0 and 1000000, not -1"),
        ("employers", [], "sessions[0].employer: no employer has the id 'e1'"),
        ("sessions/0/min", 9, "sessions[0].min: 9 is more than max, 8"),
        ("sessions/0/max", NOT_GIVEN, "sessions[0].max: is missing"),
        ("sessions/0/max", 10**9, "sessions[0].max: must be between 0 and 1000000, not 1000000000"),
        ("sessions/0/slots", [1, "2"], "sessions[0].slots[1]: must be a whole number"),
        ("sessions/0/quota", {"s1": None}, "sessions[0].quota.s1: must be a whole number"),
        ("sessions/0/offer", None, "sessions[0].offer: must be a text of at least one character"),
        ("options/0/level", 12, "options[0].level: must be between 1 and 11, not 12"),
        ("options/0/level", 0, "options[0].level: must be between 1 and 11, not 0"),
        ("options/0/pupil", "p2", "options[0].pupil: no pupil has the id 'p2'"),
        ("options/0/session", "b2", "options[0].session: no session has the id 'b2'"),
        ("options/0/new_sector", 1, "options[0].new_sector: must be true or false"),
        ("locks/0/pupil", NOT_GIVEN, "locks[0].pupil: is missing"),
        ("previous", None, "previous: must be a list"),
        ("policy", [], "policy: must be an object"),
        ("policy/objective", "best", "policy.objective: must be one of bands, leximin, sum"),
        ("policy/exact_seconds", "x", "policy.exact_seconds: must be a number"),
        ("policy/exact_seconds", -1, "policy.exact_seconds: must be between 0 and 3600, not -1"),
        (
            "policy/group_percent",
            {"g": 151},
            "policy.group_percent.g: must be between 100 and 150, not 151",
        ),
        ("policy/weights", {}, "policy.weights: is not a known field"),
    ],
)
def test_a_fault_is_named(path, value, message):
    with pytest.raises(InvalidProblem) as caught:
        Problem.from_dict(changed(path, value))

    assert str(caught.value) == message


@pytest.mark.parametrize("part", ["pupils", "sessions", "employers"])
def test_an_id_is_given_once(part):
    data = copy.deepcopy(GOOD)
    data[part] *= 2

    with pytest.raises(InvalidProblem, match=rf"^{part}\[1\]\.id: '\w+' is given twice$"):
        Problem.from_dict(data)


def test_an_option_is_given_once():
    data = copy.deepcopy(GOOD)
    data["options"] *= 2

    with pytest.raises(InvalidProblem, match=r"^options\[1\]: the pair .* is given twice$"):
        Problem.from_dict(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        b"\xff\xfe{",
        "[" * 100_000,
        '{"seed": ' + "9" * 5000 + "}",
        "NaN",
    ],
    ids=["empty", "half", "list", "null", "text", "not-utf-8", "deep", "long-number", "nan"],
)
def test_what_is_no_problem_is_refused(text):
    with pytest.raises(InvalidProblem):
        Problem.from_json(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_seconds_are_a_real_number(value):
    with pytest.raises(InvalidProblem, match=r"^policy\.exact_seconds"):
        Problem.from_dict(changed("policy/exact_seconds", value))


def test_a_problem_made_in_python_is_checked_as_well():
    with pytest.raises(InvalidProblem, match=r"^policy\.objective"):
        solve(Problem.from_dict(GOOD), Policy(objective="best"))


def test_a_result_is_read_back_as_it_was_written():
    result = solve(Problem.from_dict(GOOD))

    assert Result.from_dict(json.loads(result.to_json())) == result


def test_the_fingerprint_does_not_depend_on_the_order():
    data = copy.deepcopy(GOOD)
    data["pupils"].append({"id": "p0", "school": "s1"})
    other = {**data, "pupils": data["pupils"][::-1]}

    assert Problem.from_dict(other).sha256 == Problem.from_dict(data).sha256
    assert Problem.from_dict(GOOD).sha256 != Problem.from_dict(data).sha256
