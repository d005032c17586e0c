"""The world is made once; each test undoes what it did to it."""

import pytest
from django.db import transaction

from tests.access.sweep import Sweep
from tests.access.world import make_world


@pytest.fixture(scope="package")
def sweep(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Sweep(make_world())
        transaction.set_rollback(True)
