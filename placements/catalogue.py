"""Reading the catalogue: which offers, and of each the first date that still has places.

A page costs the same few queries however many offers and dates there are.
"""

import copy
from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from wagtail.images.models import SourceImageIOError

from employers.models import Offer, Session
from portal.core.models import Rendition
from portal.reference.distance import kilometres_between

CARD_PICTURE = "fill-640x270-c60|format-webp"


def dates_that_count(**limits) -> QuerySet[Session]:
    """Open dates in the future, narrowed by ``limits`` (lookups on Session)."""
    return Session.objects.open().upcoming().filter(**limits)


def with_next_date(offers: QuerySet[Offer], dates: QuerySet[Session]) -> QuerySet[Offer]:
    """Adds ``next_at``; the first date comes first, offers without a date last."""
    first = dates.filter(offer=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    return offers.annotate(next_at=Subquery(first)).order_by(
        F("next_at").asc(nulls_last=True), "-pk"
    )


def having_dates(offers: QuerySet[Offer], dates: QuerySet[Session]) -> QuerySet[Offer]:
    return offers.filter(Exists(dates.filter(offer=OuterRef("pk"))))


def for_cards(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    renditions = Rendition.objects.filter(filter_spec=CARD_PICTURE)
    return offers.select_related("employer", "sector", "worksite", "picture").prefetch_related(
        Prefetch("picture__renditions", queryset=renditions, to_attr="card_renditions")
    )


def in_order(ids: Iterable[int]) -> list[Offer]:
    """The cards with these ids, in this order. Sorting ids alone is far faster than whole rows."""
    found = for_cards(Offer.objects.all()).in_bulk(ids := list(ids))
    return [found[pk] for pk in ids if pk in found]


class Cards(list):
    """Offers as cards. ``seen`` changes with whatever a card shows, so drawn cards can be kept.

    ``kept`` are the ids that the visitor kept; None for who cannot keep any and gets no hearts.
    """

    kept: frozenset[int] | None = None

    @property
    def seen(self) -> str:
        hearts = None if self.kept is None else sorted(self.kept)
        return repr([timezone.localdate(), hearts, *(self._shown(offer) for offer in self)])

    @staticmethod
    def _shown(offer: Offer) -> tuple:
        date, site = offer.next_session, offer.worksite
        return (
            *(offer.pk, offer.updated_at, offer.employer.name, offer.card_picture, offer.km),
            offer.confirmed_on,
            *((date.starts_at, date.ends_at, date.places_left, date.max_places) if date else ()),
            *(offer.more_dates, site and site.place),
        )


def attach_dates(offers: Iterable[Offer], dates: QuerySet[Session], pc4: str = "") -> Cards:
    """Gives each offer ``next_session``, ``more_dates`` and ``km``, in one query for all."""
    offers = Cards(offers)
    by_offer: dict[int, list[Session]] = {}
    for session in dates.filter(offer__in=[offer.pk for offer in offers]).order_by("starts_at"):
        by_offer.setdefault(session.offer_id, []).append(session)
    for offer in offers:
        own = by_offer.get(offer.pk, [])
        free = [session for session in own if not session.is_full]
        _dress(offer, (free or own or [None])[0], max(len(own) - 1, 0), pc4)
    return offers


def cards_for(pairs: Iterable[tuple[Offer, Session]], pc4: str = "") -> Cards:
    """A card for each date; an offer with two dates gives two."""
    cards = Cards()
    for offer, session in pairs:
        cards.append(card := copy.copy(offer))
        _dress(card, session, 0, pc4)
    return cards


def _dress(offer: Offer, session: Session | None, more: int, pc4: str) -> None:
    offer.next_session, offer.more_dates = session, more
    offer.card_picture = picture_url(offer)
    offer.km = kilometres_between(pc4, offer.worksite.pc4) if pc4 and offer.worksite else None


def picture_url(offer: Offer) -> str:
    """Address of the card picture; made at first use. Empty where there is none."""
    if offer.picture is None:
        return ""
    ready = getattr(offer.picture, "card_renditions", [])
    try:
        return (ready[0] if ready else offer.picture.get_rendition(CARD_PICTURE)).url
    except SourceImageIOError:
        return ""


def live_count() -> int:
    """How many offers have a date from now on, a minute old at most: for the home page."""
    offers = having_dates(Offer.objects.published(), dates_that_count())
    return cache.get_or_set("catalogue.live_count", offers.count, timeout=60)


def cards_of(offers: QuerySet[Offer], limit: int, pc4: str = "") -> Cards:
    """The first few cards of a selection, for pages that show some of the catalogue."""
    dates = dates_that_count()
    chosen = for_cards(with_next_date(offers, dates))[:limit]
    return attach_dates(chosen, dates, pc4)


def upcoming_dates(offer: Offer, limit: int = 12) -> list[Session]:
    return list(
        offer.sessions.filter(
            state__in=[Session.State.OPEN], starts_at__gt=timezone.now()
        ).order_by("starts_at")[:limit]
    )
