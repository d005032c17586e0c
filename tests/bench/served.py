"""CPU of a gunicorn worker for one request, read from the kernel's own accounts."""

import contextlib
import http.client
import itertools
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
BATCHES = 7


@contextlib.contextmanager
def served(application: str, **environment: str):
    """Yields the port of one sync worker that serves ``application``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "-w", "1", "--log-level", "error"]
    process = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}"], env={**os.environ, **environment}
    )
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


class Server:
    def __init__(self, port: int, parent: int):
        self.port, self.parent = port, parent
        self.headers: dict[str, str] = {}  # such as the cookie of who signed in

    def get(self, url: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", url, headers=self.headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def cpu(self) -> float:
        """Seconds that the workers of this server have used."""
        children = Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text().split()
        return sum(_used(pid) for pid in children)

    def measure(self, address: Callable[[int], str], requests: int) -> tuple[float, float]:
        """Median CPU and wall seconds a request, over batches of ``requests``.

        ``address`` gets another number each time.
        """
        count = itertools.count(3)
        for _ in range(5):
            status = self.get(address(next(count)))
            if status != http.client.OK:
                raise RuntimeError(f"{address(0)} answered {status}")
        cpu, wall = [], []
        for _ in range(BATCHES):
            before, clock = self.cpu(), time.perf_counter()
            for _ in range(requests):
                self.get(address(next(count)))
            cpu.append((self.cpu() - before) / requests)
            wall.append((time.perf_counter() - clock) / requests)
        return statistics.median(cpu), statistics.median(wall)


def _used(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
