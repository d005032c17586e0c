"""A profile that says enough to be approved, and a way to write it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schools.lob_parts import BY_SLUG
from schools.services.lob_profiles import approve_version, change_part, start_version

VISION = "<p>" + "Elke leerling ontdekt in de praktijk wat past. " * 4 + "</p>"


@pytest.fixture
def write():
    """``write(profile, "model", by=user, rows=[...], model="3")``: the other fields stay."""

    def _write(profile, part, *, by, rows=(), **fields):
        profile.refresh_from_db()
        now = {name: getattr(profile, name) for name in BY_SLUG[part].fields}
        change_part(profile, part=part, by=by, fields=now | fields, rows=rows)
        profile.refresh_from_db()
        return profile

    return _write


@pytest.fixture
def draft(school, coordinator, write):
    """Ready to be approved."""
    profile = start_version(school, by=coordinator)
    write(profile, "visie", by=coordinator, vision=VISION)
    write(profile, "model", by=coordinator, model="1", reason_vision="Het past bij ons.")
    return profile


@pytest.fixture
def approve(school_leader):
    """``approve(profile)``: in force from today, or from ``day``."""

    def _approve(profile, day=None):
        day = day or timezone.localdate()
        approve_version(profile, by=school_leader, in_force_from=day)
        return profile

    return _approve


@pytest.fixture
def count_queries():
    """``count_queries(lambda: client.get(url))``: how many it takes."""

    def _count(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return _count
