"""Aftercare: where a leaver is now, asked now and then, until two years have passed."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from schools.models import Aftercare, AftercareCheck, Student
from schools.permissions import keeps_aftercare


class CheckRefused(Exception):
    """The message says why this cannot be noted; ``field`` is where the mistake is."""

    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.field = field


@transaction.atomic
def record_check(
    aftercare: Aftercare, *, destination: str, by: User, day: datetime.date | None = None
) -> AftercareCheck:
    """Somebody asked the leaver on ``day`` (today). The same day again corrects what was noted.

    Raises CheckRefused for a day to come or before the pupil left.
    """
    if not keeps_aftercare(by, aftercare.student):
        raise PermissionDenied
    today = timezone.localdate()
    day = day or today
    if day > today:
        raise CheckRefused(_("This day is still to come."), "day")
    if day < aftercare.left_on:
        raise CheckRefused(_("On this day the pupil was still at school."), "day")
    # Of two clicks at once the second corrects the first.
    Aftercare.objects.select_for_update(no_key=True).get(pk=aftercare.pk)
    check, _created = AftercareCheck.objects.update_or_create(
        aftercare=aftercare, day=day, defaults={"destination": destination, "recorded_by": by}
    )
    newest = aftercare.checks.first() or check
    aftercare.checked_on, aftercare.destination = newest.day, newest.destination
    aftercare.save(update_fields=["checked_on", "destination"])
    trail.record("schools.aftercare.check", aftercare.student, by=by)
    return check


def end_due_aftercare() -> int:
    """Aftercare whose two years are over ends; returns how many."""
    due = Student.objects.filter(
        status=Student.Status.AFTERCARE, aftercare__until__lt=timezone.localdate()
    )
    return due.update(status=Student.Status.LEFT)
