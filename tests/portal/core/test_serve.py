"""The one command that runs everything: it starts, answers, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.core.management.commands.serve import refuse_taken_port

ROOT = Path(__file__).parents[3]
PATIENCE = 60

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at processes by /proc"
)


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    """An installation of its own: nothing of this machine's settings but the way to Python."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    extra = {"CELERY_BROKER_URL": url} if (url := os.environ.get("TEST_BROKER_URL")) else {}
    return {**kept, **extra, "VAR_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def served(environment, free_port, tmp_path):
    """A running portal: (process, address, file with its output)."""
    output = tmp_path / "output.txt"
    with output.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(free_port)],
            cwd=ROOT,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until(lambda: "runs on" in output.read_text() or process.poll() is not None)
    yield process, f"http://127.0.0.1:{free_port}", output
    if process.poll() is None:
        process.terminate()
        process.wait(PATIENCE)


def until(condition, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def children_of(pid):
    """Every process that ``pid`` started, and theirs."""
    pairs = [(int(stat.parent.name), parent_of(stat)) for stat in Path("/proc").glob("[0-9]*/stat")]
    found = [child for child, parent in pairs if parent == pid]
    return found + [grandchild for child in found for grandchild in children_of(child)]


def parent_of(stat):
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except FileNotFoundError:  # it ended while we looked
        return None


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_serve_answers_and_stops_without_orphans(served):
    process, address, output = served
    answer = urllib.request.urlopen(f"{address}/healthz", timeout=10).read()
    started = children_of(process.pid)

    process.send_signal(signal.SIGTERM)

    assert process.wait(PATIENCE) == 0, output.read_text()
    assert answer == b"ok"
    assert len(started) >= 4  # the web server and its two processes, the worker and its clock
    assert [pid for pid in started if alive(pid)] == []


def test_serve_stops_everything_when_one_program_dies(served):
    process, _address, output = served
    started = children_of(process.pid)
    worker = next(p for p in started if b"celery" in Path(f"/proc/{p}/cmdline").read_bytes())

    os.kill(worker, signal.SIGKILL)

    assert process.wait(PATIENCE) != 0
    assert "The worker stopped by itself" in output.read_text()
    assert [pid for pid in started if alive(pid)] == []


def test_serve_runs_a_task_that_another_process_sent(served, environment):
    _process, address, _output = served
    code = "from portal.core.tasks import heartbeat; heartbeat.delay()"

    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code],
        cwd=ROOT,
        env=environment,
        check=True,
    )

    until(lambda: b'"worker": "ok"' in ready(address), patience=10)


def ready(address):
    try:
        return urllib.request.urlopen(f"{address}/readyz", timeout=10).read()
    except urllib.error.HTTPError as error:
        return error.read()


def test_serve_says_clearly_that_the_port_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refusal:
            call_command("serve", port=port)

    assert str(refusal.value).startswith(f"Port {port} is in use.")
    assert f"make run PORT={port + 1}" in str(refusal.value)


def test_serve_refuses_a_number_that_is_no_port():
    with pytest.raises(CommandError, match="70000 is no port"):
        refuse_taken_port("127.0.0.1", 70000)
