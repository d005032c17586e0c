"""Safe streaming XML: one record at a time, no declarations, no network, memory that stays flat."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from lxml import etree

from portal.imports.problems import ImportRefused, shown

Path = tuple[str, ...]
MAX_DEPTH = 20
MAX_RECORD_SIZE = 20_000
# No record is this long; a file that goes on so long without one is no export.
MAX_RECORD_BYTES = 2 * 1024 * 1024

SHALLOWEST_RECORD = 2
_is_odd = etree.XPath(
    f"count(.//*) > {MAX_RECORD_SIZE} or boolean({'/'.join('*' * (MAX_DEPTH - SHALLOWEST_RECORD))})"
)
SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "no_network": True,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}


def records(
    file: BinaryIO, *, root: str, paths: Collection[Path], refusal: str
) -> Iterator[tuple[Path, etree._Element]]:
    """Each element at one of ``paths`` (tags below the root), complete, with its path.

    An element is emptied as soon as the next one is asked for. Everything outside ``paths`` is
    thrown away unread. Raises ImportRefused: ``refusal`` on another root, else for broken or
    unsafe XML.
    """
    _check_root(file, root, refusal)
    wanted = frozenset(paths)
    deepest = max(map(len, wanted))
    guarded = _Guarded(file)
    tags = sorted({path[-1] for path in wanted})
    try:
        for _event, element in etree.iterparse(guarded, events=("end",), tag=tags, **SAFE):
            path = _path_of(element, deepest)
            if path is None or _inside(path, wanted):
                continue
            if path in wanted:
                _check_size(element)
                yield path, element
            _throw_away(element)
            guarded.unanswered = 0
    except etree.XMLSyntaxError as error:
        # The parser's own text may quote the file, so it goes no further than here.
        raise ImportRefused("broken_xml", line=error.lineno or 1) from None


class _Guarded:
    """The file, until it gives too much without a record: that would fill the memory."""

    def __init__(self, file: BinaryIO):
        file.seek(0)
        self._file = file
        self.unanswered = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.unanswered += len(data)
        if self.unanswered > MAX_RECORD_BYTES:
            raise ImportRefused("too_deep")
        return data


def _check_root(file: BinaryIO, root: str, refusal: str) -> None:
    guarded = _Guarded(file)
    try:
        _event, element = next(etree.iterparse(guarded, events=("start",), **SAFE))
    except (etree.XMLSyntaxError, StopIteration) as error:
        line = getattr(error, "lineno", None) or 1
        raise ImportRefused(_kind_of_nothing(file), line=line) from None
    info = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise ImportRefused("xml_declarations")
    if element.tag != root:
        raise ImportRefused(refusal, root=shown(element.tag))


def _kind_of_nothing(file: BinaryIO) -> str:
    """Why there was not even a root: it is no XML, or its declarations were too wild to parse."""
    file.seek(0)
    head = file.read(64 * 1024).replace(b"\0", b"")
    return "xml_declarations" if b"<!DOCTYPE" in head or b"<!ENTITY" in head else "not_xml"


def _path_of(element: etree._Element, deepest: int) -> Path | None:
    """The tags below the root, None when it lies deeper than any record."""
    tags = [element.tag]
    parent = element.getparent()
    while parent is not None:
        tags.append(parent.tag)
        if len(tags) > deepest + 1:
            return None
        parent = parent.getparent()
    return tuple(tags[-2::-1])


def _inside(path: Path, wanted: Collection[Path]) -> bool:
    """Is this a part of a record that is still being read?"""
    return any(path[:length] in wanted for length in range(1, len(path)))


def _check_size(record: etree._Element) -> None:
    if _is_odd(record):
        raise ImportRefused("too_deep")


def _throw_away(element: etree._Element) -> None:
    """Empty the element and forget what came before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
