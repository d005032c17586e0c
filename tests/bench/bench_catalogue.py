"""CPU of the public pages on a large catalogue, as a multiple of a plain hello in the same run.

    DATABASE_URL=postgres://… python -m tests.bench.bench_catalogue [--quick]

Makes its own database beside the one named, fills it, serves it with gunicorn, measures, and
throws it away. CPU is that of the web worker; what the database takes is in the wall column.
"""

import datetime
import getpass
import os
import sys
from functools import partial

OFFERS, QUICK_OFFERS = 20_000, 1_000
HELLOS, VISITS, LIMIT = 400, 30, 60
MOST_QUERIES = 12


def main() -> int:
    offers = QUICK_OFFERS if "--quick" in sys.argv else OFFERS
    os.environ |= {"PRAKTIJKPLEIN_ENV": "test", "LANE": "bench"}
    use_postgresql_where_it_answers()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        pages = prepare(offers)
        say(f"{connection.vendor}, {offers:,} offers, {offers * 5:,} dates")
        connection.close()
        return compare(pages, str(name))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def use_postgresql_where_it_answers() -> None:
    """Unless DATABASE_URL chooses, the server of this machine; SQLite where there is none."""
    if "DATABASE_URL" in os.environ:
        return
    import psycopg

    for user in (getpass.getuser(), "postgres"):
        address = f"postgres://{user}@127.0.0.1:5432/postgres"
        try:
            psycopg.connect(address, connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        os.environ["DATABASE_URL"] = address
        return


def prepare(offers: int) -> list[tuple[str, str, int]]:
    """Fill the database; the pages to measure with their number of queries."""
    from django.core.management import call_command
    from django.db import connection

    from tests.bench import catalogue_stock

    call_command("load_reference", verbosity=0)
    catalogue_stock.fill(offers)
    call_command("update_index", verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return [(label, url, queries_of(url)) for label, url in pages_to_measure()]


def pages_to_measure() -> list[tuple[str, str]]:
    from django.utils import timezone

    from employers.models import Offer

    offer = Offer.objects.order_by("pk").first()
    month = f"{timezone.localdate() + datetime.timedelta(days=31):%Y-%m}"
    return [
        ("catalogue", "/aanbod/"),
        ("catalogue, page 40", "/aanbod/?page=40"),
        ("catalogue, sector, year, dates, places", narrowed()),
        ("catalogue, words", "/aanbod/?q=bakken+tuin"),
        ("catalogue, within 10 km", "/aanbod/?postcode=4001&km=10"),
        ("catalogue, nearest first", "/aanbod/?postcode=4001&sort=near"),
        ("catalogue, words that find nothing", "/aanbod/?q=bakkn&kind=visit&year=2"),
        ("catalogue, a month", f"/aanbod/?view=month&month={month}"),
        ("catalogue, a day", f"/aanbod/?view=month&month={month}&day={month}-15"),
        # Each request asks something that nobody asked before: nothing is kept, all is counted.
        ("catalogue, counts anew", "/aanbod/?kind=visit&date_to={day}"),
        ("catalogue, words and counts anew", "/aanbod/?q=bakken+tuin&year=2&date_to={day}"),
        ("offer", offer.get_absolute_url()),
        ("employer", offer.employer.get_absolute_url()),
    ]


def narrowed() -> str:
    from django.utils import timezone

    day = timezone.localdate() + datetime.timedelta(days=10)
    until = day + datetime.timedelta(days=60)
    return f"/aanbod/?sector=green_animals&year=2&date_from={day}&date_to={until}&places=4"


def asked(url: str, number: int) -> str:
    """The address with another day each time, where it asks for one."""
    day = datetime.date.today() + datetime.timedelta(days=200 + number)  # noqa: DTZ011
    return url.format(day=day)


def queries_of(url: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(asked(url, 1))
    with CaptureQueriesContext(connection) as queries:
        client.get(asked(url, 2))
    return len(queries)


def compare(pages: list[tuple[str, str, int]], database: str) -> int:
    from tests.bench.served import served

    say(f"{'page':42}{'queries':>8}{'CPU ms':>9}{'x hello':>9}{'wall ms':>9}")
    with served("tests.bench.hello:application") as server:
        hello, wall = server.measure(partial(asked, "/hello/"), HELLOS)
    say(f"{'plain hello':42}{0:>8}{hello * 1000:>9.2f}{1:>9.1f}{wall * 1000:>9.1f}")
    worst = 0.0
    address = database_address(database)
    with served("portal.wsgi:application", PRAKTIJKPLEIN_ENV="dev", DATABASE_URL=address) as server:
        for label, url, queries in pages:
            cpu, wall = server.measure(partial(asked, url), VISITS)
            worst = max(worst, cpu / hello)
            say(f"{label:42}{queries:>8}{cpu * 1000:>9.2f}{cpu / hello:>9.1f}{wall * 1000:>9.1f}")
    most = max(queries for _label, _url, queries in pages)
    say(f"worst: {worst:.1f} x hello, to stay under {LIMIT}")
    say(f"most queries: {most}, {MOST_QUERIES} at most")
    return 0 if worst < LIMIT and most <= MOST_QUERIES else 1


def database_address(name: str) -> str:
    address = os.environ.get("DATABASE_URL", "")
    if address.startswith("postgres"):
        return address.rsplit("/", 1)[0] + "/" + name
    return f"sqlite:///{name}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
