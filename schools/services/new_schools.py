"""A school joins: the region adds it, found in the national list or by hand, and invites somebody.

Nobody else adds schools, so that each BRIN is one school.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.reference.models import HolidayRegion, Region, SchoolListing, Track
from schools.models import School, SetUp
from schools.permissions import Role
from schools.services.invitations import invite_staff

LONGEST_SLUG = 70


class SchoolThere(Exception):
    """This BRIN takes part already."""

    def __init__(self, school: School):
        super().__init__(school.pk)
        self.school = school

    def __str__(self) -> str:
        return _("%(school)s takes part already with this BRIN.") % {"school": self.school.name}


@transaction.atomic
def add_school(*, brin: str, name: str, email: str, contact: str, by: User) -> School:
    """The school, with what the national list knows of it, and a mail to its first coordinator.

    The locations come in the guided start, where the school itself says which. Raises SchoolThere.
    """
    if not by.is_region_coordinator:
        raise PermissionDenied
    brin = brin.strip().upper()
    if there := School.objects.filter(brin=brin).first():
        raise SchoolThere(there)
    listed = list(SchoolListing.objects.current().of_brin(brin))
    school = School(
        name=" ".join(name.split()),
        slug=_free_slug(name),
        brin=brin,
        tracks=tracks_of(listed),
        holiday_region=holiday_region_of(listed),
    )
    try:
        with transaction.atomic():
            school.save()
    except IntegrityError:  # somebody else was first, a moment ago
        if there := School.objects.filter(brin=brin).first():
            raise SchoolThere(there) from None
        school.slug = f"{school.slug}-{brin.lower()}"
        school.save()
    SetUp.objects.create(school=school, added_by=by)
    trail.record("schools.school.add", school, by=by, brin=brin)
    invite_first(school, email=email, name=contact, by=by)
    return school


def invite_first(school: School, *, email: str, name: str, by: User) -> None:
    """Mail who will set the school up. Raises AlreadyInTeam, HasOwner, PermissionDenied."""
    if not by.is_region_coordinator:
        raise PermissionDenied
    invite_staff(school, email=email, name=name, role=Role.COORDINATOR, by=by, owner=True)


def tracks_of(listed: Iterable[SchoolListing]) -> list[str]:
    found = {code for row in listed for code in row.tracks}
    return [code for code in Track.values if code in found]


def holiday_region_of(listed: Iterable[SchoolListing]) -> str:
    """Of the first location of which it is known; else that of the portal's own region."""
    found = next((row.holiday_region for row in listed if row.holiday_region), "")
    if found:
        return found
    try:
        return Region.current().holiday_region
    except Region.DoesNotExist:
        return HolidayRegion.MIDDLE.value


def _free_slug(name: str) -> str:
    base = slugify(name)[:LONGEST_SLUG].strip("-") or "school"
    taken = set(School.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken and slug not in RESERVED)


# First parts of addresses under /school/, which would hide a school of that name.
RESERVED = frozenset(
    {
        *("importeren", "groepen", "leerlingen", "vertrekkers", "team", "jaarovergang", "nazorg"),
        *("leerperiodes", "agenda", "lesuren", "uitnodiging", "lob", "instellingen"),
        *("uitnodigingen", "eigenaren", "inloggen", "apparaten", "zo-doen-wij-het"),
    }
)
