"""The links to requests and to how much companies are asked."""

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.permissions import employer_ids
from placements.permissions import may_ask_for_groups
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
