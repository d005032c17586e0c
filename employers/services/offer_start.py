"""Beginning an offer: empty, from an example, from an own old one, or from what a school asked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from employers.models import Employer, EmployerMembership, Offer
from employers.permissions import employer_or_region
from employers.services.offers import keep_new, require_may_edit
from portal.accounts.models import User
from portal.audit import trail

# Of this one offer and its life, not of what it says.
NOT_COPIED = {
    "id", "title", "live", "has_unpublished_changes", "first_published_at", "last_published_at",
    "live_revision", "go_live_at", "expire_at", "expired", "latest_revision", "locked", "locked_at",
    "locked_by", "created_at", "updated_at", "confirmed_on", "valid_until", "deadline",
    *getattr(Offer, "OF_THE_ROW", ()),
}  # fmt: skip


@transaction.atomic
def start_offer(employer: Employer, *, by: User, kind: str, values: dict[str, Any]) -> Offer:
    """A new draft with ``values`` (fields of Offer) filled in; the rest is a sensible beginning.

    It need not be complete: that is asked when it is sent in. Raises PermissionDenied, or
    ValidationError when a value cannot be.
    """
    if not employer_or_region(by, employer):
        raise PermissionDenied
    offer = Offer(employer=employer, kind=kind, **_beginning(employer, kind, by))
    for name, value in values.items():
        setattr(offer, name, value)
    keep_new(offer, by)
    trail.record("employers.offer.create", offer, by=by)
    return offer


@transaction.atomic
def copy_offer(offer: Offer, *, by: User) -> Offer:
    """A new draft with the same content, without dates and without partners."""
    require_may_edit(by, offer)
    source = offer.get_latest_revision_as_object()
    copy = Offer(**{name: getattr(source, name) for name in copied_fields()})
    title_length = Offer._meta.get_field("title").max_length
    copy.title = (_("%(title)s (copy)") % {"title": source.title})[:title_length]
    for field in Offer._meta.many_to_many:
        setattr(copy, field.name, list(getattr(source, field.name).all()))
    keep_new(copy, by)
    trail.record("employers.offer.copy", copy, by=by, source=offer.pk)
    return copy


def copied_fields() -> list[str]:
    """Whatever an offer says, so that a field added later is copied as well."""
    return [field.name for field in Offer._meta.concrete_fields if field.name not in NOT_COPIED]


def _beginning(employer: Employer, kind: str, by: User) -> dict[str, Any]:
    members = EmployerMembership.objects.filter(employer=employer).order_by("pk")
    mine = members.filter(user=by).first() or members.first()
    at_company = kind != Offer.Kind.GUEST_LECTURE
    return {
        "sector_id": employer.sector_id,
        "worksite": employer.worksites.order_by("pk").first() if at_company else None,
        "contact": mine,
        "deputy": members.exclude(pk=mine.pk).first() if mine else None,
    }
