"""The catalogue: a list of cards, or the days of a month."""

import datetime
from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from placements.catalogue import attach_dates, cards_for, in_order
from placements.favourites import kept_ids
from placements.permissions import keeps_offers
from placements.searching.form import SORTS, CatalogueSearch
from placements.searching.months import first_month, month_of, sessions_on
from placements.searching.order import best_first, in_order_of, kind_first
from placements.searching.panels import Panels, chips, near_sectors, ways_out
from placements.searching.suggest import did_you_mean
from portal.reference.models import Sector, Subject
from schools.lob_emphasis import emphasis_of
from schools.school_sectors import school_of

A_PAGE = 12


@login_not_required
@require_safe
def catalogue(request):
    search = CatalogueSearch(request.GET, request.user)
    in_month = request.GET.get("view") == "month"
    context = {
        "search": search,
        "form": search.form,
        "panels": Panels(search),
        "chips": chips(search),
        "in_month": in_month,
        "keeps": keeps_offers(request.user),
        "sectors": Sector.all_cached(),
        "chosen_sectors": search.given.get("sector", []),
        "sorts": sorts(search),
        "own_subjects": own_subjects(search),
        **(month_context(request, search) if in_month else list_context(request, search)),
    }
    part = "_catalogue_results" if request.htmx else "catalogue"
    return render(request, f"placements/{part}.html", context)


def list_context(request, search: CatalogueSearch) -> dict:
    wanted = search.wanted
    page = page_of(request, found_in_order(search))
    numbers = [row if isinstance(row, int) else row.pk for row in page]
    cards = attach_dates(in_order(numbers), wanted.dates(), home_of(search))
    cards.kept = kept_ids(request.user, numbers)
    context = {"cards": cards, "page_obj": page, "paginator": page.paginator}
    return context if cards else {**context, **nothing_context(search)}


def own_subjects(search: CatalogueSearch) -> list[Subject]:
    """The subjects in which the school does LOB, to search with; none once one is chosen."""
    if search.given.get("subject"):
        return []
    chosen = set(emphasis_of(school_of(search.user)).chosen_subjects)
    return [subject for subject in Subject.all_cached() if subject.code in chosen]


def found_in_order(search: CatalogueSearch):
    """Ids of what fits, in the order that was asked; a list or a query that can be cut."""
    wanted, offers = search.wanted, search.offers.only("pk")
    if search.sort == "best":
        return best_first(wanted.found, offers)
    found = in_order_of(search.sort, offers, wanted.dates(), home_of(search))
    first = first_kind_for(search)
    return kind_first(found, first) if first else found


def first_kind_for(search: CatalogueSearch) -> str:
    """The kind that the school's way of doing LOB puts first; not where an order was asked."""
    if "sort" in search.given or search.wanted.kinds:
        return ""
    fit = search.wanted.fit
    return emphasis_of(school_of(search.user), year=fit.year if fit else None).first_kind


def home_of(search: CatalogueSearch) -> str:
    """From where distances count: the postcode given, else the school of the group."""
    fit = search.wanted.fit
    return search.wanted.pc4 or (fit.pc4 if fit else "")


def page_of(request, rows):
    try:
        return Paginator(rows, A_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None


def sorts(search: CatalogueSearch) -> list[dict]:
    """The orders that are possible now, as links."""
    possible = {"best": bool(search.wanted.text), "near": bool(home_of(search))}
    return [
        {"label": label, "query": search.query_without(sort=value), "chosen": value == search.sort}
        for value, label in SORTS.items()
        if possible.get(value, True)
    ]


def nothing_context(search: CatalogueSearch) -> dict:
    """Another spelling, one filter less, another sector, or asking the companies."""
    panels = Panels(search)
    meant = did_you_mean(search.wanted.text) if search.wanted.text else ""
    return {
        "meant": meant,
        "meant_query": search.query_without(q=meant),
        "ways": ways_out(search),
        "near_sectors": near_sectors(search, panels),
        "call_url": call_url(search),
    }


def call_url(search: CatalogueSearch) -> str:
    """Where a school asks the companies for what is missing, filled in with this search."""
    if not search.groups:
        return ""
    wanted = search.wanted
    asked = {"q": wanted.text, "kind": wanted.kinds[:1], "sector": wanted.sectors[:1]}
    with suppress(NoReverseMatch):
        url = reverse("placements:call-new")
        return f"{url}?{urlencode({k: v for k, v in asked.items() if v}, doseq=True)}"
    return ""


def month_context(request, search: CatalogueSearch) -> dict:
    wanted = search.wanted
    month = month_of(wanted, first_month(wanted))
    context: dict[str, Any] = {
        "month": month,
        "before_query": search.query_without(month=month.before),
        "after_query": search.query_without(month=month.after),
        "chosen_day": _day(request.GET.get("day")),
        "cards": [],
    }
    if day := context["chosen_day"]:
        page = page_of(request, sessions_on(wanted, day))
        context |= {"page_obj": page, "cards": cards_on(page, home_of(search), request)}
    return context


def cards_on(page, pc4: str, request):
    """The offers of these dates as cards that show the date itself."""
    sessions = list(page)
    found = {offer.pk: offer for offer in in_order({s.offer_id for s in sessions})}
    cards = cards_for(((found[s.offer_id], s) for s in sessions if s.offer_id in found), pc4)
    cards.kept = kept_ids(request.user, found)
    return cards


def _day(text: str | None) -> datetime.date | None:
    with suppress(ValueError, TypeError):
        return datetime.date.fromisoformat(text or "")
    return None
