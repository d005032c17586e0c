"""A first look at a school's own table, to choose its columns by. Nothing of it is stored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from portal.imports.problems import shown
from portal.imports.tables import peek_table, read_table
from schools.imports.edexml_fields import clean
from schools.imports.table import name_of
from schools.imports.table_columns import (
    check_headers,
    forbidden_columns,
    header_keys,
    numbers_of,
)
from schools.imports.table_meanings import CODES, MOST_ASKED, Meanings

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """``forbidden`` is what it holds that we never keep; then there are no examples."""

    key: str
    header: str
    examples: tuple[str, ...]
    forbidden: str = ""


def columns_of(file: BinaryIO) -> list[Column]:
    """The columns with the first cells of each. Raises ImportRefused when it is no table."""
    table = peek_table(file, name=name_of(file), rows=EXAMPLES)
    check_headers(table.headers)
    forbidden = forbidden_columns(table.headers)
    keys = header_keys(table.headers)
    return [
        Column(
            keys[number],
            header,
            () if number in forbidden else tuple(shown(row.cells[number]) for row in table.rows),
            forbidden.get(number, ""),
        )
        for number, header in enumerate(table.headers)
    ]


def unknown_texts(
    file: BinaryIO, *, columns: Mapping[str, str], meanings: Mapping[str, Any]
) -> dict[str, Counter[str]]:
    """Field -> texts that are not clear, and on how many lines. Only for a person's eyes.

    A field with too many of them is left out: its column holds something else.
    """
    asked = {key: field for key, field in columns.items() if field in CODES}
    numbers: dict[str, int] = {}

    def wanted(headers: tuple[str, ...]) -> list[int]:
        numbers.update(numbers_of(headers, asked))
        return list(numbers.values())

    table = read_table(file, name=name_of(file), only=wanted)
    known = Meanings(**meanings)
    for row in table.rows:
        cells = {field: clean(row.cells[number]) for field, number in numbers.items()}
        known.year(cells.get("year", ""), row.line)
        known.track(cells.get("track", ""), row.line)
        known.location(cells.get("location", ""), row.line)
    return {field: texts for field, texts in known.unknown.items() if 0 < len(texts) <= MOST_ASKED}
