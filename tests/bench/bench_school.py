"""CPU of a school's pages at 1,500 pupils, as a multiple of a plain hello in the same run.

    DATABASE_URL=postgres://… python -m tests.bench.bench_school

Makes its own database beside the one named, fills it, serves it with gunicorn, measures as the
coordinator who signed in, and throws it away.
"""

import os
import sys

from tests.bench.bench_catalogue import database_address, say, use_postgresql_where_it_answers

# A ring of ten arcs for each pupil weighs most: lower this when that is drawn in less time.
HELLOS, VISITS, LIMIT = 400, 20, 260
MOST_QUERIES = 12


def main() -> int:
    os.environ |= {"PRAKTIJKPLEIN_ENV": "test", "LANE": "bench"}
    use_postgresql_where_it_answers()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        pages, cookie = prepare()
        say(f"{connection.vendor}, 1,500 pupils in 50 groups of 30, seven places each")
        connection.close()
        return compare(pages, cookie, str(name))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def prepare() -> tuple[list[tuple[str, str, int]], str]:
    """Fill the database; the pages with their number of queries, and the cookie of who asks."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from tests.bench import school_stock

    call_command("load_reference", verbosity=0)
    school, user = school_stock.fill()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(user)
    pages = [(label, url, queries_of(client, url)) for label, url in pages_to_measure(school)]
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return pages, f"{settings.SESSION_COOKIE_NAME}={session}"


def pages_to_measure(school) -> list[tuple[str, str]]:
    from django.urls import reverse

    group = school.groups.order_by("pk").first()
    pupil = group.students.order_by("pk").first()
    pupils = reverse("placements:student-list")
    return [
        ("group, 30 pupils", group.get_absolute_url()),
        ("group, needs in a grid", reverse("schools:group-needs", args=[group.pk])),
        ("group, photo consent in a grid", reverse("schools:group-photos", args=[group.pk])),
        ("pupils, 1,500", pupils),
        ("pupils, page 30", f"{pupils}?page=30"),
        ("pupils, year and level", f"{pupils}?jaar=2&niveau=pro"),
        ("pupils, must look back", f"{pupils}?toon=terugkijken"),
        ("pupil, needs", reverse("schools:student-needs", args=[pupil.pk])),
    ]


def queries_of(client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    return len(queries)


def compare(pages: list[tuple[str, str, int]], cookie: str, database: str) -> int:
    from tests.bench.served import served

    say(f"{'page':42}{'queries':>8}{'CPU ms':>9}{'x hello':>9}{'wall ms':>9}")
    with served("tests.bench.hello:application") as server:
        hello, wall = server.measure(lambda _number: "/hello/", HELLOS)
    say(f"{'plain hello':42}{0:>8}{hello * 1000:>9.2f}{1:>9.1f}{wall * 1000:>9.1f}")
    worst = 0.0
    address = database_address(database)
    with served("portal.wsgi:application", DATABASE_URL=address) as server:
        server.headers = {"Cookie": cookie}
        for label, url, queries in pages:
            cpu, wall = server.measure(lambda _number, url=url: url, VISITS)
            worst = max(worst, cpu / hello)
            say(f"{label:42}{queries:>8}{cpu * 1000:>9.2f}{cpu / hello:>9.1f}{wall * 1000:>9.1f}")
    most = max(queries for _label, _url, queries in pages)
    say(f"worst: {worst:.1f} x hello, to stay under {LIMIT}")
    say(f"most queries: {most}, {MOST_QUERIES} at most")
    return 0 if worst < LIMIT and most <= MOST_QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
