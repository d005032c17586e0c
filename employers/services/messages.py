"""Whom to tell what about an offer or an employer."""

from django.urls import reverse

from employers.models import Employer, EmployerMembership, Offer
from portal.accounts.models import RegionMembership, User
from portal.notifications.services import notify


def people_of(employer: Employer):
    """Everybody who acts for this employer and can sign in."""
    return User.objects.filter(pk__in=employer.memberships.values("user"), is_active=True).order_by(
        "pk"
    )


def owners_of(employer: Employer):
    """The owners who can sign in."""
    owners = employer.memberships.filter(role=EmployerMembership.Role.OWNER)
    return User.objects.filter(pk__in=owners.values("user"), is_active=True).order_by("pk")


def region_coordinators():
    return User.objects.filter(
        region_memberships__role=RegionMembership.Role.COORDINATOR, is_active=True
    ).order_by("pk")


def tell_region_about_employer(
    employer: Employer, kind: str, *, occasion: str, url: str = "", **context
) -> None:
    notify(
        region_coordinators(),
        kind=kind,
        about=employer,
        occasion=occasion,
        url=url or reverse("wagtailsnippets_employers_employer:edit", args=[employer.pk]),
        employer=employer.name,
        **context,
    )


def tell_people(offer: Offer, kind: str, *, occasion: str, **context) -> None:
    notify(
        people_of(offer.employer),
        kind=kind,
        about=offer,
        occasion=occasion,
        url=reverse("employers:offer-detail", args=[offer.pk]),
        offer=str(offer),
        **context,
    )


def tell_editors(offer: Offer, *, by: User) -> None:
    """The region's people get a link to the page in the admin where they decide."""
    editors = User.objects.filter(region_memberships__isnull=False, is_active=True)
    revision = offer.latest_revision
    notify(
        editors.exclude(pk=by.pk).distinct(),
        kind="employers.offer_submitted",
        about=offer,
        occasion=f"revision {offer.latest_revision_id}",
        url=reverse("wagtailsnippets_employers_offer:edit", args=[offer.pk]),
        offer=revision.object_str if revision else str(offer),
        employer=offer.employer.name,
    )


def tell_about_employer(employer: Employer, kind: str, *, occasion: str, **context) -> None:
    notify(
        people_of(employer),
        kind=kind,
        about=employer,
        occasion=occasion,
        url=reverse("employers:offer-list"),
        employer=employer.name,
        **context,
    )
