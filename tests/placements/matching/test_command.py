"""``python -m placements.matching`` as another program sees it, and progress and cancelling."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from placements.matching import Cancelled, Problem, solve
from tests.bench.region import make_region
from tests.placements.matching.make import problem
from tests.placements.matching.test_reading import GOOD

ROOT = Path(__file__).parents[3]


def run(*arguments, given: bytes = b"", **environment):
    command = [sys.executable, "-m", "placements.matching", *map(str, arguments)]
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        timeout=60,
        check=False,
    )


def test_the_command_solves_a_file(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(GOOD))

    answer = run(path)

    assert (answer.returncode, answer.stderr) == (0, b"")
    assert json.loads(answer.stdout)["placements"][0]["session"] == "b1"


def test_the_command_refuses_a_faulty_problem_and_names_the_field():
    answer = run(given=b'{"seed": "x", "pupils": [{"id": "p"}], "sessions": [], "options": []}')

    assert answer.returncode == 2
    assert answer.stdout == b""
    assert answer.stderr == b"standard input: pupils[0].school: is missing\n"


def test_the_command_refuses_a_file_that_is_not_there(tmp_path):
    answer = run(tmp_path / "none.json")

    assert answer.returncode == 2
    assert answer.stderr.endswith(b"No such file or directory\n")


def test_two_processes_with_other_hash_seeds_write_the_same_bytes():
    given = make_region(40, 8, seed=2).to_json().encode()

    first = run(given=given, PYTHONHASHSEED="1")
    second = run(given=given, PYTHONHASHSEED="2")

    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout == solve(Problem.from_json(given)).to_json(indent=1).encode() + b"\n"


def test_the_solver_needs_no_django():
    code = "import sys, placements.matching.__main__; print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60
    )

    assert answer.stdout == b"False\n"


def test_progress_goes_from_nothing_to_done():
    seen = []

    solve(problem(["a: x1", "b: x1"], ["x 2-3"]), progress=lambda *step: seen.append(step))

    assert seen[0] == (0.0, "prepare")
    assert seen[-1] == (1.0, "done")
    assert seen == sorted(seen, key=lambda step: step[0])
    assert list(dict.fromkeys(phase for _, phase in seen)) == [
        "prepare",
        "decide",
        "place",
        "exact",
        "explain",
        "done",
    ]


@pytest.mark.parametrize("after", [1, 2, 3, 4])
def test_a_run_stops_when_it_is_cancelled(after):
    asked = []

    with pytest.raises(Cancelled):
        solve(
            problem(["a: x1", "b: x1"], ["x 2-3"]),
            cancelled=lambda: asked.append(1) or len(asked) == after,
        )

    assert len(asked) == after
