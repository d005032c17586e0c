"""What the texts in a school's table mean: understood, told by the school, or asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.imports.problems import shown
from portal.imports.rows import RowProblem
from portal.reference.models import Track
from schools.imports.table_values import track_of, value_key, year_of

# What the school says of a text that means nothing to us.
NOTHING = "-"
# A column with more unknown texts than this holds something else than we think: perhaps names.
MOST_ASKED = 12
# A text that comes once may be a name in the wrong column: the report does not quote it.
OFTEN_ENOUGH = 2
CODES = {
    "track": "unknown_track",
    "year": "unknown_year_text",
    "location": "unknown_location_text",
}


class Meanings:
    """``told``: field -> text (see value_key) -> meaning. ``locations``: names at this school.

    Remembers what it did not understand.
    """

    def __init__(
        self,
        told: Mapping[str, Mapping[str, str]] | None = None,
        locations: Iterable[str] = (),
    ):
        self.told = told or {}
        self.locations = {value_key(name): name for name in locations}
        self.unknown: dict[str, Counter[str]] = {field: Counter() for field in CODES}
        self._first_lines: dict[tuple[str, str], int] = {}

    def year(self, text: str, line: int, *, also: str = "") -> int | None:
        """1 to 6. ``also`` is another column that may tell it when this one is empty."""
        told = self._told("year", text)
        if told is not None:
            return int(told) if told.isdecimal() else None
        if not text:
            return year_of(also)
        found = year_of(text)
        if found is None and not track_of(text):
            self._ask("year", text, line)
        return found

    def track(self, text: str, line: int, *, also: str = "") -> str:
        """A value of Track, or nothing."""
        told = self._told("track", text)
        if told is not None:
            return told if told in Track.values else ""
        if not text:
            return track_of(also)
        found = track_of(text)
        if not found:
            self._ask("track", text, line)
        return found

    def location(self, text: str, line: int) -> str:
        """The name of one of the school's own locations, or nothing."""
        told = self._told("location", text)
        found = self.locations.get(value_key(text if told is None else told), "")
        if text and not found and told is None:
            self._ask("location", text, line)
        return found

    def problems(self, headers: Sequence[str], numbers: Mapping[str, int]) -> Iterator[RowProblem]:
        """One remark for each text that is not clear; one for a column of nothing else."""
        for field, texts in self.unknown.items():
            first = min((self._first_lines[field, text] for text in texts), default=None)
            if len(texts) > MOST_ASKED:
                context = {"column": headers[numbers[field]], "values": str(len(texts))}
                yield RowProblem(first, "many_unknown_values", context)
                continue
            for text, rows in texts.items():
                value = shown(text) if rows >= OFTEN_ENOUGH else "…"
                context = {"value": value, "rows": str(rows)}
                yield RowProblem(self._first_lines[field, text], CODES[field], context)

    def _told(self, field: str, text: str) -> str | None:
        return self.told.get(field, {}).get(value_key(text)) if text else None

    def _ask(self, field: str, text: str, line: int) -> None:
        key = value_key(text)
        self.unknown[field][key] += 1
        self._first_lines.setdefault((field, key), line)
