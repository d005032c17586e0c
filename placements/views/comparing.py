"""Two offers side by side, and lists and offers on paper: public."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from employers.models import Offer
from placements.catalogue import attach_dates, dates_that_count, for_cards, in_order, upcoming_dates
from placements.searching.form import CatalogueSearch
from placements.searching.panels import chips
from placements.searching.visitor import home_of_visitor
from placements.views.catalogue import found_in_order, home_of

SIDE_BY_SIDE = 2
A_NUMBER = re.compile(r"[0-9]{1,12}")
ON_PAPER = 100


@login_not_required
@require_safe
def compare(request):
    """``?v=1&v=2``: the first two that this visitor may see."""
    asked = [int(pk) for pk in request.GET.getlist("v")[:20] if A_NUMBER.fullmatch(pk)]
    offers = for_cards(Offer.objects.visible_to(request.user).filter(pk__in=asked))
    offers = offers.prefetch_related("subjects", "competences")
    by_number = {offer.pk: offer for offer in offers}
    chosen = [by_number[pk] for pk in dict.fromkeys(asked) if pk in by_number]
    home = home_of_visitor(request.user, request.GET.get("postcode", ""))
    pair = attach_dates(chosen[:SIDE_BY_SIDE], dates_that_count(), home)
    context = {"pair": pair, "too_many": len(chosen) > SIDE_BY_SIDE, "home": home}
    return render(request, "placements/compare.html", context)


@login_not_required
@require_safe
def print_list(request):
    """The search of the address on paper, the first hundred."""
    search = CatalogueSearch(request.GET, request.user)
    rows = found_in_order(search)
    numbers = [row if isinstance(row, int) else row.pk for row in rows[: ON_PAPER + 1]]
    cards = attach_dates(in_order(numbers[:ON_PAPER]), search.wanted.dates(), home_of(search))
    context = {
        "cards": cards,
        "chips": chips(search),
        "search": search,
        "is_cut": len(numbers) > ON_PAPER,
        "most": ON_PAPER,
    }
    return render(request, "placements/print_list.html", context)


@login_not_required
@require_safe
def print_offer(request, pk):
    offers = Offer.objects.visible_to(request.user).select_related("employer", "sector", "worksite")
    offer = get_object_or_404(offers.prefetch_related("subjects", "competences"), pk=pk)
    context = {"offer": offer, "dates": upcoming_dates(offer)}
    return render(request, "placements/print_offer.html", context)
