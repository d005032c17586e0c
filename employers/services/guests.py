"""Guests who come to schools often, and their VOG.

The owner of a company states which guests have a VOG and from which date. That it was seen is said
by the regional coordinator only: the one party that no school and no company has to take at its own
word. The paper itself is never kept.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Guest
from employers.permissions import is_region_coordinator, owner_or_region
from portal.accounts.models import User
from portal.audit import trail


class GuestProblem(Exception):
    """What was asked cannot be done with this guest; the message says why."""


def date_problem(issued_on: dt.date | None) -> str:
    """What is wrong with this date of issue; empty when it is fine or not given."""
    if issued_on and issued_on > timezone.localdate():
        return _("This day is still to come. Write the date that is on the certificate.")
    return ""


@transaction.atomic
def save_guest(guest: Guest, *, by: User) -> Guest:
    """Keep a new or changed guest. Another date of issue has to be seen again.

    Raises GuestProblem, ValidationError, PermissionDenied.
    """
    if not owner_or_region(by, guest):
        raise PermissionDenied
    if problem := date_problem(guest.vog_issued_on):
        raise GuestProblem(problem)
    is_new = guest.pk is None
    if not is_new:
        before = Guest.objects.select_for_update(of=("self",), no_key=True).get(pk=guest.pk)
        if before.vog_issued_on != guest.vog_issued_on or before.name != guest.name:
            guest.vog_seen_on = guest.vog_seen_by = None
    guest.full_clean()
    guest.save()
    if is_new:
        trail.record("employers.guest.add", guest, by=by)
    else:
        trail.record("employers.guest.change", guest, by=by)
    return guest


@transaction.atomic
def mark_vog_seen(guest: Guest, *, by: User) -> None:
    """The regional coordinator had the certificate in hand today. Raises GuestProblem."""
    if not is_region_coordinator(by):
        raise PermissionDenied
    seen = Guest.objects.filter(
        pk=guest.pk, vog_issued_on=guest.vog_issued_on, vog_issued_on__isnull=False
    ).update(vog_seen_on=timezone.localdate(), vog_seen_by=by)
    if not seen:
        raise GuestProblem(_("First fill in the date of issue of this VOG."))
    guest.refresh_from_db()
    trail.record("employers.guest.seen", guest, by=by)


@transaction.atomic
def remove_guest(guest: Guest, *, by: User) -> None:
    """Forget a guest who comes no longer. Raises PermissionDenied."""
    if not owner_or_region(by, guest):
        raise PermissionDenied
    trail.record("employers.guest.remove", guest.employer, by=by)
    guest.delete()
