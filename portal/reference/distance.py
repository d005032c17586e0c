"""Distances between Dutch postcodes, from the middles of their four-digit areas. No network."""

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.nl import postcode as dutch_postcode

from portal.reference.cached import CachedList
from portal.reference.models import PostcodeArea

EARTH_RADIUS_KM = 6371.0
Point = tuple[float, float]
_FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}")


def normalise_postcode(text: str) -> str:
    """Write "1234ab" as "1234 AB". Raises ValidationError on what is no Dutch postcode."""
    try:
        return dutch_postcode.validate(text or "")
    except StdnumError:
        message = _("Write a postcode as 1234 AB.")
        raise ValidationError(message, code="invalid_postcode") from None


def pc4_of(text: str) -> str:
    """The four digits of a postcode; four digits alone will do. Raises ValidationError."""
    text = (text or "").strip()
    return text if _FOUR_DIGITS.fullmatch(text) else normalise_postcode(text)[:4]


def haversine(here: Point, there: Point) -> float:
    """Kilometres as the crow flies between two points: latitude and longitude in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    half_chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half_chord))


def kilometres_between(pc4: str, other: str) -> float | None:
    """None when one of the areas is unknown."""
    here, there = coordinates(pc4), coordinates(other)
    return haversine(here, there) if here and there else None


def coordinates(pc4: str) -> Point | None:
    chart = _chart()
    return chart.points.get(pc4) if chart else None


def areas_within(pc4: str, km: float) -> list[str]:
    """The areas whose middle lies within ``km`` of that of ``pc4``, to filter with ``__in``.

    The area itself is one of them; an unknown area gives an empty list.
    """
    chart = _chart()
    return list(chart.within(pc4, km)) if chart else []


class _Chart:
    """All areas in memory. Answers are remembered as long as the chart lives."""

    def __init__(self, rows: Iterable[tuple[str, float, float]]):
        self.points = {pc4: (latitude, longitude) for pc4, latitude, longitude in rows}
        self.within = lru_cache(maxsize=512)(self._within)

    def _within(self, pc4: str, km: float) -> tuple[str, ...]:
        here = self.points.get(pc4)
        if here is None:
            return ()
        return tuple(area for area, there in self.points.items() if haversine(here, there) <= km)


def _draw() -> list[_Chart]:
    rows = list(PostcodeArea.objects.values_list("pc4", "latitude", "longitude"))
    return [_Chart(rows)] if rows else []


_charts = CachedList(_draw, seconds=3600)


def _chart() -> _Chart | None:
    charts = _charts()
    return charts[0] if charts else None
