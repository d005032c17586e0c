"""Geometry of the small charts: numbers in, SVG attributes out. No styling, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin

RING_CENTRE, RING_RADIUS, RING_GAP = 66, 52, 5.2
CHART_TOP, CHART_FLOOR, SLOT, BAR = 34, 180, 66, 48


def ring_arc(index: int, count: int) -> str:
    """The path of one of ``count`` equal arcs, clockwise from the top, with a gap on both sides."""
    gap = RING_GAP / 360 if count > 1 else 0.001
    start, end = index / count + gap / 2, (index + 1) / count - gap / 2

    def point(turn: float) -> str:
        x = RING_CENTRE + RING_RADIUS * sin(2 * pi * turn)
        y = RING_CENTRE - RING_RADIUS * cos(2 * pi * turn)
        return f"{x:.1f} {y:.1f}"

    large = int(end - start > 0.5)  # noqa: PLR2004 - half a turn, as SVG counts it
    return f"M{point(start)}A{RING_RADIUS} {RING_RADIUS} 0 {large} 1 {point(end)}"


@dataclass(frozen=True)
class Bar:
    """One column: ``value`` on the floor, ``planned`` on top of it; ``free`` names a pause."""

    label: str
    value: float = 0
    planned: float = 0
    free: str = ""


@dataclass(frozen=True)
class PlacedBar:
    """A bar with its SVG attributes as text, because templates would write "12,5" in Dutch."""

    bar: Bar
    total: float
    x: str
    middle: str
    value_y: str
    value_height: str
    planned_y: str
    planned_height: str
    label_y: str


def _text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _place(bar: Bar, index: int, scale: float) -> PlacedBar:
    x = 10 + index * SLOT
    value, planned = bar.value * scale, bar.planned * scale
    gap = 3 if value and planned else 0
    top = CHART_FLOOR - value - planned
    return PlacedBar(
        bar=bar,
        total=bar.value + bar.planned,
        x=_text(x),
        middle=_text(x + BAR / 2),
        value_y=_text(CHART_FLOOR - value),
        value_height=_text(value),
        planned_y=_text(top),
        planned_height=_text(max(planned - gap, 0)),
        label_y=_text(top - 8),
    )


def _pauses(bars: Sequence[Bar]) -> list[dict]:
    """Neighbouring bars of one pause, such as a holiday, as one block with its name."""
    pauses = []
    for name, group in groupby(enumerate(bars), key=lambda pair: pair[1].free):
        if not name:
            continue
        indexes = [index for index, _bar in group]
        x, width = 10 + indexes[0] * SLOT, (len(indexes) - 1) * SLOT + BAR
        named = name if len(indexes) > 1 else ""
        pauses.append(
            {"x": _text(x), "width": width, "middle": _text(x + width / 2), "name": named}
        )
    return pauses


def bar_chart(bars: Sequence[Bar]) -> dict:
    """Where all stands in SVG units: keys ``bars``, ``pauses``, ``width`` and ``floor``."""
    highest = max((bar.value + bar.planned for bar in bars), default=0) or 1
    scale = (CHART_FLOOR - CHART_TOP) / highest
    return {
        "bars": [_place(bar, index, scale) for index, bar in enumerate(bars)],
        "pauses": _pauses(bars),
        "width": _text(len(bars) * SLOT + 8),
        "floor": _text(CHART_FLOOR + 0.5),
    }


def heat_level(value: float, highest: float) -> int:
    """0 for nothing, else 1 to 4: which quarter of the highest value it falls in."""
    if value <= 0 or highest <= 0:
        return 0
    return min(4, int(4 * value / highest * 0.999) + 1)


def share(part: float, whole: float, length: float) -> float:
    """The length of a meter's filling; never more than the track."""
    return round(length * max(0, min(part / whole, 1)), 1) if whole else 0
