"""Saved searches: keep one, look each day whether something new fits, mail it once.

A search knows what it found before, so a new date, a new offer and a place that came free all
count, and nothing is mailed twice.
"""

import datetime
from collections import defaultdict
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from employers.models import Offer
from placements.models import SavedSearch
from placements.permissions import keeps_offers
from placements.searching.form import CatalogueSearch
from portal.accounts.models import User
from portal.notifications.services import notify

SALT = "placements.saved_search"
# The newest this many; a wider search is not worth a mail.
MOST_KNOWN = 2000
MOST_SEARCHES = 20
NAMED_IN_MAIL = 5
PEOPLE_AT_ONCE = 100
FIRST_HOUR = 6


class TooManySearches(Exception):
    pass


@transaction.atomic
def save_search(search: CatalogueSearch, *, name: str, by: User) -> SavedSearch:
    """Keep it under ``name``. The same search twice is one. Raises TooManySearches."""
    if not keeps_offers(by):
        raise PermissionDenied
    known = SavedSearch.objects.visible_to(by)
    if saved := known.filter(query=search.query).first():
        return saved
    if known.count() >= MOST_SEARCHES:
        raise TooManySearches
    found = _found(search)
    return SavedSearch.objects.create(
        user=by,
        name=name.strip()[:80],
        query=search.query,
        known=found,
        found=len(found),
        checked_on=timezone.localdate(),
    )


@transaction.atomic
def change_search(saved: SavedSearch, *, name: str, mails: bool, by: User) -> SavedSearch:
    """Another name, with or without mail. What came in a time without mail is not mailed after."""
    if saved.user_id != by.pk:
        raise PermissionDenied
    if mails and not saved.mails:
        saved.known = _found(_search_of(saved))
        saved.found = len(saved.known)
    saved.name, saved.mails = name, mails
    saved.save(update_fields=["name", "mails", "known", "found"])
    return saved


@transaction.atomic
def delete_search(saved: SavedSearch, *, by: User) -> None:
    """Throw it away."""
    if saved.user_id != by.pk:
        raise PermissionDenied
    saved.delete()


def mail_new_finds(now: datetime.datetime | None = None) -> int:
    """Tell who has a saved search what came in; at most one message a day. Returns how many."""
    now = timezone.localtime(now)
    if now.hour < FIRST_HOUR:
        return 0
    due = SavedSearch.objects.to_check(now.date()).order_by("user").values_list("user", flat=True)
    people = list(due.distinct()[:PEOPLE_AT_ONCE])
    return sum(_look_for(person, now.date()) for person in people)


@transaction.atomic
def _look_for(user_id: int, day: datetime.date) -> int:
    """The searches of one person; the claim makes that another worker finds nothing to do."""
    due = SavedSearch.objects.to_check(day).filter(user=user_id).select_for_update(of=("self",))
    news: dict[SavedSearch, list[int]] = defaultdict(list)
    for saved in due.select_related("user"):
        found = _found(_search_of(saved))
        if keeps_offers(saved.user):
            news[saved] = [pk for pk in found if pk not in set(saved.known)]
        saved.known = [*news[saved], *saved.known][:MOST_KNOWN]
        saved.found, saved.checked_on = len(found), day
        saved.save(update_fields=["known", "found", "checked_on"])
    with_news = {saved: ids for saved, ids in news.items() if ids}
    if not with_news:
        return 0
    return _tell(next(iter(with_news)).user, with_news, day)


def _tell(user: User, news: dict[SavedSearch, list[int]], day: datetime.date) -> int:
    ids = {pk for found in news.values() for pk in found[:NAMED_IN_MAIL]}
    titles = dict(Offer.objects.filter(pk__in=ids).values_list("pk", "title"))
    searches: list[dict[str, Any]] = [
        {
            "name": saved.name,
            "titles": [titles[pk] for pk in found[:NAMED_IN_MAIL] if pk in titles],
            "more": max(len(found) - NAMED_IN_MAIL, 0),
            "path": saved.get_absolute_url(),
            "stop": stop_link(saved),
        }
        for saved, found in news.items()
    ]
    offers = len({pk for found in news.values() for pk in found})
    return notify(
        [user],
        kind="placements.new_finds",
        about=user,
        occasion=day.isoformat(),
        url=reverse("placements:saved-search-list"),
        offers=offers,
        searches=searches,
    )


def _search_of(saved: SavedSearch) -> CatalogueSearch:
    return CatalogueSearch(QueryDict(saved.query), saved.user)


def _found(search: CatalogueSearch) -> list[int]:
    """The newest offers that fit now."""
    offers = search.offers.order_by("-pk")
    return list(offers.values_list("pk", flat=True)[:MOST_KNOWN])


def token_for(saved: SavedSearch) -> str:
    return signing.Signer(salt=SALT).sign_object(saved.pk)


def stop_link(saved: SavedSearch) -> str:
    return reverse("placements:saved-search-stop", args=[token_for(saved)])


def search_of_link(token: str) -> SavedSearch | None:
    """The search that a link in a mail is for; None when it is wrong or the search is gone."""
    try:
        pk = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(pk=pk).first()


@transaction.atomic
def stop_mails(saved: SavedSearch) -> None:
    """No more mail about this search. The link in the mail is enough: it is for one thing only."""
    SavedSearch.objects.filter(pk=saved.pk).update(mails=False)
