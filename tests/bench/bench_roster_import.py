"""Roster imports beside django-import-export on the same rows, in one run: time and memory.

    python -m tests.bench.bench_roster_import [--quick | --part]

Each row is a process of its own with an empty database of its own, on SQLite and, where it
answers at 127.0.0.1:5432 (or at BENCH_POSTGRESQL), on PostgreSQL. Each does a dry run and then
the import. Ours reads an EDEXML file and writes pupils, groups, dated places in groups and what
an undo needs. django-import-export gets a dataset that is in memory already and groups that are
there already, and writes pupils only: it is measured on less work than ours. "usual" is its way
out of the box (import_id_fields, ForeignKeyWidget); "bulk" is use_bulk with batches of 1,000 and
its cached widget, on fewer rows and compared by rows a second.

Seconds are processor time, of the process and of the PostgreSQL backend that serves it, so that
other work on the machine counts less; rows/s is by that time, and "wall" is what a clock said.
MB is what the peak of resident memory of the process grew by during the work; SQLite's own cache
is set small and its mapped file off, for those belong to the database.

``--part`` measures django-import-export on 10,000 of the rows only, beside ours on as many.
"""

import argparse
import contextlib
import getpass
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.roster_files import BRIN, COLUMNS, YEAR, pupils, write_edexml, write_groups

# How many rows: ours, both beside each other, the bulk way; ours to see how memory grows.
FULL = {"ours": 40_000, "peer": 40_000, "bulk": 10_000, "small": 4_000, "large": 100_000}
PART = {**FULL, "peer": 10_000}
QUICK = {"ours": 4_000, "peer": 4_000, "bulk": 4_000, "small": 1_000, "large": 8_000}
MODULE = "tests.bench.bench_roster_import"
TICK = os.sysconf("SC_CLK_TCK")
RATIO = 10
MOST_MB = 40
GROWTH_MB = 20


def measure(method: str, size: int) -> dict:
    """Run one method in this process, on the empty database of DATABASE_URL."""
    import django

    django.setup()
    from schools.models import School, Student

    without_the_cache_of_sqlite()
    school = School.objects.create(name="Meting", slug="meting", brin=BRIN)
    steps = ours(school, size) if method == "ours" else theirs(school, size, bulk="bulk" in method)
    next(steps)  # prepared
    cpu = processor_clock()
    before = forget_peak()
    seconds, wall = {}, time.perf_counter()
    for name in ("dry", "import"):
        start = cpu()
        next(steps)
        seconds[name] = cpu() - start
        found = Student.objects.filter(school=school).count()
        if found != (size if name == "import" else 0):
            raise RuntimeError(f"{method}, {name}: {found} pupils")
    return {
        **seconds,
        "rate": size / sum(seconds.values()),
        "wall": time.perf_counter() - wall,
        "mb": peak_mb() - before,
    }


def without_the_cache_of_sqlite() -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-2000")


def processor_clock() -> Callable[[], float]:
    """Seconds of this process and, where it runs on this machine, of its database backend."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        accounts = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def clock() -> float:
        fields = accounts.read_text().rpartition(")")[2].split() if accounts.exists() else [0] * 13
        return time.process_time() + (int(fields[11]) + int(fields[12])) / TICK

    return clock


def ours(school, size: int) -> Iterator[None]:
    from django.utils import timezone

    from schools.imports.edexml import read_edexml
    from schools.models import RosterImport
    from schools.services.roster_plans import plan_roster
    from schools.services.roster_reports import report_of
    from schools.services.rosters import apply_roster

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xml"
        write_edexml(path, size)
        import_ = RosterImport.objects.create(
            school=school, state=RosterImport.State.APPLIED, finished_at=timezone.now()
        )
        yield
        with path.open("rb") as file:
            report_of(plan_roster(school, read_edexml(file)))
        yield
        with path.open("rb") as file:
            apply_roster(school, read_edexml(file), by=None, import_=import_)
        yield


def theirs(school, size: int, *, bulk: bool) -> Iterator[None]:
    import tablib
    from import_export import fields, resources, widgets

    from schools.models import Group, Student

    widget = widgets.CachedForeignKeyWidget if bulk else widgets.ForeignKeyWidget

    class GroupWidget(widget):
        def get_queryset(self, *args, **kwargs):
            return Group.objects.filter(school=school, school_year=YEAR)

    class StudentResource(resources.ModelResource):
        base_group = fields.Field("base_group", "base_group", GroupWidget(Group, "source_key"))

        class Meta:
            model = Student
            fields = COLUMNS
            import_id_fields = ("source_key",)
            use_bulk = bulk
            batch_size = 1000

        def get_queryset(self):
            return Student.objects.filter(school=school)

        def init_instance(self, row=None):
            return Student(school=school)

    write_groups(school, size)
    dataset = tablib.Dataset(*pupils(size), headers=COLUMNS)
    yield
    StudentResource().import_data(dataset, dry_run=True, raise_errors=True)
    yield
    StudentResource().import_data(dataset, dry_run=False, raise_errors=True)
    yield


def forget_peak() -> float:
    """Let the kernel count the peak from now; resident megabytes now."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def peak_mb() -> float:
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


class Sqlite:
    name = "SQLite"

    def __init__(self, folder: Path):
        self.template = folder / "template.sqlite3"
        self.copy = folder / "measured.sqlite3"
        migrate(f"sqlite:///{self.template}")

    @contextlib.contextmanager
    def empty(self) -> Iterator[str]:
        shutil.copy(self.template, self.copy)
        yield f"sqlite:///{self.copy}"
        for path in self.copy.parent.glob("measured*"):
            path.unlink()

    def close(self) -> None:
        self.template.unlink()


class Postgresql:
    name = "PostgreSQL"

    def __init__(self, server: str):
        self.server = server
        self.template = f"praktijkplein_bench_{os.getpid()}"
        self._run(f"CREATE DATABASE {self.template}")
        migrate(f"{server}/{self.template}")

    @contextlib.contextmanager
    def empty(self) -> Iterator[str]:
        name = f"{self.template}_measured"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self.template}")
        try:
            yield f"{self.server}/{name}"
        finally:
            self._run(f"DROP DATABASE {name}")

    def close(self) -> None:
        self._run(f"DROP DATABASE {self.template}")

    def _run(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(statement)


def postgresql_server() -> str | None:
    import psycopg

    given = os.environ.get("BENCH_POSTGRESQL")
    usual = [f"postgres://{user}@127.0.0.1:5432" for user in (getpass.getuser(), "postgres")]
    for address in [given] if given else usual:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"{address}/postgres", connect_timeout=3).close()
            return address
    return None


def environment(address: str) -> dict[str, str]:
    return {
        **os.environ,
        "PRAKTIJKPLEIN_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "LANE": "bench",
        "DATABASE_URL": address,
    }


def migrate(address: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, check=True, env=environment(address))


def in_a_process(backend, method: str, size: int) -> dict:
    with backend.empty() as address:
        done = subprocess.run(
            [sys.executable, "-m", MODULE, "--one", method, "--size", str(size)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=environment(address),
        )
    row = json.loads(done.stdout)
    print(
        f"{backend.name:12}{method:28}{size:>8,}{row['dry']:9.2f}{row['import']:9.2f}"
        f"{row['rate']:10,.0f}{row['wall']:9.1f}{row['mb']:8.1f}",
        flush=True,
    )
    return row


def run_all(backend, sizes: dict[str, int]):
    """Measure, and yield (what, figure, whether it holds)."""
    of_ours = sorted({sizes[name] for name in ("ours", "peer", "small", "large")})
    here = {size: in_a_process(backend, "ours", size) for size in of_ours}
    usual = in_a_process(backend, "import-export, usual", sizes["peer"])
    bulk = in_a_process(backend, "import-export, bulk", sizes["bulk"])
    rate = here[sizes["peer"]]["rate"]
    what = f"{backend.name}: at least {RATIO} x django-import-export, {sizes['peer']:,} rows"
    yield what, f"{rate / usual['rate']:.1f} x", rate >= RATIO * usual["rate"]
    what = f"{backend.name}: faster than its bulk way too"
    yield what, f"{rate / bulk['rate']:.1f} x", rate > bulk["rate"]
    most = max(row["mb"] for row in here.values())
    yield f"{backend.name}: at most {MOST_MB} MB", f"{most:.1f} MB", most <= MOST_MB
    growth = here[sizes["large"]]["mb"] - here[sizes["small"]]["mb"]
    span = f"{sizes['small']:,} to {sizes['large']:,}"
    what = f"{backend.name}: from {span} rows at most {GROWTH_MB} MB more"
    yield what, f"{growth:.1f} MB", growth <= GROWTH_MB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="4,000 rows instead of 40,000")
    parser.add_argument("--part", action="store_true", help="the others on 10,000 rows")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.size)))
        return 0
    sizes = QUICK if given.quick else PART if given.part else FULL
    names = ("rows", "dry s", "import s", "rows/s", "wall s", "MB")
    print("{:40}{:>8}{:>9}{:>9}{:>10}{:>9}{:>8}".format("", *names), flush=True)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        backends = [lambda: Sqlite(Path(folder))]
        if server := postgresql_server():
            backends.append(lambda: Postgresql(server))
        else:
            print("PostgreSQL does not answer: skipped")
        for make in backends:
            backend = make()
            try:
                results = list(run_all(backend, sizes))
            finally:
                backend.close()
            for what, figure, holds in results:
                missed += not holds
                print(f"{'holds ' if holds else 'MISSED'}  {what}: {figure}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
