import pytest


@pytest.fixture(autouse=True)
def _database():
    """The rules of the house read code, not rows: no database."""
