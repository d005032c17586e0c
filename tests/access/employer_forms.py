"""What an employer sends when its forms are filled in well."""

from django.utils import timezone

from portal.reference.workdays import add_working_days


def add_employer_forms(world, employer, offer, site, session) -> None:
    offer_form = {
        "kind": "visit", "shown": "visit", "title": "Anders", "summary": "Kort.",
        "sector": offer.sector_id, "pupil_text": "Je kijkt.", "worksite": site.pk,
        "group_min": 1, "group_max": 8,
        "year_min": 1, "year_max": 4, "duration_minutes": 120, "lead_days": 14,
    }  # fmt: skip
    # A day on which the schools are open, whatever season it is.
    when = add_working_days(timezone.localdate(session.starts_at), 1)
    day = {"day": when.isoformat(), "start": "13:00"}
    date_form = {**day, "end": "15:00", "min_places": 1, "max_places": 6}
    site_form = {
        "name": "Werf", "street": "Kade", "house_number": "2", "postcode": "4001 AA",
        "place": "Molenveen",
    }  # fmt: skip
    world.forms |= {
        "employers:offer-new": {"kind": "visit"},
        "employers:offer-advice": {"pupil_text": "Je kijkt."},
        "employers:offer-autosave": offer_form,
        "employers:offer-partners": {"employer": "krans"},
        "employers:offer-picture": {"spot": "4"},
        "employers:partner-answer": {"answer": "yes"},
        "employers:offer-edit": offer_form,
        "employers:session-new": date_form,
        "employers:session-edit": date_form,
        "employers:session-cancel": {"reason": "Er is iemand ziek."},
        "employers:worksite-new": site_form,
        "employers:worksite-edit": site_form,
        "employers:passport-edit": {"hazards": ["heat"], "gear_shoes": "company"},
        "employers:guest-new": {"name": "Gonda Terpstra", "role": "Lasser"},
        "employers:guest-edit": {"name": "Gonda Terpstra", "role": "Lasser"},
        "employer_transition": {"reason": "Het adres klopt niet."},
        "employers:employer-edit": {
            "name": "Smederij", "sector": employer.sector_id, "size": "small",
        },
    }  # fmt: skip
