"""The employer's links, and those to employers' things for the region."""

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.permissions import employer_ids, is_region_coordinator
from portal.core.navigation import NavItem


def nav_for(user) -> list[NavItem]:
    links = _of_the_region(user)
    return links + _of_the_employer() if employer_ids(user) else links


def _of_the_region(user) -> list[NavItem]:
    """The VOG of a guest is looked at by the coordinator."""
    if not is_region_coordinator(user):
        return []
    return [
        NavItem(_("Guests"), reverse("employers:guest-list"), space="region", order=60),
        NavItem(_("Import employers"), reverse("employers:import-list"), space="region", order=70),
    ]


def _of_the_employer() -> list[NavItem]:
    return [
        NavItem(
            _("My offers"),
            reverse("employers:offer-list"),
            space="employer",
            icon="briefcase",
            order=20,
        ),
        NavItem(
            _("Wanted"),
            reverse("placements:call-answers"),
            space="employer",
            icon="megaphone",
            order=25,
        ),
        NavItem(
            _("Work sites"),
            reverse("employers:worksite-list"),
            space="employer",
            icon="map-pin",
            order=30,
        ),
        NavItem(
            _("People"),
            reverse("employers:member-home"),
            space="account",
            icon="users",
            order=60,
        ),
    ]
