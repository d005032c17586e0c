"""The walls of the house: who may import whom (pyproject.toml, docs/architecture.md)."""

import subprocess
import sys

from tests.house.sources import ROOT

# In a process of its own: the linter sets up logging anew and silences every logger there is.
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def test_imports_respect_the_floors():
    command = [sys.executable, "-c", LINT]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout + told.stderr
