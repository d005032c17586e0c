"""Excel files as lines of text. A package of XML by a stranger: looked over before it is opened."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from portal.imports.problems import ImportRefused
from portal.imports.upload import MEGABYTE

MOST_UNPACKED = 200 * MEGABYTE
MOST_PARTS = 2_000
MOST_COLUMNS = 100
# All that a damaged, encrypted or strangely packed zip makes Python say.
UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, OSError),
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A number that Excel shows with zeros in front, such as 022001.
ZEROS = re.compile(r"0{2,20}")


def check_package(file: BinaryIO) -> None:
    """An Excel file is a zip of XML: look at its list before anything is unpacked.

    Raises ImportRefused; leaves ``file`` at its start.
    """
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise ImportRefused("not_a_table")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise ImportRefused("macros")
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise ImportRefused("unpacks_too_large")
            _refuse_declarations(package, parts)
    except UNREADABLE:
        raise ImportRefused("broken_excel") from None
    file.seek(0)


def _refuse_declarations(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part of a spreadsheet has a DTD; one that has wants to do something else."""
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        with package.open(part) as stream:
            head = stream.read(64 * 1024)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
            raise ImportRefused("xml_declarations")


def lines_of_sheet(file: BinaryIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of the first sheet that can be seen. Raises ImportRefused half-way."""
    # Only here: it takes a while to load, and most visitors import nothing.
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()
        rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
        for line, cells in enumerate(rows, start=1):
            yield line, tuple(tidy(_as_text(cell)) for cell in cells)
        book.close()
    except ImportRefused:
        raise
    except Exception as error:
        # Whatever a damaged file makes the library trip over, it is the file.
        raise ImportRefused("broken_excel") from error
    finally:
        file.seek(0)


def _as_text(cell: Any) -> str:
    """What the person sees in the cell, as far as it matters here."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return str(value)


def tidy(text: str) -> str:
    """Without what cannot be seen, nor space around it."""
    return CONTROLS.sub("", text).strip()
