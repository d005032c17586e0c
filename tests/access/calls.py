"""Freshness and calls in the world of the sweep: a question by mail, a call, a pupil's idea."""

import datetime

from django.utils import timezone

from employers.models import OfferConfirmation
from employers.services.confirmation_links import token_for
from employers.services.freshness import confirm_offer
from placements.services.calls import usual_end
from portal.reference.models import Sector
from tests.factories import CallFactory, OfferFactory


def add_call_pages(world, ours, employer) -> None:
    person = world.people["empl"]
    asked, answered = (_question(employer) for _number in range(2))
    confirm_offer(answered.offer, by=person)
    call = CallFactory(
        school=ours["school"], asked_by=world.people["coord"], sector=employer.sector
    )
    idea = CallFactory(idea=True, school=ours["school"], student=ours["pupil"])
    sector = Sector.objects.order_by("order").first()
    by_call = {"pk": call.pk}
    world.places |= {
        "employers:offer-confirm": {"pk": asked.offer_id},
        "employers:offer-pause": {"pk": asked.offer_id},
        "employers:question": {"token": token_for(asked, person), "answer": "ja"},
        "employers:question-done": {"token": token_for(answered, person)},
        **{
            f"placements:call-{name}": by_call
            for name in ("detail", "edit", "for-employer", "answer")
        },
        "placements:call-transition": {**by_call, "name": "close"},
        "placements:idea-decide": {"pk": idea.pk},
        "placements:idea-what": {"code": sector.code},
    }
    form = {
        "what": "Een bakkerij zien", "sector": sector.pk, "pupils": 12,
        "expires_on": usual_end().isoformat(),
    }  # fmt: skip
    world.forms |= {
        "employers:offer-pause": {"reason": "no_time"},
        "placements:call-new": form,
        "placements:call-edit": form,
        "placements:idea-decide": form,
        "placements:call-transition": {"reason": "changed"},
        "placements:call-digest": {"bedrijf": employer.slug, "wil": "ja"},
        "placements:idea-what": {"what": "Brood bakken"},
    }


def _question(employer) -> OfferConfirmation:
    now = timezone.now()
    return OfferConfirmation.objects.create(
        offer=OfferFactory(employer=employer),
        school_year="2026-2027",
        asked_at=now,
        expires_at=now + datetime.timedelta(days=60),
    )
