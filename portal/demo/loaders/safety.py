"""Safety passports that hold, end soon, are over or are missing; guests; what pupils do where."""

import datetime as dt
from random import Random

from employers.models import Employer, Guest, Offer, SafetyPassport, WorkSite
from employers.models.passport import a_year_after
from portal.accounts.models import User
from portal.demo.people import COORDINATOR
from portal.demo.stage import Stage, read

BRINGS = "company"  # in the demo region nobody has to buy shoes


def load(stage: Stage) -> str:
    data, dice = read("safety"), stage.dice("safety")
    rows = {row["slug"]: row for row in read("employers")}
    sites = list(WorkSite.objects.select_related("employer__sector").order_by("pk"))
    passports = [
        _passport(stage, dice, data, rows[site.employer.slug], site)
        for site in sites
        if site.employer.slug not in data["without"]
    ]
    SafetyPassport.objects.bulk_create(passports)
    _describe_access(dice, data, sites)
    _describe_offers(data)
    guests = _guests(stage, data)
    return f"{len(passports)} passports, {len(guests)} guests"


def _passport(stage: Stage, dice: Random, data: dict, row: dict, site: WorkSite) -> SafetyPassport:
    slug, today = row["slug"], stage.calendar.today
    if slug in data["ends_in_days"]:
        until = today + dt.timedelta(days=data["ends_in_days"][slug])
        confirmed = until - dt.timedelta(days=365)
    else:
        confirmed = today - dt.timedelta(days=dice.randint(20, 300))
        until = a_year_after(confirmed)
    note = next(s["ppe"] for s in row["worksites"] if s["name"] == site.name)
    return SafetyPassport(
        worksite=site,
        hazards=data["hazards_by_site"].get(slug, data["hazards_by_sector"][row["sector"]]),
        gear=_gear(note, data["gear_words"]),
        gear_note="" if note.startswith("Niet nodig") else note,
        min_age=data["min_ages"].get(slug),
        first_aider=dice.random() < 0.9,
        risk_check_on=confirmed - dt.timedelta(days=dice.randint(30, 700)),
        supervision=row["contacts"][0]["function"].capitalize(),
        pupils_per_adult=dice.choice([4, 5, 6, 8]),
        emergency_point=dice.choice(data["emergency_points"]),
        confirmed_on=confirmed,
        valid_until=until,
    )


def _gear(note: str, words: dict[str, str]) -> dict[str, str]:
    if note.startswith("Niet nodig"):
        return {}
    return {code: BRINGS for word, code in words.items() if word in note.lower()}


def _describe_access(dice: Random, data: dict, sites: list[WorkSite]) -> None:
    for site in sites:
        site.coach_stop = dice.choice(data["coach_stops"])
        site.lift = site.step_free and dice.random() < 0.3
        site.hearing_loop = dice.random() < 0.1
    WorkSite.objects.bulk_update(sites, ["coach_stop", "lift", "hearing_loop"])


def _describe_offers(data: dict) -> None:
    for name, values in (
        ("activity", data["activities"]),
        ("hazards", data["offer_hazards"]),
        ("min_age", data["offer_min_ages"]),
    ):
        for title, value in values.items():
            Offer.objects.filter(title=title).update(**{name: value})


def _guests(stage: Stage, data: dict) -> list[Guest]:
    employers = Employer.objects.in_bulk(field_name="slug")
    region = User.objects.get(email=COORDINATOR)
    today = stage.calendar.today

    def ago(row: dict, name: str) -> dt.date | None:
        return today - dt.timedelta(days=row[name]) if name in row else None

    return Guest.objects.bulk_create(
        Guest(
            employer=employers[row["employer"]],
            name=row["name"],
            role=row["role"],
            vog_issued_on=ago(row, "issued_days_ago"),
            vog_seen_on=ago(row, "seen_days_ago"),
            vog_seen_by=region if "seen_days_ago" in row else None,
        )
        for row in data["guests"]
    )
