"""Which kind of roster file is this? By what is in it, not by its name."""

from pathlib import PurePath
from typing import BinaryIO

from portal.imports.problems import ImportRefused
from portal.imports.sheets import CONTENT_TYPES, MOST_PARTS, as_excel
from portal.imports.tables import MACROS, MOST_BYTES, check_table_upload
from portal.imports.upload import (
    SIGNATURES,
    WEB_PAGES,
    check_size,
    check_xml_upload,
    head_of,
    is_program,
)
from portal.imports.zips import ZipLimits, ZipRefused, opened_zip

EDEXML, ONEROSTER, TABLE = "edexml", "oneroster", "table"
# The ending of the file as we keep it.
ENDINGS = {EDEXML: "xml", ONEROSTER: "zip", TABLE: "table"}
ONEROSTER_FILES = frozenset({"manifest.csv", "users.csv"})
OPEN_DOCUMENT = "mimetype"
# Large enough for an Excel file; the readers have limits of their own.
ANY_PACKAGE = ZipLimits(entries=MOST_PARTS)
ZIP = b"PK\x03\x04"
TEXT_ENDINGS = ("csv", "txt", "tsv")


def kind_of_upload(file: BinaryIO, *, name: str, max_bytes: int) -> str:
    """EDEXML, ONEROSTER or TABLE. Raises ImportRefused with a plain reason.

    The file is looked at, not read: its reader finds what is wrong inside. Left at its start.
    """
    check_size(file, max_bytes)
    head = head_of(file)
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending in MACROS:
        raise ImportRefused("macros")
    if head.startswith(ZIP):
        return _kind_of_package(file, name)
    if _starts_as_xml(head):
        check_xml_upload(file, name="upload.xml", max_bytes=max_bytes)
        return EDEXML
    if ending in ("xml", "edexml"):
        check_xml_upload(file, name=name, max_bytes=max_bytes)
        return EDEXML
    _check_is_text(head, ending)
    check_table_upload(file, name="upload.csv", max_bytes=min(max_bytes, MOST_BYTES))
    return TABLE


def _kind_of_package(file: BinaryIO, name: str) -> str:
    try:
        with opened_zip(file, ANY_PACKAGE) as package:
            names = package.names
            if CONTENT_TYPES not in names and OPEN_DOCUMENT not in names:
                package.flatten()
                names = package.names
    except ZipRefused as error:
        raise as_excel(error) if name.lower().endswith(".xlsx") else error from None
    if CONTENT_TYPES in names:
        check_table_upload(file, name="upload.xlsx")
        return TABLE
    if OPEN_DOCUMENT in names:
        raise ImportRefused("open_document")
    if ONEROSTER_FILES & {entry.lower() for entry in names}:
        return ONEROSTER
    raise ImportRefused("unknown_package")


def _starts_as_xml(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text = text.replace(b"\0", b"").lstrip().lower()
    return text.startswith((b"<?xml", b"<edex", *WEB_PAGES))


def _check_is_text(head: bytes, ending: str) -> None:
    """Raises ImportRefused for what has another kind of contents."""
    if is_program(head):
        raise ImportRefused("program")
    found = next((kind for mark, kind in SIGNATURES.items() if head.startswith(mark)), "")
    if found == "spreadsheet" or ending == "xls":
        raise ImportRefused("old_excel")
    if found:
        raise ImportRefused("unknown_package" if found == "archive" else found)
    if ending not in TEXT_ENDINGS:
        raise ImportRefused("unknown_kind")
