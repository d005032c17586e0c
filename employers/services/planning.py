"""How an offer is planned, and the secret address under which an employer's calendar is read."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from employers.models import CalendarAddress, Employer, Offer, OfferPlanning
from employers.permissions import acts_for_employer, employer_or_region
from portal.accounts.models import User
from portal.audit import trail

FIELDS = ("no_dates_in", "groups_at_once", "release", "last_minute")
SALT = "employers.calendar_address"
HEX = "0123456789abcdef"


@transaction.atomic
def plan_offer(planning: OfferPlanning, *, by: User) -> OfferPlanning:
    """Keep the choices. Who may choose first holds for all dates to come as well."""
    offer: Offer = planning.offer
    if not employer_or_region(by, offer):
        raise PermissionDenied
    kept, _new = OfferPlanning.objects.update_or_create(
        offer=offer, defaults={name: getattr(planning, name) for name in FIELDS}
    )
    offer.sessions.open().upcoming().update(
        release=kept.release,
        last_minute=kept.last_minute,
        groups_at_once=kept.groups_at_once,
    )
    trail.record("employers.planning.change", kept, by=by)
    return kept


@transaction.atomic
def calendar_address_of(employer: Employer) -> CalendarAddress:
    """The row of this employer; made when somebody first looks at it."""
    row, _new = CalendarAddress.objects.get_or_create(employer=employer)
    return row


@transaction.atomic
def renew_calendar_address(employer: Employer, *, by: User) -> CalendarAddress:
    """A new secret. Whoever has the old address reads nothing any more."""
    if not acts_for_employer(by, employer):
        raise PermissionDenied
    row, _new = CalendarAddress.objects.select_for_update().get_or_create(employer=employer)
    row.nonce, row.renewed_at = get_random_string(32, HEX), timezone.now()
    row.save(update_fields=["nonce", "renewed_at"])
    trail.record("employers.calendar.renew", row, by=by)
    return row


def secret_of(address: CalendarAddress) -> str:
    """What stands in the address. Who reads the database alone cannot make it."""
    value = f"{address.employer_id}:{address.nonce}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:40]


def url_of(address: CalendarAddress) -> str:
    path = reverse("employers:calendar-feed", args=[address.employer_id, secret_of(address)])
    return settings.SITE_URL + path


def employer_of_address(employer_id: int, secret: str) -> Employer | None:
    """Whose calendar this is; None for a wrong or withdrawn address."""
    row = CalendarAddress.objects.select_related("employer").filter(employer=employer_id).first()
    if row is None or not constant_time_compare(secret_of(row), secret):
        return None
    return row.employer
