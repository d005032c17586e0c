"""Finding offers by words: Wagtail's index, with Dutch on PostgreSQL and FTS5 on SQLite."""

import re
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from wagtail.search.backends import get_search_backend

from employers.models import Offer

MOST_FOUND = 2000
MOST_WORDS = 8
A_MINUTE = 60
# Signs mean something to the index of SQLite, and a search box is no place for its grammar.
NOT_A_WORD = re.compile(r"[^\w]+")


def words_of(text: str) -> list[str]:
    return NOT_A_WORD.sub(" ", text).lower().split()[:MOST_WORDS]


def found_by_text(text: str) -> list[int]:
    """Ids of live offers that match, best first; a minute old at most."""
    words = " ".join(words_of(text))
    if not words:
        return []
    # Not every cache takes any sign in a key, nor a long one.
    key = blake2b(words.encode(), digest_size=12).hexdigest()
    found: Any = cache.get_or_set(f"catalogue.words.{key}", lambda: _find(words), A_MINUTE)
    return found


def _find(words: str) -> list[int]:
    backend = get_search_backend()
    live = Offer.objects.filter(live=True).only("pk")
    return _ids(backend.search(words, live)) or _ids(backend.autocomplete(words, live))


def _ids(results) -> list[int]:
    """Numbers only: hundreds of offers take time to make."""
    return list(results[:MOST_FOUND].get_queryset().values_list("pk", flat=True))
