import time

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from portal.core import health


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.delete(health.HEARTBEAT_KEY)


def test_healthz_answers_anyone_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok")


@pytest.mark.django_db
def test_readyz_tells_that_no_worker_was_seen(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "worker": "not seen yet"}


@pytest.mark.django_db
def test_readyz_sees_the_worker_and_its_silence(client):
    health.beat()
    lively = client.get("/readyz").json()["worker"]
    cache.set(health.HEARTBEAT_KEY, time.time() - 600)
    silent = client.get("/readyz").json()["worker"]

    assert (lively, silent) == ("ok", "silent")


@pytest.mark.django_db
def test_readyz_is_503_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    monkeypatch.setattr(health.connection, "cursor", gone)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"


@pytest.mark.django_db
def test_readyz_is_503_when_the_cache_is_gone(client, monkeypatch):
    class Gone:
        def get(self, key):
            raise ConnectionError("gone")

    monkeypatch.setattr(health, "cache", Gone())

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": "ok", "cache": "unreachable", "worker": "unknown"}
