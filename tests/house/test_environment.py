"""bin/environment, the first thing that a new machine meets, says clearly what is missing."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.sources import ROOT

TOOLS = ("sh", "dirname", "cat", "cksum", "grep", "env")


@pytest.fixture
def machine(tmp_path):
    """A machine with little more than a shell, and a clone in a folder with a space in its name."""
    tools = tmp_path / "tools"
    clone = tmp_path / "a clone"
    tools.mkdir()
    (clone / "bin").mkdir(parents=True)
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    shutil.copy(ROOT / "bin/environment", clone / "bin")
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        (clone / name).write_text("")
    return tools, clone


def make_environment(machine, **extra):
    tools, clone = machine
    return subprocess.run(
        [clone / "bin/environment", "requirements.txt"],
        env={"PATH": str(tools), **extra},
        capture_output=True,
        text=True,
        check=False,
    )


def program(tools, name, script):
    path = tools / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_environment_says_that_there_is_no_python(machine):
    result = make_environment(machine)

    assert result.returncode == 1
    assert result.stderr.splitlines()[:2] == [
        "Praktijkplein needs Python 3.11 or newer.",
        "No Python was found here.",
    ]


def test_environment_says_that_python_is_too_old(machine):
    program(machine[0], "python3", '[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')

    result = make_environment(machine)

    assert result.returncode == 1
    assert "Found here: Python 3.9.2." in result.stderr


def test_environment_says_how_to_get_the_missing_venv_module(machine):
    program(machine[0], "python3", '[ "$2" = venv ] && exit 1 || echo "Python 3.11.2"')

    result = make_environment(machine)

    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr


def test_environment_that_stands_is_left_alone(machine):
    _tools, clone = machine
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to(sys.executable)
    sums = subprocess.run(["cksum"], input="", capture_output=True, text=True, check=True).stdout
    (clone / ".venv/installed-requirements").write_text(f"{clone} {sums.strip()}")

    result = make_environment(machine)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_copied_environment_is_made_anew(machine):
    """Its programs would start those of the place it was copied from."""
    tools, clone = machine
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to(sys.executable)
    (clone / ".venv/installed-requirements").write_text("/somewhere/else 1 2")
    program(tools, "python3", 'case "$2" in venv) echo "made: $*"; exit 1;; esac; exit 0')

    result = make_environment(machine)

    assert "made: -m venv --clear .venv" in result.stdout


def test_make_help_lists_the_two_commands():
    result = subprocess.run(
        ["make", "help"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    listed = [line.split()[1] for line in result.stdout.splitlines() if "  make " in line]

    assert {"run", "test", "check", "bench", "clean"} <= set(listed)


def test_a_linked_environment_is_refused_and_left_alone(machine, tmp_path):
    _tools, clone = machine
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (clone / ".venv").symlink_to(elsewhere)

    answer = make_environment(machine)

    assert answer.returncode == 1
    assert "rm .venv" in answer.stderr
    assert elsewhere.is_dir()
