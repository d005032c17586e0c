"""Excel files as lines of text. A package of XML by a stranger: looked over before it is opened."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from portal.imports.problems import ImportRefused
from portal.imports.upload import MEGABYTE
from portal.imports.zips import SafeZip, ZipLimits, ZipRefused, opened_zip

MOST_UNPACKED = 200 * MEGABYTE
MOST_PARTS = 2_000
MOST_COLUMNS = 100
MOST_RATIO = 200
CONTENT_TYPES = "[Content_Types].xml"
EXCEL_CODES = {
    "zip_encrypted": "old_excel",
    "zip_too_large": "unpacks_too_large",
    "zip_too_many": "unpacks_too_large",
    "zip_bomb": "unpacks_too_large",
    "zip_empty": "broken_excel",
    "zip_broken": "broken_excel",
    "zip_part_broken": "broken_excel",
    "zip_method": "broken_excel",
    "zip_twice": "broken_excel",
}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A number that Excel shows with zeros in front, such as 022001.
ZEROS = re.compile(r"0{2,20}")


def check_package(file: BinaryIO) -> None:
    """An Excel file is a zip of XML: look it over before anything is unpacked.

    Raises ImportRefused; leaves ``file`` at its start.
    """
    try:
        with opened_zip(file, ZipLimits(MOST_PARTS, MOST_UNPACKED, MOST_RATIO)) as package:
            if "xl/workbook.xml" not in package.names:
                raise ImportRefused("not_a_table")
            _refuse_macros(package)
            _refuse_declarations(package)
    except ZipRefused as error:
        raise as_excel(error) from None


def as_excel(error: ZipRefused) -> ImportRefused:
    """What is wrong with the zip, in words of who only knows Excel."""
    if error.code in EXCEL_CODES:
        return ImportRefused(EXCEL_CODES[error.code])
    return error


def _refuse_macros(package: SafeZip) -> None:
    """By its parts and by what it says they are: the name of the file or a part may be changed."""
    names = [name.lower() for name in package.names]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise ImportRefused("macros")
    if CONTENT_TYPES in package.names:
        said = package.open(CONTENT_TYPES).read(MEGABYTE).lower()
        if b"macroenabled" in said or b"vbaproject" in said or b"macrosheet" in said:
            raise ImportRefused("macros")


def _refuse_declarations(package: SafeZip) -> None:
    """No part of a spreadsheet has a DTD; one that has wants to do something else."""
    for name in package.names:
        if not name.lower().endswith((".xml", ".rels")):
            continue
        with package.open(name) as stream:
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
