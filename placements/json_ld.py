"""Offers as schema.org data, for public pages only: no schools, no people, no addresses of mail."""

from django.conf import settings

from employers.models import Offer, Session

CONTEXT = "https://schema.org"


def offer_as_json_ld(offer: Offer, dates: list[Session]) -> dict:
    """An assignment is a LearningResource; a lecture or visit an EducationEvent for each date."""
    if offer.kind == Offer.Kind.ASSIGNMENT or not dates:
        return {"@context": CONTEXT, "@type": "LearningResource", **_about(offer)}
    events = [_event(offer, session) for session in dates]
    return {"@context": CONTEXT, "@graph": events}


def _about(offer: Offer) -> dict:
    return {
        "name": offer.title,
        "description": offer.summary,
        "url": settings.SITE_URL + offer.get_absolute_url(),
        "inLanguage": "nl",
        "isAccessibleForFree": True,
        "teaches": [competence.name for competence in offer.competences.all()],
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
    }


def _event(offer: Offer, session: Session) -> dict:
    event = {
        "@type": "EducationEvent",
        **_about(offer),
        "startDate": session.starts_at.isoformat(),
        "endDate": session.ends_at.isoformat(),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "organizer": {"@type": "Organization", "name": offer.employer.name},
        "maximumAttendeeCapacity": session.max_places,
        "remainingAttendeeCapacity": session.places_left,
    }
    if site := offer.worksite:
        event["location"] = {
            "@type": "Place",
            "name": site.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": f"{site.street} {site.house_number}",
                "postalCode": site.postcode,
                "addressLocality": site.place,
                "addressCountry": "NL",
            },
        }
    return event
