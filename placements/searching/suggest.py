"""What to do when nothing fits: another spelling, one filter less, another sector.

PostgreSQL compares spellings itself where its extension pg_trgm is there; elsewhere Python does.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, IntegerField, Value

from employers.models import Offer
from placements.searching.texts import words_of
from placements.searching.wanted import Wanted
from portal.reference.models import Sector

TEN_MINUTES = 600
SHORTEST = 4
MOST_ROWS, MOST_KNOWN = 5_000, 20_000
ALIKE, ALIKE_TRIGRAMS = 0.72, 0.4


def did_you_mean(text: str) -> str:
    """The words with the unknown ones in the spelling that is nearest; empty when none is near."""
    known = _vocabulary()
    words = words_of(text)
    better = [word if word in known else _nearest_word(word, known) or word for word in words]
    return " ".join(better) if better != words else ""


def _nearest_word(word: str, known: dict[str, int]) -> str:
    if len(word) < SHORTEST or word.isdigit():
        return ""
    if _has_trigrams() and (found := _by_trigrams(word, known)):
        return found
    near = get_close_matches(word, known, n=3, cutoff=ALIKE)
    return near[0] if near else ""


def _vocabulary() -> dict[str, int]:
    """The words of titles, key words and sectors, with how often they occur."""
    return cache.get_or_set("catalogue.vocabulary", _read_words, TEN_MINUTES) or {}


def _read_words() -> dict[str, int]:
    counted: Counter[str] = Counter()
    rows = Offer.objects.published().values_list("title", "summary", "tags", "employer__name")
    for row in rows.order_by("-pk")[:MOST_ROWS]:
        for part in row:
            counted.update(word for word in words_of(part) if len(word) >= SHORTEST)
    for sector in Sector.all_cached():
        counted.update(word for word in words_of(sector.name_nl) if len(word) >= SHORTEST)
    return dict(counted.most_common(MOST_KNOWN))


def _has_trigrams() -> bool:
    if connection.vendor != "postgresql":
        return False
    return bool(cache.get_or_set("catalogue.trigrams", _ask_for_trigrams, TEN_MINUTES))


def _ask_for_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _by_trigrams(word: str, known: Iterable[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT known FROM unnest(%s::text[]) AS known WHERE word_similarity(%s, known) >= %s "
            "ORDER BY similarity(%s, known) DESC, known LIMIT 1",
            [list(known), word, ALIKE_TRIGRAMS, word],
        )
        found = cursor.fetchone()
    return found[0] if found else ""


@dataclass(frozen=True)
class Loosened:
    """Without the filter ``name`` there are ``count`` offers."""

    name: str
    count: int


def loosened(wanted: Wanted) -> list[Loosened]:
    """Which filter to drop, the one that gives most first. One query for all."""
    names = list(wanted.conditions())
    counts = [
        wanted.offers(without=[name])
        .order_by()
        .annotate(number=Value(number, output_field=IntegerField()))
        .values("number")
        .annotate(found=Count("pk"))
        .values_list("number", "found")
        for number, name in enumerate(names)
    ]
    if len(counts) < 2:  # noqa: PLR2004 - without the only filter everything is found
        return []
    found = dict(counts[0].union(*counts[1:], all=True))
    rows = [Loosened(names[number], count) for number, count in found.items() if count]
    return sorted(rows, key=lambda row: -row.count)
