"""``make bench`` runs the catalogue benchmark as well; its table goes to the screen."""

import os
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_public_pages_stay_cheap_on_a_large_catalogue():
    command = [sys.executable, "-m", "tests.bench.bench_catalogue"]

    done = subprocess.run(command, check=False, env={**os.environ})

    assert done.returncode == 0
