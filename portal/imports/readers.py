"""Which readers of roster files there are. The floor above registers its own in ``ready``."""

from collections.abc import Callable
from typing import BinaryIO

from portal.imports.rows import Roster

Reader = Callable[[BinaryIO], Roster]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    _readers[kind] = reader


def reader_for(kind: str) -> Reader:
    """Raises KeyError on a kind that nobody registered."""
    return _readers[kind]
