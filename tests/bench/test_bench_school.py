"""``make bench`` runs the school's pages as well; the table goes to the screen."""

import os
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_pages_of_a_large_school_stay_cheap():
    command = [sys.executable, "-m", "tests.bench.bench_school"]

    done = subprocess.run(command, check=False, env={**os.environ})

    assert done.returncode == 0
