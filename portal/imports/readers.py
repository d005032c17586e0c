"""Which readers of roster files there are. The floor above registers its own in ``ready``.

A reader is called with the open file and with the options stored with the import (a mapping of
columns, for example); one that knows no options is called with the file alone. The file stays open
as long as the roster is used, because its rows may be lazy.
"""

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from portal.imports.rows import Roster

Reader = Callable[..., Roster]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    _readers[kind] = reader


def reader_for(kind: str) -> Reader:
    """Raises KeyError on a kind that nobody registered."""
    return _readers[kind]


def read(kind: str, file: BinaryIO, options: Mapping[str, Any] | None = None) -> Roster:
    """The roster in ``file``. Raises ImportRefused when the file cannot be used."""
    return reader_for(kind)(file, **(options or {}))
