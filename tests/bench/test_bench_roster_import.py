"""``make bench`` runs the roster benchmark as well; its table goes to the screen."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_roster_import_holds_its_targets():
    command = [sys.executable, "-m", "tests.bench.bench_roster_import"]

    done = subprocess.run(command, check=False)

    assert done.returncode == 0
