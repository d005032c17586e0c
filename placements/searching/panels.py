"""The filters as they are shown: choices with counts, what is chosen now, and how to drop it."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.searching import facets, suggest
from placements.searching.facets import Counts
from placements.searching.form import KILOMETRES, CatalogueSearch, months_ahead
from portal.core.formats import number, short_date
from portal.reference.models import Competence, Sector, Subject

# Filters that count as one thing for whoever looks: what is dropped together.
TOGETHER = {"dates": ("date_from", "date_to", "places"), "km": ("km",), "group": ("group", "part")}
NEAR_SECTORS = 3
A_THOUSAND = 1000


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool

    @property
    def option(self) -> SafeString:
        """For a select. In Python: a hundred of these take a template longer than the cards."""
        mark = " selected" if self.chosen else ""
        value, label = html.escape(self.value), html.escape(self.label)
        return SafeString(f'<option value="{value}"{mark}>{label} ({self.number})</option>')

    @property
    def number(self) -> str:
        return str(self.count) if self.count < A_THOUSAND else number(self.count)


@dataclass(frozen=True)
class Chip:
    """A filter that is set; ``query`` is the address part without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Way:
    """A way out when nothing fits; ``count`` offers are there."""

    label: str
    count: int
    query: str


class Panels:
    """The choices of one search. The counts are asked for once, at the first choice."""

    def __init__(self, search: CatalogueSearch):
        self.search = search
        self._counts: Counts | None = None

    @property
    def counts(self) -> Counts:
        if self._counts is None:
            self._counts = facets.counts_for(
                self.search.wanted,
                [month for month, _label in months_ahead()],
                [int(km) for km, _label in KILOMETRES],
            )
        return self._counts

    def choices(self, name: str, by_id: Any = None) -> list[Choice]:
        ids = {row.code: str(row.pk) for row in by_id.all_cached()} if by_id else {}
        counts, chosen = self.counts[name], self.search.data.getlist(name)
        field: Any = self.search.form.fields[name]
        return [
            Choice(value, str(label), counts.get(ids.get(value, value), 0), value in chosen)
            for value, label in field.choices
            if value
        ]

    @property
    def kinds(self) -> list[Choice]:
        return self.choices("kind")

    @property
    def sectors(self) -> list[Choice]:
        return self.choices("sector", Sector)

    @property
    def subjects(self) -> list[Choice]:
        return self.choices("subject", Subject)

    @property
    def competences(self) -> list[Choice]:
        return self.choices("competence", Competence)

    @property
    def years(self) -> list[Choice]:
        return self.choices("year")

    @property
    def months(self) -> list[Choice]:
        return self.choices("month")

    @property
    def distances(self) -> list[Choice]:
        return self.choices("km")


def chips(search: CatalogueSearch) -> list[Chip]:
    """One for each filter or value that is set."""
    made = []
    for name in search.form.fields:
        values = search.given.get(name)
        if name in ("sort", "part") or not values or (name == "km" and not search.wanted.pc4):
            continue
        for value in values if isinstance(values, list) else [values]:
            only = value if isinstance(values, list) else ""
            made.append(Chip(_label_of(search, name, value), search.query_without(name, only)))
    return made


def _label_of(search: CatalogueSearch, name: str, value) -> str:
    words: dict[str, Callable[[], str]] = {
        "q": lambda: f"“{value}”",
        "postcode": lambda: _("from %(postcode)s") % {"postcode": value},
        "km": lambda: _("within %(km)s km") % {"km": value},
        "date_from": lambda: _("from %(day)s") % {"day": short_date(value)},
        "date_to": lambda: _("up to %(day)s") % {"day": short_date(value)},
        "places": lambda: ngettext("%(n)s pupil", "%(n)s pupils", value) % {"n": value},
        "group": lambda: _("fits %(group)s") % {"group": _choice_label(search, name, value)},
    }
    return words[name]() if name in words else _choice_label(search, name, value)


def _choice_label(search: CatalogueSearch, name: str, value: str) -> str:
    field: Any = search.form.fields[name]
    return str(dict(field.choices).get(value, value))


def ways_out(search: CatalogueSearch) -> list[Way]:
    """Searches that do find something: without one of the filters."""
    ways = []
    for row in suggest.loosened(search.wanted):
        names = TOGETHER.get(row.name, (row.name,))
        gone = [name for name in names if name in search.given]
        kept = dict.fromkeys(gone, "")
        label = _("Without: %(filter)s") % {"filter": _gone_label(search, gone)}
        ways.append(Way(label, row.count, search.query_without(**kept)))
    return ways


def _gone_label(search: CatalogueSearch, names: list[str]) -> str:
    labels = []
    for name in names:
        values = search.given[name]
        for value in values if isinstance(values, list) else [values]:
            if name != "part":
                labels.append(_label_of(search, name, value))
    return ", ".join(labels)


def near_sectors(search: CatalogueSearch, panels: Panels) -> list[Way]:
    """Other sectors in which the rest of the search does find something, the fullest first."""
    if "sector" not in search.given:
        return []
    found = [c for c in panels.sectors if c.count and not c.chosen]
    found.sort(key=lambda choice: -choice.count)
    return [
        Way(choice.label, choice.count, search.query_without(sector=choice.value))
        for choice in found[:NEAR_SECTORS]
    ]


def in_words(search: CatalogueSearch) -> str:
    """A name for a search, made of what is set."""
    return ", ".join(chip.label for chip in chips(search))[:80] or _("Everything new")
