"""Devices that a school gives its pupils to sign in on: set up by staff on the device itself."""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from schools.models import ClassDevice, Group, School
from schools.permissions import coordinates, prints_cards

SALT = "schools.class_device"
FRESH_MINUTES = 60


@transaction.atomic
def set_up_device(
    school: School, *, by: User, name: str, group: Group | None = None
) -> ClassDevice:
    """For one class by who prints its cards, for the whole school by a coordinator."""
    if group is not None and group.school_id != school.pk:
        raise PermissionDenied
    if not (prints_cards(by, group) if group else coordinates(by, school)):
        raise PermissionDenied
    device = ClassDevice.objects.create(school=school, group=group, name=name, set_up_by=by)
    trail.record("schools.device.set_up", school, by=by, device=device.pk, group=group and group.pk)
    return device


@transaction.atomic
def revoke_device(device: ClassDevice, *, by: User) -> None:
    """Lost, stolen or given back: its pictures open nothing any more. Twice is once."""
    if not may_revoke(by, device):
        raise PermissionDenied
    here = ClassDevice.objects.in_use().filter(pk=device.pk)
    if here.update(revoked_at=timezone.now()):
        trail.record("schools.device.revoke", device.school, by=by, device=device.pk)


def may_revoke(user: User, device: ClassDevice) -> bool:
    return coordinates(user, device) or bool(device.group and prints_cards(user, device.group))


def token_of_device(device: ClassDevice) -> str:
    """What the device keeps, for as long as the school lets it."""
    return signing.dumps(device.pk, salt=SALT)


def device_with(token: str) -> ClassDevice | None:
    """The device in use that keeps this token."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return ClassDevice.objects.in_use().select_related("school", "group").filter(pk=pk).first()


def note_use(device: ClassDevice) -> None:
    """Once an hour is often enough to see which devices lie in a drawer."""
    before = timezone.now() - timedelta(minutes=FRESH_MINUTES)
    if device.last_used_at is None or device.last_used_at < before:
        ClassDevice.objects.filter(pk=device.pk).update(last_used_at=timezone.now())
