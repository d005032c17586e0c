"""What employers get back, in the world of the sweep: a visit, two sentences and a year card."""

from placements.models import ImpactCard, QuoteRelease
from portal.core.school_year import current_school_year

VISIT_PAGES = ("visit", "visit-sheet", "visit-report")


def add_visit_pages(world, employer, offer, visit, shared) -> None:
    """``visit`` is to tell about; ``shared`` is what a pupil lets the mentor read."""
    first, second = shared.answers.order_by("pk")[:2]
    quote = QuoteRelease.objects.create(answer=second, text="Mooi werk")
    year = current_school_year()
    card = ImpactCard.objects.create(employer=employer, school_year=year, secret="geheim")
    of_card = {"slug": employer.slug, "school_year": year}
    world.places |= {
        **{f"placements:{name}": {"pk": visit.pk} for name in VISIT_PAGES},
        "placements:offer-takeaway": {"pk": offer.pk},
        **{f"placements:{name}": of_card for name in ("impact", "impact-card", "impact-share")},
        "placements:impact-public": {"secret": card.secret},
        "placements:impact-public-card": {"secret": card.secret},
        "placements:quote-choose": {"answer_pk": first.pk},
        "placements:quotes-skip": {"session_pk": shared.placement.session_id},
        "placements:quote-withdraw": {"pk": quote.pk},
        "placements:pupil-quote": {"pk": quote.pk},
    }
    world.forms |= {
        "placements:visit-report": {"head_count": "2", "words": "Goed gedaan"},
        "placements:quote-choose": {"text": "Mooi werk"},
        "placements:pupil-quote": {"mag": "ja"},
    }
