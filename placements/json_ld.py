"""Offers as schema.org data, for public pages only: no schools, no people, no addresses of mail."""

from django.conf import settings
from django.utils import timezone

from employers.models import Offer, Session
from portal.reference.models import Region

CONTEXT = "https://schema.org"


def offer_as_json_ld(offer: Offer, dates: list[Session], picture: str = "") -> dict:
    """An assignment is a LearningResource; a lecture or visit an EducationEvent for each date."""
    if offer.kind == Offer.Kind.ASSIGNMENT or not dates:
        return {"@context": CONTEXT, "@type": "LearningResource", **_about(offer, picture)}
    events = [_event(offer, session, picture) for session in dates]
    return {"@context": CONTEXT, "@graph": events}


def _about(offer: Offer, picture: str) -> dict:
    about = {
        "name": offer.title,
        "description": offer.summary,
        "url": _absolute(offer.get_absolute_url()),
        "inLanguage": "nl",
        "isAccessibleForFree": not offer.cost_per_pupil,
        "teaches": [competence.name for competence in offer.competences.all()],
        "educationalLevel": f"voortgezet onderwijs, {offer.years_label.lower()}",
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
    }
    if picture:
        about["image"] = picture if picture.startswith("http") else _absolute(picture)
    return about


def _event(offer: Offer, session: Session, picture: str) -> dict:
    event = {
        "@type": "EducationEvent",
        "@id": f"urn:uuid:{session.uid}",
        **_about(offer, picture),
        "startDate": _iso(session.starts_at),
        "endDate": _iso(session.ends_at),
        "eventStatus": f"{CONTEXT}/{_status(session)}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "organizer": {
            "@type": "Organization",
            "name": offer.employer.name,
            "url": _absolute(offer.employer.get_absolute_url()),
        },
        "location": _place(offer),
        "maximumAttendeeCapacity": session.max_places,
        "remainingAttendeeCapacity": session.places_left,
    }
    if session.moved_from:
        event["previousStartDate"] = _iso(session.moved_from)
    return event


def _status(session: Session) -> str:
    if session.state == Session.State.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if session.moved_from else "EventScheduled"


def _place(offer: Offer) -> dict:
    """The work site; a guest lecture is at schools of the region, none of which is named."""
    site = offer.worksite
    if site is None:
        region = {"@type": "AdministrativeArea", "name": _region_name()}
        return {"@type": "Place", "name": "Op school", "containedInPlace": region}
    return {
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


def _region_name() -> str:
    try:
        return Region.current().name
    except Region.DoesNotExist:
        return "Nederland"


def _iso(moment) -> str:
    return timezone.localtime(moment).isoformat()


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
