"""Requests for a group: one to answer, one that has its answer."""

from placements.services.booking_links import token_for
from tests.factories import BookingFactory
from tests.placements.bookings import school_day


def add_booking_pages(world, ours, employer) -> None:
    live = employer.offers.get(title="Smeden")
    facts = {"offer": live, "group": ours["group"], "school": ours["school"]}
    waiting = BookingFactory(**facts)
    given = BookingFactory(**facts, state="declined", reason="staff")
    person = world.people["empl"]
    by_pk = {"pk": waiting.pk}
    world.places |= {
        "placements:booking-new": {"offer_pk": live.pk},
        "placements:booking-detail": by_pk,
        "placements:booking-do": {**by_pk, "name": "withdraw"},
        "placements:booking-respond": by_pk,
        "placements:booking-answer": {"token": token_for(waiting, person)},
        "placements:booking-answered": {"token": token_for(given, person)},
        "placements:load-budget": {"slug": employer.slug},
    }
    no = {"doe": "nee", "nee-reason": "staff"}
    world.forms |= {
        "placements:booking-new": {
            "group": ours["group"].pk, "when": "other", "adults": 1, "contact_name": "School",
            "wish_1_day": school_day(40).isoformat(), "wish_1_part": "any", "pupils": 4,
        },
        "placements:booking-respond": no,
        "placements:booking-answer": no,
        "placements:load-budget": {"requests": "3", "rest_weeks": "0"},
    }  # fmt: skip
