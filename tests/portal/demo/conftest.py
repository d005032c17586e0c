"""The demo region is loaded once for all tests of a module, and rolled back after them."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

TUESDAY = "2026-11-17T10:30:00+01:00"


@pytest.fixture(scope="module")
def demo_region(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(TUESDAY, tick=False):
            call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)
