"""The owner of a school's pages: one of its coordinators, who answers for them.

Handing over is one step, as with companies: the next owner hears of it and can hand it on.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.notifications.services import notify
from schools.models import School, SchoolMembership
from schools.models.rights import Role
from schools.permissions import owns


class NotACoordinator(Exception):
    def __str__(self) -> str:
        return _("Choose a coordinator of this school who can sign in.")


class ReasonNeeded(Exception):
    def __str__(self) -> str:
        return _("Write why the school gets another owner.")


def possible_owners(school: School):
    """The people who can own the school: its coordinators who can sign in, by name."""
    return User.objects.filter(
        pk__in=_coordinators(school).values("user"), is_active=True
    ).order_by("last_name", "first_name", "pk")


def lacks_owner(school: School, besides: User | None = None) -> bool:
    """Nobody owns it, or the only coordinator who could is the one who should be replaced."""
    others = possible_owners(school).filter(~Q(pk=besides.pk) if besides else Q())
    owner = School.objects.filter(pk=school.pk).values_list("owner", flat=True).first()
    return owner is None or not others.exclude(pk=owner).exists()


@transaction.atomic
def hand_over_school(school: School, to: User, *, by: User) -> None:
    """The owner makes another coordinator the owner. Raises NotACoordinator."""
    if not owns(by, school):
        raise PermissionDenied
    become_owner(school, to, by=by)


@transaction.atomic
def appoint_owner(school: School, to: User, *, by: User, reason: str) -> None:
    """The region appoints one when the owner has left. Raises NotACoordinator, ReasonNeeded."""
    if not by.is_region_coordinator:
        raise PermissionDenied
    if not reason.strip():
        raise ReasonNeeded
    become_owner(school, to, by=by, reason=reason.strip())


def become_owner(school: School, to: User, *, by: User, reason: str = "") -> None:
    """Who calls this has checked that it may be done. The one before hears of it too."""
    fresh = School.objects.select_for_update().select_related(None).get(pk=school.pk)
    if not possible_owners(school).filter(pk=to.pk).exists():
        raise NotACoordinator
    before = fresh.owner
    if before == to:
        return
    School.objects.filter(pk=school.pk).update(owner=to)
    school.owner = to
    trail.record("schools.owner.change", school, by=by, user=to.pk, reason=reason)
    concerned = [user for user in (to, before) if user and user.pk != by.pk]
    notify(
        concerned,
        kind="schools.owner_changed",
        about=school,
        occasion=timezone.now().isoformat(),
        url="/mijn/",
        school=school.name,
        who=to.get_full_name(),
        reason=reason,
    )


def _coordinators(school: School):
    return SchoolMembership.objects.filter(school=school, role=Role.COORDINATOR)
