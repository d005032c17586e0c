"""Real commits by real threads. What a test leaves behind is thrown away by hand."""

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from wagtail.models import ModelLogEntry
from wagtail.search.models import IndexEntry

from employers.models import OfferTemplate
from portal.accounts.models import User

APPS = ("placements", "schools", "employers", "notifications")


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch):
    """Work only waits. Put on before the threads start: two threads that each patch and put back
    can put back the other's patch, and then it stays for all tests that follow."""
    monkeypatch.setattr("placements.services.matching._enqueue", lambda _run_id: None)
    monkeypatch.setattr("schools.tasks.read_roster.delay", lambda _import_id: None)
    monkeypatch.setattr("schools.tasks.apply_roster.delay", lambda _import_id: None)


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Instead of one transaction around the test, which would lock out the threads."""
    with django_db_blocker.unblock():
        people = list(User.objects.values_list("pk", flat=True))
        try:
            yield
        finally:
            connections.close_all()
            _throw_away(people)
            connections.close_all()


@transaction.atomic
def _throw_away(people):
    """Foreign keys are looked at when the transaction ends, so any order will do."""
    models = [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model is not OfferTemplate  # reference data, there for all tests
    ]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    ModelLogEntry.objects.filter(content_type__app_label__in=APPS).delete()
    IndexEntry.objects.filter(content_type__app_label__in=APPS).delete()
    User.objects.exclude(pk__in=people).delete()
