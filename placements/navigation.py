"""The links to requests and to how much companies are asked."""

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.permissions import employer_ids
from placements.permissions import keeps_offers, may_ask_for_groups
from portal.core.navigation import NavItem


def request_links(user) -> list[NavItem]:
    if not getattr(user, "is_authenticated", False):
        return []
    links = []
    if may_ask_for_groups(user):
        links.append(NavItem(_("Requests"), reverse("placements:booking-list"), "school", order=32))
    if employer_ids(user):
        links.append(
            NavItem(_("Requests"), reverse("placements:employer-bookings"), "employer", order=15)
        )
    if getattr(user, "is_region_coordinator", False):
        links.append(NavItem(_("Load"), reverse("placements:load-overview"), "region", order=15))
    return links


def kept_links(user) -> list[NavItem]:
    if not keeps_offers(user):
        return []
    url = reverse("placements:favourite-list")
    return [NavItem(_("Favourites"), url, space="account", icon="heart", order=40)]
