"""``make bench`` runs the matching benchmark as well; its table goes to the screen."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_matching_holds_its_targets():
    done = subprocess.run([sys.executable, "-m", "tests.bench.bench_matching"], check=False)

    assert done.returncode == 0
