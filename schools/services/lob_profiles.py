"""The versions of a school's LOB profile: begin, change, offer, approve. One is in force."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.rich_text import clean_html
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.services import notify
from schools.lob_emphasis import forget_emphasis_of
from schools.lob_parts import BY_SLUG, FIELDS, ROWS
from schools.models import LobProfile, School, SchoolMembership
from schools.permissions import Role, edits_lob
from schools.school_sectors import forget_sectors_of
from schools.workflow import LOB_PROFILE_WORKFLOW

ABOUT_A_HUNDRED = (Decimal(97), Decimal(103))
LONGEST_AHEAD = datetime.timedelta(days=366)


class LobRefused(Exception):
    """This cannot be; ``field`` is where the mistake is, empty when it is everywhere."""

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


@transaction.atomic
def start_version(school: School, *, by: User) -> LobProfile:
    """A draft with all that the newest approved version says. Twice gives the same draft."""
    if not edits_lob(by, school):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    versions = LobProfile.objects.filter(school=school)
    if being_made := versions.being_made().first():
        return being_made
    newest = versions.order_by("-number").with_parts().first()
    draft = LobProfile(school=school, number=newest.number + 1 if newest else 1)
    if newest:
        for name in FIELDS:
            setattr(draft, name, getattr(newest, name))
    draft.save()
    for name in ROWS if newest else ():
        _copy_rows(newest, draft, name)
    trail.record("schools.lob.start", draft, by=by)
    return draft


def _copy_rows(source: LobProfile, target: LobProfile, name: str) -> None:
    _write_rows(target, name, [_values_of(row) for row in getattr(source, name).all()])


def _values_of(row: models.Model) -> dict[str, Any]:
    fields = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "profile")
    }
    lists = {field.name: list(getattr(row, field.name).all()) for field in _lists(type(row))}
    return fields | lists


def _lists(model: type[models.Model]) -> tuple[models.ManyToManyField, ...]:
    return tuple(model._meta.many_to_many)


@transaction.atomic
def change_part(
    profile: LobProfile, *, part: str, by: User, fields: dict[str, Any], rows: Iterable[dict] = ()
) -> None:
    """Write one part of a draft: its fields, and its rows in the place of the old ones.

    Raises LobRefused, and TransitionNotAllowed when the version is no draft any more.
    """
    if not edits_lob(by, profile):
        raise PermissionDenied
    here = LobProfile.objects.select_for_update(no_key=True).get(pk=profile.pk)
    if not here.is_open:
        raise TransitionNotAllowed(_("This version is closed. Make a new version to change it."))
    chosen, rows = BY_SLUG[part], list(rows)
    _check_rows(chosen.rows, rows)
    for name in chosen.fields:
        value = fields[name]
        setattr(here, name, clean_html(value) if name == "vision" else value)
    here.save(update_fields=[*chosen.fields, "changed_at"])
    if chosen.rows:
        getattr(here, chosen.rows).all().delete()
        _write_rows(here, chosen.rows, rows)
    trail.record("schools.lob.change", here, by=by, part=part)


def _write_rows(profile: LobProfile, name: str, rows: Iterable[dict]) -> None:
    model = getattr(profile, name).model
    lists = [field.name for field in _lists(model)]
    for values in rows:
        plain = {key: value for key, value in values.items() if key not in lists}
        row = model.objects.create(profile=profile, **plain)
        for key in lists:
            getattr(row, key).set(values.get(key, ()))


def _check_rows(name: str, rows: list[dict]) -> None:
    if name == "sectors" and rows and not any(row["is_used"] for row in rows):
        raise LobRefused(_("Use at least one sector."))
    if name != "destinations" or not rows:
        return
    total = sum((row["share"] for row in rows), Decimal(0))
    low, high = ABOUT_A_HUNDRED
    if not low <= total <= high:
        raise LobRefused(
            _("Together the shares make %(total)s %%. That has to be about 100 %%.")
            % {"total": format(total.normalize(), "f").replace(".", ",")}
        )


@transaction.atomic
def offer_version(profile: LobProfile, *, by: User) -> None:
    """Ask the school leader to approve it. Raises TransitionNotAllowed."""
    LOB_PROFILE_WORKFLOW.apply("offer", profile, by=by, remark="")
    trail.record("schools.lob.offer", profile, by=by)
    leaders = _people(profile.school, Role.SCHOOL_LEADER)
    _tell(leaders, "schools.lob_offered", profile, by)


@transaction.atomic
def take_back_version(profile: LobProfile, *, by: User, remark: str = "") -> None:
    """Make it a draft again, with a remark on what has to change. Raises TransitionNotAllowed."""
    LOB_PROFILE_WORKFLOW.apply("take_back", profile, by=by, remark=remark)
    trail.record("schools.lob.take_back", profile, by=by)
    _tell(_people(profile.school, Role.COORDINATOR), "schools.lob_returned", profile, by)


@transaction.atomic
def approve_version(profile: LobProfile, *, by: User, in_force_from: datetime.date) -> None:
    """In force from this day; the one before stays to be read. Raises LobRefused."""
    School.objects.select_for_update(no_key=True).get(pk=profile.school_id)
    others = LobProfile.objects.filter(school=profile.school_id).approved().exclude(pk=profile.pk)
    _check_core(profile)
    _check_day(in_force_from, others.order_by("-in_force_from").first())
    LOB_PROFILE_WORKFLOW.apply(
        "approve",
        profile,
        by=by,
        in_force_from=in_force_from,
        approved_at=timezone.now(),
        approved_by=by,
        remark="",
    )
    trail.record("schools.lob.approve", profile, by=by, day=in_force_from.isoformat())
    _forget_kept(profile.school_id)
    transaction.on_commit(lambda: _forget_kept(profile.school_id))
    people = _people(profile.school, Role.COORDINATOR, Role.SCHOOL_LEADER)
    _tell(people, "schools.lob_approved", profile, by, day=in_force_from.isoformat())


def _forget_kept(school_id: int) -> None:
    forget_sectors_of(school_id)
    forget_emphasis_of(school_id)


def _check_core(profile: LobProfile) -> None:
    missing = [BY_SLUG[slug] for slug in ("visie", "model") if not BY_SLUG[slug].filled(profile)]
    if missing:
        parts = ", ".join(str(part.title) for part in missing)
        raise LobRefused(_("Fill in these parts first: %(parts)s.") % {"parts": parts})


def _check_day(day: datetime.date, newest: LobProfile | None) -> None:
    """Versions follow one another, so what was in force on a day never changes afterwards."""
    today = timezone.localdate()
    if day > today + LONGEST_AHEAD:
        raise LobRefused(_("Choose a day within a year from now."), "in_force_from")
    if newest and newest.in_force_from and day <= newest.in_force_from:
        raise LobRefused(_("Choose a day after the start of the last version."), "in_force_from")
    if newest and day < today:
        raise LobRefused(_("Choose today or a later day."), "in_force_from")


@transaction.atomic
def discard_version(profile: LobProfile, *, by: User) -> None:
    """Throw a draft away; the version in force stays. Raises TransitionNotAllowed."""
    if not edits_lob(by, profile):
        raise PermissionDenied
    here = LobProfile.objects.select_for_update(no_key=True).get(pk=profile.pk)
    if not here.is_open:
        raise TransitionNotAllowed(_("This version is closed. It stays."))
    trail.record("schools.lob.discard", here.school, by=by, version=here.number)
    here.delete()


def _people(school: School, *roles: Role) -> list[User]:
    members = SchoolMembership.objects.filter(school=school, role__in=roles)
    return [member.user for member in members.select_related("user").order_by("pk")]


def _tell(people: list[User], kind: str, profile: LobProfile, by: User, **more: str) -> None:
    others = [person for person in people if person.pk != by.pk]
    moment = timezone.now().isoformat()  # the workflow lets each of these happen once
    notify(others, kind=kind, about=profile, occasion=moment, school=profile.school.name, **more)
