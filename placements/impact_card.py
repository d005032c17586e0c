"""The year card as a drawing: what stands where. The template only fills it in."""

import textwrap
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from placements.impact import Impact
from placements.takeaway import QuestionTaken
from portal.core.formats import number
from portal.reference.models import Region

WIDTH = 1200
MARGIN = 80
NAME_LETTERS = 26
QUOTE_LETTERS = 58
QUOTE_LINES = 3
BAR = 560


@dataclass(frozen=True)
class Line:
    text: str
    y: int


@dataclass(frozen=True)
class Figure:
    value: str
    label: str
    x: int


@dataclass(frozen=True)
class Bar:
    label: str
    note: str
    length: int
    y: int


@dataclass(frozen=True)
class Quote:
    lines: list[Line]

    @property
    def top(self) -> int:
        return self.lines[0].y - 36

    @property
    def height(self) -> int:
        return self.lines[-1].y - self.top + 12


@dataclass(frozen=True)
class Card:
    title: str
    bars_title: str
    year: str
    name: list[Line]
    figures: list[Figure]
    sectors: list[Line]
    bars: list[Bar]
    quotes: list[Quote]
    region: str
    band: int
    figures_y: int
    bars_y: int
    height: int


def card_of(impact: Impact) -> Card:
    """From top to bottom; each block begins where the one above ended."""
    name = _lines(impact.employer.name, NAME_LETTERS, 2, first=190, step=84)
    band = name[-1].y + 70
    figures_y = band + 150
    sectors = [
        Line(text, figures_y + 130 + index * 44)
        for index, text in enumerate(textwrap.wrap(_sector_text(impact), 60)[:2])
    ]
    below = (sectors[-1].y if sectors else figures_y + 60) + 90
    bars = _bars(impact, below + 60)
    y = (bars[-1].y + 170) if bars else below
    quotes = []
    for quote in impact.quotes:
        lines = _lines(f"“{quote.text}”", QUOTE_LETTERS, QUOTE_LINES, first=y, step=44)
        quotes.append(Quote(lines))
        y = lines[-1].y + 78
    return Card(
        title=_("Our year with pupils"),
        bars_title=_("What pupils say"),
        year=impact.year_label,
        name=name,
        figures=_figures(impact),
        sectors=sectors,
        bars=bars,
        quotes=quotes,
        region=Region.current().name,
        band=band,
        figures_y=figures_y,
        bars_y=below,
        height=y + 60,
    )


def _figures(impact: Impact) -> list[Figure]:
    shown = (
        (impact.visits, ngettext("visit", "visits", impact.visits)),
        (impact.pupils, ngettext("pupil", "pupils", impact.pupils)),
        (impact.hours, ngettext("hour of practice", "hours of practice", impact.hours)),
    )
    step = (WIDTH - 2 * MARGIN) // len(shown)
    return [
        Figure(number(value), label, MARGIN + index * step)
        for index, (value, label) in enumerate(shown)
    ]


def _sector_text(impact: Impact) -> str:
    return ", ".join(sector.name for sector in impact.sectors)


def _bars(impact: Impact, y: int) -> list[Bar]:
    shown = (
        (impact.takeaway.liked, _("liked the work")),
        (impact.takeaway.suits, _("think that this work suits them")),
        (impact.takeaway.question("career_direction"), _("want to see more of it")),
    )
    there = [(taken, label) for taken, label in shown if taken]
    return [_bar(taken, label, y + index * 104) for index, (taken, label) in enumerate(there)]


def _bar(taken: QuestionTaken, label: str, y: int) -> Bar:
    words = {"glad": taken.glad, "answers": taken.answers}
    return Bar(
        label=label,
        note=_("%(glad)s of %(answers)s") % words,
        length=round(BAR * taken.glad / taken.answers),
        y=y,
    )


def _lines(text: str, letters: int, most: int, *, first: int, step: int) -> list[Line]:
    wrapped = textwrap.wrap(text, letters) or [""]
    if len(wrapped) > most:
        wrapped = [*wrapped[: most - 1], textwrap.shorten(wrapped[most - 1] + " …", letters + 2)]
    return [Line(line, first + index * step) for index, line in enumerate(wrapped)]
