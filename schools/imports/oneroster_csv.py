"""The CSV files of a OneRoster zip, row by row. What is wrong is told with file and line."""

import codecs
import csv
import datetime
import io
from collections.abc import Iterator
from typing import Any

from portal.imports.problems import ImportRefused, shown
from portal.imports.rows import Findings
from portal.imports.zips import SafeZip
from schools.imports.edexml_fields import clean
from schools.imports.oneroster_columns import Columns, Header, read_header

BLOCK = 64 * 1024
MOST_LETTERS = 200_000
SEPARATORS = ",;\t"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
EMPTY_YEAR = 1899  # what a spreadsheet writes for a date that is not there
LAST_YEAR = 2200


class Row:
    """One line. A column that the file does not have is empty."""

    __slots__ = ("_cells", "_places", "file", "line")

    def __init__(self, file: str, line: int, cells: list[str], places: dict[str, int]):
        self.file = file
        self.line = line
        self._cells = cells
        self._places = places

    def __getitem__(self, column: str) -> str:
        place = self._places.get(column)
        if place is None or place >= len(self._cells):
            return ""
        return tidy(self._cells[place])

    def has(self, column: str) -> bool:
        """Whether the file has this column."""
        return column in self._places

    def list_of(self, column: str) -> tuple[str, ...]:
        """The texts of a list, without the empty ones and without repeats."""
        texts = self[column].split(",")
        return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

    def about(self, column: str = "", **context: str) -> dict[str, Any]:
        """Where it is, for a problem."""
        place = {"file": self.file, "column": column} if column else {"file": self.file}
        return {**place, **context}

    def day(self, column: str, findings: Findings) -> datetime.date | None:
        """None when there is none; one that cannot be read is told and left out."""
        text = self[column]
        try:
            day = datetime.date.fromisoformat(text[:10]) if text else None
        except ValueError:
            day = datetime.date.max
        if day is None or day.year == EMPTY_YEAR:
            return None
        if not EMPTY_YEAR < day.year < LAST_YEAR:
            findings.remark(self.line, "oneroster_date", **self.about(column, value=shown(text)))
            return None
        return day


class RosterFiles:
    """The files of the zip by their name in the standard, whatever their case."""

    def __init__(self, package: SafeZip, findings: Findings):
        self.findings = findings
        self._package = package
        self._names = {name.casefold(): name for name in package.names}
        self._told: set[str] = set()

    def has(self, file: str) -> bool:
        return file.casefold() in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """In lower case."""
        return tuple(self._names)

    def header(self, columns: Columns, *, of: str = "") -> Header:
        """The columns of a file, without a word about what is wrong with them."""
        return self._start(columns, of or columns.file, Findings())[0]

    def rows(self, columns: Columns, *, of: str = "") -> Iterator[Row]:
        """Each row of a file; none when it is not there. Raises ImportRefused, also half-way.

        ``of`` is the file to look in when it is not the one of these columns.
        """
        file = of or columns.file
        if not self.has(file):
            return
        name = self._names[file.casefold()]
        if name != file:
            self.findings.remark(None, "oneroster_file_name", file=shown(name), expected=file)
        header, records = self._start(columns, file, self.findings)
        width = 0
        for line, cells in records:
            # Some exports end each row with a comma too many.
            width = width or (header.width if any(cells[header.width :]) else len(cells))
            if len(cells) > max(width, header.width):
                # Something shifted: what stands in which column is not sure.
                self.findings.skip(line, "oneroster_long_row", file=file)
                continue
            self._count(file, line, cells, header)
            yield Row(file, line, cells, header.places)
        if not width:
            self.findings.remark(1, "oneroster_no_rows", file=file)

    def _start(
        self, columns: Columns, file: str, findings: Findings
    ) -> tuple[Header, Iterator[tuple[int, list[str]]]]:
        name = self._names[file.casefold()]
        encoding = self._encoding(name, file, findings)
        lines = _Lines(io.TextIOWrapper(self._package.open(name), encoding, newline=""), file)
        records = _records(lines, findings)
        for _line, cells in records:
            return read_header(cells, columns, findings, file), records
        raise ImportRefused("oneroster_empty_file", file=file)

    def _encoding(self, name: str, file: str, findings: Findings) -> str:
        """UTF-8 as the standard says, UTF-16 by its mark, or else the western set of Windows."""
        head = self._package.open(name).read(4)
        if head.startswith(UTF_16):
            self._decode(name, file, "utf-16")
            return "utf-16"
        try:
            self._decode(name, file, "utf-8-sig")
        except UnicodeDecodeError:
            self._decode(name, file, "cp1252", last=True)
            findings.remark(None, "oneroster_not_utf8", file=file)
            return "cp1252"
        return "utf-8-sig"

    def _decode(self, name: str, file: str, encoding: str, *, last: bool = False) -> None:
        """Walk through the whole file, so that it is known to be sound before a row is used."""
        decoder = codecs.getincrementaldecoder(encoding)()
        stream = self._package.open(name)
        line = 1
        while True:
            block = stream.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                if not last and encoding == "utf-8-sig":
                    raise
                raise ImportRefused("oneroster_letters", line=line, file=file) from None
            if "\0" in text:
                raise ImportRefused("oneroster_not_text", line=line, file=file)
            if not block:
                return
            line += text.count("\n")

    def _count(self, file: str, line: int, cells: list[str], header: Header) -> None:
        """What we do not keep, and what is not there."""
        if len(cells) < header.width:
            self.findings.remark(line, "oneroster_short_row", file=file)
        for place, kind in header.counted.items():
            if place < len(cells) and cells[place].strip():
                self.findings.left_out[kind] += 1


class _Lines:
    """Lines of text that never take in more than a decent line."""

    def __init__(self, text: io.TextIOWrapper, file: str):
        self.file = file
        self.letters = 0
        self._text = text

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MOST_LETTERS)
        if not line:
            raise StopIteration
        self.letters += len(line)
        if self.letters > MOST_LETTERS:
            raise csv.Error
        return line


def _records(lines: _Lines, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """The number of the line on which each record begins, and its cells. Empty ones are skipped."""
    first = next(lines, "")
    separator = _separator(first, lines.file, findings)
    reader = csv.reader(_again(first, lines), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cells):
                yield start, cells
            start, lines.letters = reader.line_num + 1, 0
    except csv.Error:
        raise ImportRefused("oneroster_broken_csv", line=start, file=lines.file) from None


def _again(first: str, lines: _Lines) -> Iterator[str]:
    if first:
        yield first
    yield from lines


def _separator(first: str, file: str, findings: Findings) -> str:
    """A comma, unless a spreadsheet saved the file again with its own."""
    found = max(SEPARATORS, key=first.count)
    if found != ",":
        findings.remark(1, "oneroster_separator", file=file)
    return found


def tidy(text: str) -> str:
    """One spelling for one text; quick for the usual ones."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if " " in text else text
    return clean(text)
