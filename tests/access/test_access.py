"""Every address, asked by everyone, answers as table.txt says, and shows nobody else's pupils."""

from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from wagtail.admin.urls import urlpatterns

from tests.access.sweep import leaks, read_table
from tests.factories import UserFactory

TABLE = read_table()
# Inside these packages we test the doors that are in the table; the admin has a sweep of its own.
FOREIGN = ("wagtail", "account_", "mfa_", "client_side_translation", "javascript_catalog")
# One signs out, the other breaks on purpose.
UNASKED = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def our_names(resolver=None, space=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from our_names(pattern, space + inner)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_address_answers_everyone_as_the_table_says(sweep, row):
    answers = {role: sweep.answer(row, role) for role in row.expected}

    assert {role: code for role, (code, _leaks) in answers.items()} == row.expected
    assert {role: words for role, (_code, words) in answers.items() if words} == {}


def test_every_address_is_in_the_table():
    ours = {name for name in our_names() if not name.startswith(FOREIGN) and "None" not in name}
    listed = {row.name for row in TABLE if not row.name.startswith(FOREIGN)}

    assert ours - listed == set(), "new: give it a line for GET and one for POST in table.txt"
    assert listed - ours == set(), "in table.txt, but gone"


def test_table_names_everyone_and_asks_everything_twice(sweep):
    methods = {}
    for row in TABLE:
        methods.setdefault(row.address, set()).add(row.method)

    assert [r.address for r in TABLE if set(r.expected) != set(sweep.world.people)] == []
    assert [a for a, asked in methods.items() if asked != {"GET", "POST"}] == []


def test_pupils_are_nowhere_in_the_admin(sweep, client):
    """Not even for somebody who may do everything there."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    found = {}
    for url in admin_pages():
        response = client.get(url)
        assert response.status_code < 500, url
        if not response.streaming and (words := leaks(response, "nobody")):
            found[url] = words

    assert found == {}


def admin_pages():
    """Those that need no argument."""
    for pattern in walk_admin():
        with suppress(NoReverseMatch):
            yield reverse(pattern)


def walk_admin(resolver=None, space=""):
    patterns = resolver.url_patterns if resolver else urlpatterns
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name and pattern.name not in UNASKED:
                yield f"{space}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk_admin(pattern, space + inner)
