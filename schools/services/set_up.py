"""The guided start of a school: each step writes one thing, and remembers that it was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.reference.cached import forget_all
from portal.reference.models import HolidayRegion, SchoolListing, Track
from schools.models import Location, School, SetUp
from schools.permissions import coordinates

YEARS = range(1, 7)


class LocationRefused(Exception):
    """The locations cannot be like this; the message says why."""


@dataclass(frozen=True)
class OwnLocation:
    """A location that the list does not have; ``number`` are its two digits."""

    number: str
    name: str
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    place: str = ""


@transaction.atomic
def choose_locations(
    school: School,
    *,
    name: str,
    chosen: Mapping[str, str],
    by: User,
    own: OwnLocation | None = None,
) -> None:
    """The school is called ``name`` and has exactly the locations ``chosen``: brin6 -> its name.

    New ones get what the national list knows of them. Raises LocationRefused for one in use.
    """
    _require(school, by)
    school.name = " ".join(name.split())
    school.save(update_fields=["name"])
    present = {row.brin6: row for row in school.locations.all()}
    chosen = dict(chosen)
    if own:
        chosen[f"{school.brin}{own.number}"] = own.name
    if not chosen:
        raise LocationRefused(_("Choose at least one location."))
    listed = {row.brin6: row for row in SchoolListing.objects.of_brin(school.brin)}
    _drop([row for code, row in present.items() if code not in chosen])
    for code, label in chosen.items():
        row = present.get(code) or _new(school, code, listed.get(code), own)
        row.name = " ".join(label.split()) or row.name
        _save(row)
    trail.record("schools.school.locations", school, by=by, locations=sorted(chosen))
    _done(school, SetUp.Step.LOCATIONS)


@transaction.atomic
def choose_tracks(
    school: School,
    *,
    tracks: Iterable[str],
    years: Iterable[int],
    by: User,
    per_location: Mapping[int, tuple[list[str], list[int]]] | None = None,
) -> None:
    """``per_location``: id -> its own tracks and years, empty for those of the school."""
    _require(school, by)
    school.tracks = in_order(tracks)
    school.years = sorted(set(years) & set(YEARS))
    school.save(update_fields=["tracks", "years"])
    for location in school.locations.filter(pk__in=per_location or {}):
        own_tracks, own_years = (per_location or {})[location.pk]
        location.tracks = [] if in_order(own_tracks) == school.tracks else in_order(own_tracks)
        own_years = sorted(set(own_years) & set(YEARS))
        location.years = [] if own_years == school.years else own_years
        location.save(update_fields=["tracks", "years"])
    trail.record("schools.school.tracks", school, by=by, tracks=school.tracks, years=school.years)
    _done(school, SetUp.Step.TRACKS)


@transaction.atomic
def choose_holiday_region(
    school: School, *, region: str, by: User, per_location: Mapping[int, str] | None = None
) -> None:
    """``per_location``: id -> its own region; the same as the school's is kept as none."""
    _require(school, by)
    school.holiday_region = HolidayRegion(region)
    school.save(update_fields=["holiday_region"])
    for location in school.locations.filter(pk__in=per_location or {}):
        own = (per_location or {})[location.pk]
        location.holiday_region = "" if own in ("", region) else HolidayRegion(own)
        location.save(update_fields=["holiday_region"])
    transaction.on_commit(forget_all)  # the calendar of the portal knows the regions in use
    trail.record("schools.school.holidays", school, by=by, region=region)
    _done(school, SetUp.Step.HOLIDAYS)


@transaction.atomic
def pass_step(school: School, step: str, *, by: User, skipped: bool = False) -> None:
    """Go on: the step is done, or left for later. Outside a guided start nothing happens."""
    _require(school, by)
    _done(school, SetUp.Step(step), skipped=skipped)


@transaction.atomic
def finish(school: School, *, by: User) -> None:
    """The start is over; what was left stays on the page of the school. Twice is once."""
    _require(school, by)
    if SetUp.objects.unfinished().filter(school=school).update(finished_at=timezone.now()):
        trail.record("schools.setup.finish", school, by=by)


def in_order(tracks: Iterable[str]) -> list[str]:
    wanted = set(tracks)
    return [code for code in Track.values if code in wanted]


def _require(school: School, by: User) -> None:
    if not coordinates(by, school):
        raise PermissionDenied


def _done(school: School, step: SetUp.Step, *, skipped: bool = False) -> None:
    row = SetUp.objects.select_for_update().filter(school=school).first()
    if row is None:
        return
    into, outof = (row.skipped, row.done) if skipped else (row.done, row.skipped)
    if step in into or (skipped and step in row.done):
        return
    into.append(step.value)
    if step in outof:
        outof.remove(step.value)
    row.save(update_fields=["done", "skipped"])


def _drop(rows: list[Location]) -> None:
    for row in rows:
        if row.groups.exists():
            raise LocationRefused(
                _("There are groups at %(location)s, so it has to stay.") % {"location": row.name}
            )
        if row.students.exists():  # also those who left: their file says where they were
            raise LocationRefused(
                _("There are pupils at %(location)s, so it has to stay.") % {"location": row.name}
            )
        row.delete()


def _new(
    school: School, code: str, listed: SchoolListing | None, own: OwnLocation | None
) -> Location:
    source = listed or own
    if source is None:
        raise LocationRefused(_("Location %(code)s is not in the list.") % {"code": code})
    row = Location(school=school, brin6=code, name=source.name)
    for field in ("street", "house_number", "postcode", "place"):
        setattr(row, field, getattr(source, field))
    if listed and listed.holiday_region not in ("", school.holiday_region):
        row.holiday_region = listed.holiday_region
    return row


def _save(row: Location) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise LocationRefused(
            _("Location %(code)s belongs to another school.") % {"code": row.brin6}
        ) from None
