"""Keeps a few programs running together: when one stops, all stop, and none is left behind."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from types import FrameType

PATIENCE = 25.0  # seconds that a program gets to finish its work after it was asked to stop
GLANCE = 0.2  # seconds between two looks at the programs


class Supervisor:
    """Programs that live and die together, each at the head of its own process group.

    A group of their own keeps Ctrl-C away from them: only the supervisor hears it, and then asks
    each program once, in order, to finish.
    """

    def __init__(self, environment: Mapping[str, str]):
        self.environment = dict(environment)
        self.programs: dict[str, subprocess.Popen] = {}
        self.asked_to_stop = threading.Event()

    def listen(self) -> None:
        """Stop on Ctrl-C, on a service manager's SIGTERM and when the terminal closes."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, name: str, command: Sequence[str]) -> None:
        self.programs[name] = subprocess.Popen(  # noqa: S603 - our own command line
            command, env=self.environment, start_new_session=True
        )

    def stopped(self) -> str | None:
        """The name of a program that has stopped by itself, if any."""
        return next((n for n, p in self.programs.items() if p.poll() is not None), None)

    def watch(self) -> str | None:
        """Wait until somebody asks to stop (None) or a program stops by itself (its name)."""
        while not self.asked_to_stop.wait(GLANCE):
            if name := self.stopped():
                return name
        return None

    def stop(self) -> None:
        """Ask every program to finish; after ``PATIENCE`` seconds end its whole group."""
        for program in self.programs.values():
            if program.poll() is None:
                program.terminate()
        deadline = time.monotonic() + PATIENCE
        for program in self.programs.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(timeout=max(deadline - time.monotonic(), 0.1))
            _end_group(program.pid)
            program.wait()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop.set()


def _end_group(group: int) -> None:
    """End what is left of a process group: a worker whose parent died before it, for one."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
