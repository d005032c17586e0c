"""The safety passport of a work site: fill in, say that it still holds, remind before it ends."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, SafetyPassport, WorkSite
from employers.models.passport import a_year_after
from employers.permissions import employer_or_region
from employers.services.messages import people_of
from portal.accounts.models import User
from portal.audit import trail
from portal.core.formats import long_date
from portal.notifications.services import notify

REMINDED = (Employer.State.APPLIED, Employer.State.VERIFIED)


@transaction.atomic
def save_passport(passport: SafetyPassport, *, by: User) -> SafetyPassport:
    """Keep what was filled in; it is confirmed today and holds for a year.

    Of two people who fill in the first passport of a place at once the later one changes the row
    of the earlier. Raises ValidationError, PermissionDenied.
    """
    _require_may_edit(by, passport)
    WorkSite.objects.select_for_update(no_key=True).get(pk=passport.worksite_id)
    there = SafetyPassport.objects.filter(worksite=passport.worksite_id).values_list("pk").first()
    if there:
        passport.pk = there[0]
        passport._state.adding = False  # noqa: SLF001 - the row is there, whoever made it
    _confirm_today(passport, by)
    passport.full_clean()
    passport.save()
    trail.record("employers.worksite.passport", passport.worksite, by=by)
    return passport


@transaction.atomic
def renew_passport(passport: SafetyPassport, *, by: User) -> SafetyPassport:
    """Nothing changed: it holds for another year from today. Raises PermissionDenied."""
    _require_may_edit(by, passport)
    _confirm_today(passport, by)
    passport.save(update_fields=["confirmed_on", "confirmed_by", "valid_until"])
    trail.record("employers.worksite.renew", passport.worksite, by=by)
    return passport


def remind_of_passports(today: dt.date | None = None) -> int:
    """Tell the employer's people once that a passport ends soon; returns how many were told."""
    today = today or timezone.localdate()
    ending = (
        SafetyPassport.objects.expiring(today)
        .filter(worksite__employer__state__in=REMINDED)
        .select_related("worksite__employer")
        .order_by("pk")
    )
    return sum(_remind(passport) for passport in ending)


def _remind(passport: SafetyPassport) -> int:
    site = passport.worksite
    return notify(
        people_of(site.employer),
        kind="employers.passport_expires",
        about=passport,
        occasion=passport.valid_until.isoformat(),
        url=reverse("employers:worksite-detail", args=[site.pk]),
        worksite=site.name,
        day=long_date(passport.valid_until),
    )


def _confirm_today(passport: SafetyPassport, by: User) -> None:
    passport.confirmed_on = timezone.localdate()
    passport.confirmed_by = by
    passport.valid_until = a_year_after(passport.confirmed_on)


def _require_may_edit(user: User, passport: SafetyPassport) -> None:
    if not employer_or_region(user, passport.worksite):
        raise PermissionDenied
