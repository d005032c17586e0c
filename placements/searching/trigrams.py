"""PostgreSQL's extension that compares spellings. Where it is not there, Python does the work."""

import logging
from typing import Any

from django.db import DatabaseError, connections, transaction

logger = logging.getLogger(__name__)


def make_trigrams(using: str, **_signal: Any) -> bool:
    """After migrating: asks for pg_trgm, and goes on without when the role has no right to it."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        logger.info("pg_trgm is not there: suggestions for misspelt words come from Python")
        return False
    return True
