"""How each school does LOB: a profile in force, at one with a version before, at one a draft."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from portal.accounts.models import User
from portal.core.school_year import bounds, school_year_of
from portal.demo.stage import Stage, read
from portal.reference.models import Competence, Sector, Subject
from schools.lob_parts import BY_SLUG
from schools.models import LobProfile, School, SchoolMembership
from schools.services.lob_profiles import (
    approve_version,
    change_part,
    offer_version,
    start_version,
)

ONE_DAY = datetime.timedelta(days=1)


def load(stage: Stage) -> str:
    rows = read("lob_profiles")
    for row in rows:
        school = School.objects.get(brin=row["school"])
        for version in row["versions"]:
            _load_version(stage, school, version)
    return f"{LobProfile.objects.count()} versions of LOB profiles"


def _load_version(stage: Stage, school: School, row: dict) -> None:
    """By way of the services, so that the demo can hold nothing a school could not write."""
    coordinator = _person(school, SchoolMembership.Role.COORDINATOR)
    profile = start_version(school, by=coordinator)
    for slug, part in row["parts"].items():
        now = {name: getattr(profile, name) for name in BY_SLUG[slug].fields}
        fields = now | {k: _value(stage, k, v) for k, v in part.get("fields", {}).items()}
        rows = [{k: _value(stage, k, v) for k, v in each.items()} for each in part.get("rows", ())]
        change_part(profile, part=slug, by=coordinator, fields=fields, rows=rows)
        profile.refresh_from_db()
    if row.get("state") == "offered":
        offer_version(profile, by=coordinator)
    elif row.get("state") != "draft":
        _approve(stage, profile, row["days_ago"])


def _approve(stage: Stage, profile: LobProfile, days_ago: int) -> None:
    """A school cannot approve for the past; the demo has a past to show."""
    school = profile.school
    leader = _person(school, SchoolMembership.Role.SCHOOL_LEADER)
    approve_version(profile, by=leader, in_force_from=stage.calendar.today)
    began = stage.calendar.today - days_ago * ONE_DAY
    LobProfile.objects.filter(pk=profile.pk).update(in_force_from=began)


def _person(school: School, role: str) -> User:
    return User.objects.filter(
        schools_memberships__school=school, schools_memberships__role=role
    ).earliest("pk")


def _value(stage: Stage, name: str, value: Any) -> Any:
    """Numbers of days become days (behind us when positive), codes become rows."""
    if name == "leavers_of":
        return school_year_of(bounds(stage.calendar.school_year)[0] - ONE_DAY)
    if name.endswith("_on") and value is not None:
        return stage.calendar.today - value * ONE_DAY
    return READ[name](value) if name in READ else value


READ: dict[str, Callable[[Any], Any]] = {
    "share": Decimal,
    "sector": lambda code: Sector.objects.get(code=code),
    "subject": lambda code: Subject.objects.get(code=code),
    "sectors": lambda codes: list(Sector.objects.filter(code__in=codes)),
    "competences": lambda codes: list(Competence.objects.filter(code__in=codes)),
}
