"""A school's own sign-in: set up, tried, switched on and off by its coordinators."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.sealing import seal
from portal.audit import trail
from portal.notifications.services import notify
from schools.models import FederatedIdentity, School, SchoolMembership, SchoolSignIn
from schools.permissions import coordinates

WHO_WE_ARE = ("kind", "issuer", "client_id", "number_claim")


class NotTried(Exception):
    def __str__(self) -> str:
        return _("Try the sign-in first. Then you can switch it on.")


@transaction.atomic
def set_up_sign_in(  # noqa: PLR0913
    school: School,
    *,
    by: User,
    kind: str,
    issuer: str,
    client_id: str,
    client_secret: str = "",
    number_claim: str = "",
    for_pupils: bool = True,
    for_staff: bool = True,
) -> SchoolSignIn:
    """An empty secret leaves the one there is. A change of provider has to be tried again.

    Subjects are tied to the issuer, so those of another provider are of no use and end here.
    """
    if not coordinates(by, school):
        raise PermissionDenied
    sign_in = SchoolSignIn.objects.select_for_update().filter(school=school).first()
    sign_in = sign_in or SchoolSignIn(school=school)
    before = [getattr(sign_in, name) for name in WHO_WE_ARE]
    sign_in.kind, sign_in.issuer, sign_in.client_id = kind, issuer.rstrip("/"), client_id
    sign_in.number_claim = number_claim
    sign_in.for_pupils, sign_in.for_staff = for_pupils, for_staff
    if client_secret:
        sign_in.sealed_secret = seal(client_secret)
    if client_secret or before != [getattr(sign_in, name) for name in WHO_WE_ARE]:
        sign_in.tried_at, sign_in.active = None, False
    sign_in.save()
    trail.record("schools.sign_in.set_up", school, by=by, kind=kind, issuer=sign_in.issuer)
    return sign_in


@transaction.atomic
def record_trial(sign_in: SchoolSignIn, *, by: User) -> None:
    """Somebody of the school went there and came back with what is needed."""
    if not coordinates(by, sign_in):
        raise PermissionDenied
    sign_in.tried_at = timezone.now()
    sign_in.save(update_fields=["tried_at"])
    trail.record("schools.sign_in.try", sign_in.school, by=by)


@transaction.atomic
def switch_sign_in(sign_in: SchoolSignIn, on: bool, *, by: User) -> None:
    """Off stops new sign-ins at once; who is in, stays in. Raises NotTried.

    Never on in silence: who runs the provider could sign in as a colleague, so all of them hear.
    """
    if not coordinates(by, sign_in):
        raise PermissionDenied
    if on and sign_in.tried_at is None:
        raise NotTried
    if sign_in.active == on:
        return
    sign_in.active = on
    sign_in.save(update_fields=["active"])
    trail.record("schools.sign_in.switch", sign_in.school, by=by, on=on)
    if on:
        _tell_colleagues(sign_in, by)


def _tell_colleagues(sign_in: SchoolSignIn, by: User) -> None:
    team = User.objects.filter(schools_memberships__school=sign_in.school, is_active=True)
    notify(
        team.exclude(pk=by.pk).distinct(),
        kind="schools.sign_in_on",
        about=sign_in.school,
        occasion=timezone.now().isoformat(),
        url=sign_in.school.get_absolute_url(),
        school=sign_in.school.name,
        who=by.get_full_name(),
        host=urlsplit(sign_in.issuer).hostname or "",
    )


@transaction.atomic
def unlink_colleague(school: School, identity: FederatedIdentity, *, by: User) -> None:
    """The next time, the address decides again who this is."""
    team = SchoolMembership.objects.filter(school=school, user=identity.user)
    if not coordinates(by, school) or not team.exists():
        raise PermissionDenied
    trail.record("schools.sign_in.unlink", school, by=by, user=identity.user_id)
    identity.delete()
