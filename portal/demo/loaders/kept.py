"""What colleagues keep of the catalogue, and what a visitor reported."""

from django.http import QueryDict

from employers.models import Offer
from placements.models import SavedSearch
from placements.searching.form import CatalogueSearch
from placements.services.favourites import keep_offer
from placements.services.offer_reports import handle_report, report_offer
from placements.services.saved_searches import save_search
from portal.accounts.models import User
from portal.demo.people import BY_CODE, COORDINATOR
from portal.demo.stage import Stage, read

SEARCHES = (
    ("Bezoeken in groen en dieren", "kind=visit&sector=green_animals"),
    ("Horeca voor leerjaar 2", "sector=hospitality_food&year=2"),
)
FAVOURITES = 4
# Left out of what the first search knows: tomorrow morning's mail has something to tell.
NOT_KNOWN = 2
REPORTED = "Bij het adres staat een andere straat dan op het bord bij de poort."
HANDLED = (
    "De tekst noemt een cursus die geld kost.",
    "Het bedrijf heeft de zin over de cursus weggehaald.",
)


def load(stage: Stage) -> str:
    coordinator = BY_CODE["coordinator"].find().get()
    shown = [row["title"] for row in read("offers") if row["state"] == "published"]
    offers = list(Offer.objects.published().filter(title__in=shown).order_by("pk"))
    dice = stage.dice("favourites")
    for offer in dice.sample(offers, FAVOURITES):
        keep_offer(offer, by=coordinator)
    for name, query in SEARCHES:
        search = CatalogueSearch(QueryDict(query), coordinator)
        saved = save_search(search, name=name, by=coordinator)
    first = SavedSearch.objects.filter(user=coordinator).order_by("pk").first()
    first.known = first.known[NOT_KNOWN:]
    first.save(update_fields=["known"])
    region = User.objects.get(email=COORDINATOR)
    report_offer(offers[3], reason="wrong", words=REPORTED)
    words, note = HANDLED
    report = report_offer(offers[5], reason="advertising", words=words)
    handle_report(report, note=note, by=region)
    return f"{FAVOURITES} favourites, {saved.user.saved_searches.count()} searches, 2 reports"
