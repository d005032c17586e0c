"""Tables from CSV and Excel files as plain rows of text, read with care: the file is a stranger's.

Nothing in it is computed or run. A cell that a spreadsheet would take for a formula is reported
and its row stays out, so that it cannot reach the spreadsheet of whoever exports our data.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import RowProblem
from portal.imports.sheets import MOST_COLUMNS, check_package, lines_of_sheet, tidy
from portal.imports.upload import MEGABYTE, check_size, head_of

MOST_BYTES = 20 * MEGABYTE
MOST_ROWS = 20_000
MOST_LETTERS = 5_000
EXTENSIONS = ("csv", "txt", "tsv", "xlsx")
MACROS = ("xlsm", "xltm", "xlam", "xlsb")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# "+31 6 1234" and "-5" are no formulas.
PLAIN_NUMBER = re.compile(r"[+-][\d\s().,/-]*\d[\d\s().,/-]*")
# What accents become when a file is read in the wrong way.
MISREAD = re.compile(
    "\ufffd|Ã[\u0080-\u00bf‚ƒ„†‡ˆ‰‹©«¨¶¼¯±¡]|(?<=[a-z])[‚ƒ„†‡ˆ‰‹ŠŒŽ](?=[a-z\\s,;]|$)"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """``line`` as the person sees it in the file; as many cells as there are headers."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``filled`` counts, per column, the cells that hold something."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    problems: tuple[RowProblem, ...]
    filled: Counter[int] = field(default_factory=Counter)


# Given the headers: the columns that are of use.
Wanted = Callable[[tuple[str, ...]], Collection[int]]


def check_table_upload(file: BinaryIO, *, name: str, max_bytes: int = MOST_BYTES) -> str:
    """Gives the kind, "csv" or "xlsx", by what the file is, not by its name alone.

    Raises ImportRefused with a plain reason; leaves ``file`` at its start.
    """
    check_size(file, max_bytes)
    extension = PurePath(name).suffix.lstrip(".").lower()
    head = head_of(file)
    if extension in MACROS:
        raise ImportRefused("macros")
    if head.startswith(OLD_EXCEL) or extension == "xls":
        raise ImportRefused("old_excel")
    if extension not in EXTENSIONS:
        raise ImportRefused("table_extension", found=shown(extension))
    if head.startswith(ZIP):
        check_package(file)
        return "xlsx"
    if extension == "xlsx" or head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")):
        raise ImportRefused("not_a_table")
    return "csv"


def read_table(
    file: BinaryIO, *, name: str, max_bytes: int = MOST_BYTES, only: Wanted | None = None
) -> Table:
    """The first sheet or the whole CSV. Raises ImportRefused; faulty rows are in ``problems``.

    With ``only`` the cells of other columns are counted and emptied at once, whatever is in them.
    """
    lines = lines_of(file, name=name, max_bytes=max_bytes)
    headers, lines = _start(lines)
    wanted = None if only is None else frozenset(only(headers))
    rows: list[TableRow] = []
    problems: list[RowProblem] = []
    filled: Counter[int] = Counter()
    for line, found in lines:
        if not any(found):
            continue
        if len(rows) + len(problems) >= MOST_ROWS:
            raise ImportRefused("too_many_rows", most=f"{MOST_ROWS}")
        filled.update(number for number, cell in enumerate(found[: len(headers)]) if cell)
        cells = found if wanted is None else _emptied(found, len(headers), wanted)
        faults = _faults(line, cells, headers)
        problems.extend(faults)
        if not any(problem.skipped for problem in faults):
            padded = (*cells, *[""] * len(headers))[: len(headers)]
            rows.append(TableRow(line, padded))
    if not rows and not problems:
        raise ImportRefused("no_rows")
    return Table(headers, tuple(rows), tuple(problems), filled)


def peek_table(file: BinaryIO, *, name: str, rows: int = 3) -> Table:
    """The headers and the first rows, to choose by. No row is judged. Raises ImportRefused."""
    headers, lines = _start(lines_of(file, name=name))
    first: list[TableRow] = []
    for line, cells in lines:
        if any(cells):
            first.append(TableRow(line, (*cells, *[""] * len(headers))[: len(headers)]))
        if len(first) == rows:
            break
    if not first:
        raise ImportRefused("no_rows")
    return Table(headers, tuple(first), ())


def lines_of(
    file: BinaryIO, *, name: str, max_bytes: int = MOST_BYTES
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of every line, the headers too. Raises ImportRefused at the first step."""
    kind = check_table_upload(file, name=name, max_bytes=max_bytes)
    return lines_of_sheet(file) if kind == "xlsx" else _lines_of_csv(file)


def _start(
    lines: Iterator[tuple[int, tuple[str, ...]]],
) -> tuple[tuple[str, ...], Iterator[tuple[int, tuple[str, ...]]]]:
    """The headers, and the lines that follow."""
    for _line, cells in lines:
        if any(cells):
            return _headers(cells), lines
    raise ImportRefused("no_header")


def _emptied(cells: tuple[str, ...], width: int, wanted: Collection[int]) -> tuple[str, ...]:
    """Only what is of use; cells beyond the headers stay, for they tell of a broken line."""
    return tuple(
        cell if number in wanted or number >= width else "" for number, cell in enumerate(cells)
    )


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute this text instead of showing it."""
    return text.startswith(STARTS_FORMULA) and not PLAIN_NUMBER.fullmatch(text)


def _headers(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max(number for number, cell in enumerate(cells) if cell) + 1
    if last > MOST_COLUMNS:
        raise ImportRefused("too_many_columns", most=f"{MOST_COLUMNS}")
    headers = tuple(cell[:60] or f"({number})" for number, cell in enumerate(cells[:last], start=1))
    if any(is_formula(header) for header in headers):
        raise ImportRefused("no_header")
    seen: set[str] = set()
    for header in headers:
        if header.casefold() in seen:
            raise ImportRefused("double_header", header=shown(header))
        seen.add(header.casefold())
    return headers


def _faults(line: int, cells: tuple[str, ...], headers: tuple[str, ...]) -> list[RowProblem]:
    if any(cells[len(headers) :]):
        return [RowProblem(line, "long_row", skipped=True)]
    for header, cell in zip(headers, cells, strict=False):
        if is_formula(cell):
            return [RowProblem(line, "formula", {"column": header}, skipped=True)]
        if len(cell) > MOST_LETTERS:
            context = {"column": header, "most": f"{MOST_LETTERS}"}
            return [RowProblem(line, "long_cell", context, skipped=True)]
    return [RowProblem(line, "short_row")] if len(cells) < len(headers) else []


def _lines_of_csv(file: BinaryIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _text_of(file.read())
    file.seek(0)
    first, _end, rest = text.partition("\n")
    skipped = 0
    if match := re.fullmatch(r"sep=(.)\r?", first.lower()):  # Excel's own first line
        separator, text, skipped = match[1], rest, 1
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line + skipped, tuple(tidy(cell) for cell in cells)
            line = reader.line_num + 1
    except csv.Error:
        raise ImportRefused("broken_csv", line=line + skipped) from None


def _separator(text: str) -> str:
    """What stands most often between the names of the columns; not what stands within them."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(";,\t", key=bare.count)


def _text_of(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, or else the western set of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decoded(data, "utf-16")
    else:
        if b"\0" in data:
            raise ImportRefused("not_a_table")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _decoded(data, "cp1252")
    if match := MISREAD.search(text):
        raise ImportRefused("wrong_encoding", line=text.count("\n", 0, match.start()) + 1)
    if text.lstrip()[:14].lower().startswith(("<!doctype html", "<html")):
        raise ImportRefused("web_page")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused("wrong_encoding", line=line) from None
