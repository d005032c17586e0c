"""Safe streaming XML: one record at a time, no declarations, no network, memory that stays flat."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from lxml import etree

from portal.imports.problems import ImportRefused, shown

Path = tuple[str, ...]
MAX_DEPTH = 20
MAX_RECORD_SIZE = 20_000


def records(
    file: BinaryIO, *, root: str, paths: Collection[Path], refusal: str
) -> Iterator[tuple[Path, etree._Element]]:
    """Each element at one of ``paths`` (tags below the root), complete, with its path.

    An element is emptied as soon as the next one is asked for. Everything outside ``paths`` is
    thrown away unread. Raises ImportRefused: ``refusal`` on another root, else for broken or
    unsafe XML.
    """
    file.seek(0)
    reader = _Reader(root, frozenset(paths), refusal)
    try:
        yield from reader.read(_events(file))
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        # The parser's own text may quote the file, so it goes no further than here.
        code = "broken_xml" if reader.started else _kind_of_nothing(file)
        raise ImportRefused(code, line=line) from None


def _events(file: BinaryIO) -> etree.iterparse:
    return etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _kind_of_nothing(file: BinaryIO) -> str:
    """Why there was not even a root: it is no XML, or its declarations were too wild to parse."""
    file.seek(0)
    head = file.read(64 * 1024).replace(b"\0", b"")
    return "xml_declarations" if b"<!DOCTYPE" in head or b"<!ENTITY" in head else "not_xml"


class _Reader:
    def __init__(self, root: str, paths: frozenset[Path], refusal: str):
        self.root = root
        self.paths = paths
        self.refusal = refusal
        self.path: list[str] = []
        self.started = False
        self.size = 0

    def read(self, events) -> Iterator[tuple[Path, etree._Element]]:
        record_depth = 0
        for event, element in events:
            if event == "start":
                self._enter(element)
                if not record_depth and self._here in self.paths:
                    record_depth = len(self.path)
                continue
            here = self._here
            inside = record_depth and len(self.path) > record_depth
            self.path.pop()
            if inside:
                continue
            if record_depth:
                record_depth = 0
                yield here, element
            self._throw_away(element)

    @property
    def _here(self) -> Path:
        return tuple(self.path[1:])

    def _enter(self, element: etree._Element) -> None:
        if not self.started:
            self._check_root(element)
            self.started = True
        self.path.append(element.tag)
        self.size += 1
        if len(self.path) > MAX_DEPTH or self.size > MAX_RECORD_SIZE:
            raise ImportRefused("too_deep")

    def _check_root(self, element: etree._Element) -> None:
        info = element.getroottree().docinfo
        if info.doctype or info.internalDTD is not None:
            raise ImportRefused("xml_declarations")
        if element.tag != self.root:
            raise ImportRefused(self.refusal, root=shown(element.tag))

    def _throw_away(self, element: etree._Element) -> None:
        """Empty the element and forget what came before it."""
        self.size = 0
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
