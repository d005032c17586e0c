"""Own names for sectors while a page is made, as a language is in force while a page is made.

The region's names are the rule. A school may call a sector otherwise on its own pages; whoever
makes such a page says so here. Nothing is asked before the first name is needed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

Words = Mapping[str, str]  # the code of a sector: its own name
_NONE: Words = {}
_source: ContextVar[Callable[[], Words] | None] = ContextVar("sector_words", default=None)


@contextmanager
def own_names(read: Callable[[], Words]) -> Iterator[None]:
    """Within this block sectors are called as ``read()`` says; codes it lacks keep their name."""
    token = _source.set(read)
    try:
        yield
    finally:
        _source.reset(token)


@contextmanager
def region_names() -> Iterator[None]:
    """Within this block the region's names hold again: for letters to others."""
    token = _source.set(None)
    try:
        yield
    finally:
        _source.reset(token)


def names_in_force() -> Words:
    read = _source.get()
    return read() if read else _NONE


def own_name(code: str) -> str:
    """What this page calls the sector; empty where the region's name holds."""
    return names_in_force().get(code, "")


def wording_key() -> str:
    """What must be part of the key of a kept piece of page that shows names of sectors."""
    return "|".join(f"{code}={name}" for code, name in sorted(names_in_force().items()))
