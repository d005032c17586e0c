"""The employer's links."""

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.permissions import employer_ids
from portal.core.navigation import NavItem


def nav_for(user) -> list[NavItem]:
    if not employer_ids(user):
        return []
    return [
        NavItem(
            _("My offers"),
            reverse("employers:offer-list"),
            space="employer",
            icon="briefcase",
            order=20,
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
            space="employer",
            icon="users",
            order=60,
        ),
    ]
