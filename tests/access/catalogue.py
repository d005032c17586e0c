"""What somebody keeps of the catalogue, and what somebody reported."""

from django.http import QueryDict

from employers.models import Offer
from placements.searching.form import CatalogueSearch
from placements.services.offer_reports import report_offer
from placements.services.saved_searches import save_search, token_for


def add_catalogue_things(world) -> None:
    live = world.places["placements:offer-page live"]
    coordinator = world.people["coord"]
    search = CatalogueSearch(QueryDict("kind=visit"), coordinator)
    saved = save_search(search, name="Bezoeken", by=coordinator)
    report = report_offer(Offer.objects.get(**live), reason="wrong", words="Het klopt niet.")
    world.places |= {
        "placements:offer-print": live,
        "placements:favourite-toggle": live,
        "placements:report": live,
        "placements:saved-search-edit": {"pk": saved.pk},
        "placements:saved-search-delete": {"pk": saved.pk},
        "placements:saved-search-stop": {"token": token_for(saved)},
        "placements:report-handle": {"pk": report.pk},
    }
    world.forms |= {
        "placements:saved-search-new": {"query": "kind=assignment"},
        "placements:saved-search-edit": {f"{saved.pk}-name": "Anders"},
        "placements:report-handle": {"note": "Gedaan."},
    }
