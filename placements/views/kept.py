"""What somebody keeps: offers with a heart, and searches that mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from employers.models import Offer
from placements.catalogue import attach_dates, dates_that_count, for_cards
from placements.favourites import kept_ids, kept_offers
from placements.forms.saved_searches import SavedSearchForm
from placements.models import SavedSearch
from placements.permissions import keeps_offers
from placements.searching.form import CatalogueSearch
from placements.searching.panels import in_words
from placements.services.favourites import drop_offer, keep_offer
from placements.services.saved_searches import (
    TooManySearches,
    change_search,
    delete_search,
    save_search,
    search_of_link,
    stop_mails,
)

MOST_SHOWN = 60


def _require(user) -> None:
    if not keeps_offers(user):
        raise PermissionDenied


@require_safe
def favourite_list(request):
    _require(request.user)
    offers = for_cards(kept_offers(request.user))[:MOST_SHOWN]
    cards = attach_dates(offers, dates_that_count())
    cards.kept = kept_ids(request.user, [offer.pk for offer in cards])
    return render(request, "placements/favourites.html", {"cards": cards, "tab": "favourites"})


@require_POST
def favourite_toggle(request, pk):
    """One press keeps it, the next lets it go."""
    _require(request.user)
    offer = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    if kept := not kept_ids(request.user, [offer.pk]):
        keep_offer(offer, by=request.user)
    else:
        drop_offer(offer, by=request.user)
    if request.htmx:
        return render(request, "placements/_heart.html", {"offer": offer, "kept": kept})
    messages.success(request, _("Kept.") if kept else _("No longer kept."))
    return redirect(_back(request, offer.get_absolute_url()))


def _back(request, otherwise: str) -> str:
    url = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else otherwise


@require_safe
def saved_search_list(request):
    _require(request.user)
    rows = [
        (saved, SavedSearchForm(instance=saved, prefix=str(saved.pk)))
        for saved in SavedSearch.objects.visible_to(request.user)
    ]
    return render(request, "placements/saved_searches.html", {"rows": rows, "tab": "searches"})


@require_POST
def saved_search_new(request):
    """Saves the search of the page it came from."""
    _require(request.user)
    search = CatalogueSearch(QueryDict(request.POST.get("query", "")[:600]), request.user)
    if not search.is_set:
        messages.error(request, _("First search for something, then save it."))
        return redirect("placements:catalogue")
    try:
        saved = save_search(search, name=in_words(search), by=request.user)
    except TooManySearches:
        messages.error(request, _("You have 20 saved searches. First throw one away."))
        return redirect("placements:saved-search-list")
    text = _("Saved. You get a mail when something new fits, once a day at most.")
    messages.success(request, text)
    return redirect(saved)


@require_POST
def saved_search_edit(request, pk):
    saved = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    form = SavedSearchForm(request.POST, instance=SavedSearch(pk=saved.pk), prefix=str(saved.pk))
    if form.is_valid():
        change_search(saved, **form.cleaned_data, by=request.user)
        messages.success(request, _("Changed."))
    else:
        messages.error(request, _("Give the search a name of 80 letters at most."))
    return redirect("placements:saved-search-list")


@require_POST
def saved_search_delete(request, pk):
    saved = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    delete_search(saved, by=request.user)
    messages.success(request, _("Thrown away."))
    return redirect("placements:saved-search-list")


@login_not_required
@never_cache
def saved_search_stop(request, token):
    """From a mail: a page with one button, as a mail program may open links by itself."""
    saved = search_of_link(token)
    if saved is None:
        return render(request, "placements/saved_search_stop.html", {"saved": None}, status=404)
    if request.method == "POST":
        stop_mails(saved)
        saved.mails = False
    return render(request, "placements/saved_search_stop.html", {"saved": saved})
