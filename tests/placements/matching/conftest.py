"""The solver knows no Django, so its tests need no database."""

import pytest


@pytest.fixture(autouse=True)
def _database():
    """Takes the place of the fixture that gives all other tests the database."""


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Nothing here is cached."""
