"""`manage.py serve`: the whole portal with one command, web server, worker and clock."""

import os
import socket
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.core.supervisor import Supervisor

START_LIMIT = 60.0  # seconds that the web server gets to answer


class Command(BaseCommand):
    help = "Run web server, worker and clock together. When one stops, all stop."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes, 4 threads each")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first migrate, load the reference data and, once, the demo region",
        )

    def handle(self, *, host, port, workers, prepare, **options):
        refuse_taken_port(host, port)
        if prepare:
            call_command("prepare", stdout=self.stdout)
        connections.close_all()
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        supervisor = Supervisor({"SITE_URL": address, **os.environ})
        supervisor.listen()
        supervisor.start("web server", web_command(host, port, workers))
        supervisor.start("worker", worker_command())
        try:
            if wait_for(host, port, supervisor):
                self.announce(address)
            name = supervisor.watch()
        finally:
            self.stdout.write("Stopping ...")
            supervisor.stop()
        if name:
            raise CommandError(f"The {name} stopped by itself, so everything was stopped.")

    def announce(self, address: str) -> None:
        lines = ["", f"Praktijkplein runs on {address}/"]
        if settings.DEMO:
            lines += [f"Be a pupil, mentor, coordinator, employer or the region: {address}/demo/"]
        lines += ["Stop with Ctrl-C.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Gunicorn. Preloading reads the code once for all its processes: half the time to start."""
    return [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--preload"),
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning"),
    ]


def worker_command() -> list[str]:
    """Celery with its clock inside. The schedule's memory is a file under var/."""
    # In a container everything is root: no word about that each time.
    quiet = "ignore:You're running the worker"
    return [
        *(
            sys.executable,
            "-W",
            quiet,
            "-m",
            "celery",
            "--app",
            "portal.celery",
            "--quiet",
            "worker",
            "--beat",
        ),
        *("--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"),
        *("--schedule", str(settings.VAR_DIR / "beat")),
        *("--without-mingle", "--without-gossip", "--without-heartbeat"),
    ]


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError when another program already listens on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise CommandError(f"{port} is no port: choose one from 1024 to 65535.") from None
        except PermissionError:
            raise CommandError(f"Port {port} is not for us: choose one from 1024.") from None
        except OSError:
            raise CommandError(
                f"Port {port} is in use. Stop the other program or choose a port: "
                f"make run PORT={port + 1}"
            ) from None


def wait_for(host: str, port: int, supervisor: Supervisor) -> bool:
    """Wait until the web server answers. False when something stopped before it did."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and not supervisor.stopped():
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            if supervisor.asked_to_stop.wait(0.1):
                return False
        else:
            return True
    return False
