"""The link in the mail of a request: it opens the answer page without a password.

Signed, bound to this request and to one person at the employer, and good for a limited time.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from placements.models import Booking
from placements.permissions import answers_booking
from portal.accounts.models import User

SALT = "placements.booking"
ROLE = "employer"


class LinkRefused(Exception):
    """The link does not open the request; the message says why and what to do."""


class LinkExpired(LinkRefused):
    pass


class LinkUnreadable(LinkRefused):
    """Altered, or not copied whole."""


class LinkNotYours(LinkRefused):
    """Its person no longer works there, or somebody else is signed in."""


def token_for(booking: Booking, user: User) -> str:
    data = {"b": booking.pk, "u": user.pk, "r": ROLE}
    return signing.dumps(data, salt=SALT, compress=True)


def link_for(booking: Booking, user: User) -> str:
    return reverse("placements:booking-answer", args=[token_for(booking, user)])


def open_link(token: str, *, signed_in: Any = None) -> tuple[Booking, User]:
    """The request and the person that the link is for. Raises a LinkRefused.

    ``signed_in`` is whoever looks at it in the browser; nobody need be signed in.
    """
    data = _data_of(token)
    booking = Booking.objects.asked().for_list().filter(pk=data.get("b", 0)).first()
    user = _still_acts_for(booking, data) if booking else None
    if booking is None or user is None:
        raise LinkNotYours(_("This link is no longer valid. Ask a colleague for the newest mail."))
    if getattr(signed_in, "is_authenticated", False) and not answers_booking(signed_in, booking):
        raise LinkNotYours(
            _("This link is for the people of %(employer)s. You are signed in as somebody else.")
            % {"employer": booking.employer.name}
        )
    return booking, user


def _data_of(token: str) -> dict:
    most = dt.timedelta(days=settings.BOOKING_LINK_DAYS)
    try:
        return signing.loads(token, salt=SALT, max_age=most)
    except signing.SignatureExpired:
        raise LinkExpired(
            _("This link has expired. You no longer have to answer this request.")
        ) from None
    except signing.BadSignature:
        raise LinkUnreadable(
            _("This link is not right. Copy the whole address from the mail.")
        ) from None


def _still_acts_for(booking: Booking, data: dict) -> User | None:
    if data.get("r") != ROLE:
        return None
    return User.objects.filter(
        pk=data.get("u", 0), is_active=True, employers_memberships__employer=booking.employer_id
    ).first()
