"""Reads about freshness: what waits for a word of its employer, and how the region stands."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from employers.models import Offer, OfferConfirmation
from employers.models.freshness import amber_since

Presence = Offer.Presence


def to_confirm() -> Q:
    """Asked by mail, amber, or faded: one click of the employer is wanted."""
    asked = OfferConfirmation.objects.open().filter(offer=OuterRef("pk"))
    amber = Q(presence=Presence.SHOWN, confirmed_on__lte=amber_since())
    return (
        Q(live=True)
        & ~Q(presence=Presence.PAUSED)
        & (amber | Q(presence=Presence.FADED) | Exists(asked))
    )


def with_question(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Adds ``is_asked``: whether a question about it waits for an answer."""
    waiting = OfferConfirmation.objects.open().filter(offer=OuterRef("pk"))
    return offers.annotate(is_asked=Exists(waiting))


def in_freshness(offers: QuerySet[Offer], which: str) -> QuerySet[Offer]:
    """Of the offers online: those that are amber, faded or paused; or all three."""
    amber = Q(presence=Presence.SHOWN, confirmed_on__lte=amber_since())
    faded, paused = Q(presence=Presence.FADED), Q(presence=Presence.PAUSED)
    wanted = {"amber": amber, "faded": faded, "paused": paused}
    return offers.filter(wanted.get(which, amber | faded | paused), live=True)


def with_last_answer(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Adds ``last_answers``: what the employer said last, newest first."""
    answered = OfferConfirmation.objects.exclude(answered_at=None).order_by("-answered_at", "-pk")
    return offers.prefetch_related(
        Prefetch("confirmations", queryset=answered, to_attr="last_answers")
    )


def last_answer(offer: Offer) -> OfferConfirmation | None:
    return (
        offer.confirmations.exclude(answered_at=None)
        .select_related("answered_by")
        .order_by("-answered_at", "-pk")
        .first()
    )


def unconfirmed_by_sector() -> dict[int, int]:
    """Sector -> offers that are amber or faded, of verified employers. One query."""
    stale = Offer.objects.filter(live=True, employer__state="verified").exclude(
        presence=Presence.PAUSED
    )
    rows = stale.filter(Q(confirmed_on__lte=amber_since()) | Q(presence=Presence.FADED))
    return dict(rows.order_by().values_list("sector").annotate(Count("pk")))
