"""Telling both sides what happened to a request. Head counts only, no names of pupils."""

from typing import Any

from placements.models import Booking
from placements.queries import coordinators_of, employer_users
from placements.services.booking_links import link_for
from portal.accounts.models import User
from portal.core.formats import long_date, moment
from portal.notifications.services import notify


def school_people(booking: Booking) -> list[User]:
    """Who asked, as long as that person works there; else the coordinators of the school."""
    asker = booking.asked_by
    if asker and asker.is_active:
        works_here = asker.schools_memberships.filter(school=booking.school_id).exists()
        if works_here:
            return [asker]
    return list(coordinators_of(booking.school_id))


def facts_of(booking: Booking) -> dict[str, Any]:
    """What a mail may say about it."""
    return {
        "title": booking.offer.title,
        "employer": booking.employer.name,
        "school": booking.school.name,
        "group": booking.group.name,
        "pupils": booking.pupils,
        "when": when_of(booking),
        "needs": [f"{count} × {what}" for count, what in booking.need_lines],
        "message": booking.message,
        "contact": " ".join(filter(None, [booking.contact_name, booking.contact_phone])),
    }


def when_of(booking: Booking) -> str:
    """The date, or the days that would suit."""
    if booking.session:
        return moment(booking.session.starts_at, booking.session.ends_at)
    return "; ".join(f"{long_date(w.day)} ({w.part_label.lower()})" for w in booking.wished)


def tell_school(booking: Booking, kind: str, *, occasion: str, **extra: Any) -> None:
    notify(
        school_people(booking),
        kind=kind,
        about=booking,
        occasion=occasion,
        **facts_of(booking) | extra,
    )


def tell_employer(booking: Booking, kind: str, *, occasion: str, **extra: Any) -> None:
    """To their desk: for what needs no answer."""
    notify(
        employer_users([booking.employer_id]),
        kind=kind,
        about=booking,
        occasion=occasion,
        **facts_of(booking) | extra,
    )


def remind_employer(booking: Booking, *, days: int) -> None:
    """Once more with the link, to each person an own one."""
    for person in employer_users([booking.employer_id]):
        notify(
            [person],
            kind="placements.booking_reminder",
            about=booking,
            occasion=f"{asking_of(booking)} {days}",
            url=link_for(booking, person),
            **facts_of(booking),
        )


def asking_of(booking: Booking) -> str:
    """A name for this time of asking: after another date a school may ask again."""
    return booking.requested_at.isoformat() if booking.requested_at else ""
