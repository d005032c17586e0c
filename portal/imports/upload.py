"""First look at an uploaded file, before anything reads it: is it what it says it is?"""

import hashlib
from pathlib import PurePath
from typing import BinaryIO

from portal.imports.problems import ImportRefused, shown

HEAD = 1024
MEGABYTE = 1024 * 1024
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
XML_EXTENSIONS = ("xml", "edexml")
# What a file really is, by its first bytes.
SIGNATURES = {
    b"PK\x03\x04": "archive",
    b"PK\x05\x06": "archive",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"BZh": "archive",
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "spreadsheet",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
}
# Windows, Linux, Mac, Java, and a script.
PROGRAMS = (
    *(b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"),
    *(b"\xfe\xed\xfa", b"\xca\xfe\xba\xbe", b"#!"),
)
SPREADSHEETS = ("xlsx", "xls", "ods")
WEB_PAGES = (b"<!doctype html", b"<html")


def check_xml_upload(file: BinaryIO, *, name: str, max_bytes: int) -> None:
    """Raises ImportRefused with a plain reason; leaves ``file`` at its start."""
    check_size(file, max_bytes)
    extension = PurePath(name).suffix.lstrip(".").lower()
    head = head_of(file)
    _check_signature(head, extension)
    if extension not in XML_EXTENSIONS:
        raise ImportRefused("wrong_extension", found=shown(extension), expected=XML_EXTENSIONS[0])
    _check_starts_as_xml(head)


def digest_of(file: BinaryIO) -> str:
    """SHA-256 in hexadecimal; leaves ``file`` at its start."""
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(MEGABYTE):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def check_size(file: BinaryIO, max_bytes: int) -> None:
    """Raises ImportRefused for an empty or too large file."""
    size = file.seek(0, 2) or file.tell()
    file.seek(0)
    if size == 0:
        raise ImportRefused("empty")
    if size > max_bytes:
        raise ImportRefused("too_large", megabytes=str(max_bytes // MEGABYTE))


def head_of(file: BinaryIO) -> bytes:
    """Its first bytes; leaves ``file`` at its start."""
    head = file.read(HEAD)
    file.seek(0)
    return head


def is_program(head: bytes) -> bool:
    """Whether these first bytes are those of something that runs. "MZ" alone may be a name."""
    return head.startswith(PROGRAMS) or (head.startswith(b"MZ") and b"\0" in head)


def _check_signature(head: bytes, extension: str) -> None:
    if is_program(head):
        raise ImportRefused("program")
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            raise ImportRefused("spreadsheet" if extension in SPREADSHEETS else kind)


def _check_starts_as_xml(head: bytes) -> None:
    text = head
    for mark in BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    # UTF-16 puts a zero beside each letter.
    text = text.replace(b"\0", b"").lstrip()
    if not text:
        raise ImportRefused("empty")
    if text.lower().startswith(WEB_PAGES):
        raise ImportRefused("web_page")
    if not text.startswith(b"<"):
        raise ImportRefused("not_xml")
