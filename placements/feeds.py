"""What is public, for readers of feeds and calendars: new offers, dates to come. The same filters
as the catalogue, in the address."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from employers.calendars import entry_of
from placements.searching.form import CatalogueSearch
from placements.searching.months import sessions_of
from portal.core.ical import Entry, calendar_of

FORMATS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
MOST_OFFERS = 50
MOST_DATES = 250
KEPT = 300  # seconds


def offers_feed(asked: QueryDict, name: str) -> bytes:
    """The newest offers that fit, in ``name``: atom or rss."""
    search = CatalogueSearch(asked)
    return _kept(f"feed.{name}", search, lambda: _write_offers(search, FORMATS[name]))


def dates_calendar(asked: QueryDict) -> bytes:
    """The open dates that fit, the soonest first."""
    search = CatalogueSearch(asked)
    return _kept("feed.ics", search, lambda: _write_dates(search))


def _write_offers(search: CatalogueSearch, kind: type) -> bytes:
    offers = search.offers.select_related("employer", "sector")
    feed = kind(
        title=_("Praktijkplein: new activities"),
        link=_absolute(reverse("placements:catalogue"), search.query),
        description=_("Guest lectures, company visits and assignments of the region."),
        language=get_language(),
    )
    for offer in offers.order_by("-first_published_at", "-pk")[:MOST_OFFERS]:
        feed.add_item(
            title=f"{offer.title} ({offer.employer.name})",
            link=_absolute(offer.get_absolute_url()),
            unique_id=_absolute(offer.get_absolute_url()),
            description=offer.summary,
            pubdate=offer.first_published_at or offer.created_at,
            updateddate=offer.updated_at,
            categories=[offer.get_kind_display(), offer.sector.name],
        )
    return feed.writeString("utf-8").encode()


def _write_dates(search: CatalogueSearch) -> bytes:
    sessions = sessions_of(search.wanted).select_related("offer__employer", "offer__worksite")
    chosen = sessions.order_by("starts_at", "pk")[:MOST_DATES]
    entries: list[Entry] = [entry_of(session) for session in chosen]
    return calendar_of(entries, name=_("Praktijkplein: dates"))


def _absolute(path: str, query: str = "") -> str:
    return f"{settings.SITE_URL}{path}{'?' if query else ''}{query}"


def _kept(name: str, search: CatalogueSearch, write: Callable[[], bytes]) -> bytes:
    """Readers ask often and seldom need more than a few minutes' news."""
    asked = hashlib.sha256(search.query.encode()).hexdigest()
    return cache.get_or_set(f"{name}.{get_language()}.{asked}", write, timeout=KEPT)
