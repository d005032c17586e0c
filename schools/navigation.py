"""The links of the school's space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.navigation import NavItem
from schools.permissions import (
    Right,
    coordinated_school_ids,
    has_right,
    is_region_coordinator,
    school_ids,
)


def school_links(user) -> list[NavItem]:
    """What people who work at a school may open; the coordinator's own links last.

    The region sees how far each school is, adds schools, and appoints an owner.
    """
    if is_region_coordinator(user):
        url = reverse("region:school-list")
        region = [NavItem(_("Schools"), url, space="region", order=17)]
    else:
        region = []
    return [*region, *_own_links(user)]


def _own_links(user) -> list[NavItem]:
    if not school_ids(user):
        return []
    links = [
        (_("My desk"), "home:desk", 10),
        (_("Rounds"), "placements:round-list", 20),
        (_("Offers"), "placements:catalogue", 30),
        (_("Wanted"), "placements:call-list", 33),
        (_("Days"), "placements:session-list", 35),
        (_("Groups"), "schools:group-list", 50),
    ]
    if has_right(user, Right.NAMES):
        links.append((_("Pupils"), "placements:student-list", 40))
    items = [
        NavItem(label, reverse(name), space="school", order=order) for label, name, order in links
    ]
    if coordinated_school_ids(user):  # a few times a year, so not in the row of every day
        url = reverse("schools:import-list")
        items.append(NavItem(_("Import"), url, space="account", icon="upload", order=50))
    return items
