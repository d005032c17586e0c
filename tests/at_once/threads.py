"""Several people at the same moment."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

PATIENCE = 60  # seconds: longer than any of these takes, shorter than anyone waits


def together(*works):
    """Start all ``works`` at one moment; the answer of each, or the exception it raised."""
    start = threading.Barrier(len(works), timeout=PATIENCE)

    def one(work):
        try:
            start.wait()
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(one, work) for work in works]]


def kinds(answers) -> Counter:
    """How many of each type."""
    return Counter(type(answer).__name__ for answer in answers)
