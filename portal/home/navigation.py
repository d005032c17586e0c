"""The links everyone has, and those of the region."""

from django.urls import reverse
from django.utils.translation import gettext as _

from employers.permissions import employer_ids
from portal.core.navigation import NavItem
from schools.permissions import own_student


def public_links(user) -> list[NavItem]:
    return [
        NavItem(_("Activities"), reverse("placements:catalogue"), order=10),
        NavItem(_("Sectors"), "/sectoren/", order=20),
        NavItem(_("Stories"), "/verhalen/", order=30),
        NavItem(_("For schools"), "/voor-scholen/", order=40),
        NavItem(_("For companies"), "/voor-bedrijven/", order=50),
        NavItem(_("Accessibility"), "/toegankelijkheid/", space="footer", order=10),
        NavItem(_("Privacy"), "/privacy/", space="footer", order=20),
        NavItem(_("Help and contact"), "/hulp/", space="footer", order=30),
    ]


def own_links(user) -> list[NavItem]:
    if not getattr(user, "is_authenticated", False):
        return []
    if own_student(user):
        return pupil_tabs()
    links = [NavItem(_("My desk"), reverse("home:desk"), space="account", icon="house", order=5)]
    if user.email:
        links += [
            NavItem(_("Messages"), reverse("notifications:inbox"), space="account", icon="bell"),
            NavItem(_("Second step"), reverse("mfa_index"), space="account", icon="shield-check"),
        ]
    if employer_ids(user):
        links.append(
            NavItem(_("My desk"), reverse("home:desk-of", args=["bedrijf"]), "employer", order=10)
        )
        links.append(
            NavItem(_("Visits"), reverse("placements:visit-list"), "employer", "calendar-days", 25)
        )
    return links + region_links(user)


def pupil_tabs() -> list[NavItem]:
    return [
        NavItem(_("Start"), reverse("home:desk"), "pupil", "house", 10),
        NavItem(_("Wishes"), reverse("placements:pupil-wish-home"), "pupil", "heart", 20),
        NavItem(_("My day"), reverse("placements:pupil-day"), "pupil", "sun", 30),
        NavItem(_("My folder"), reverse("placements:pupil-file"), "pupil", "folder-open", 40),
    ]


def region_links(user) -> list[NavItem]:
    if not user.is_region_editor:
        return []
    return [
        NavItem(_("Desk"), reverse("home:desk-of", args=["regio"]), "region", order=10),
        NavItem(_("Editing"), reverse("wagtailadmin_home"), "region", order=20),
    ]
