"""The files in data/ as rows: which model, which key, and how each cell becomes a value."""

import csv
import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.text import slugify

from portal.reference.models import (
    ActivityRule,
    Competence,
    Hazard,
    HolidayRegion,
    LabourRegion,
    PracticalNeed,
    Region,
    RmcRegion,
    SchoolHoliday,
    SchoolListing,
    Sector,
    Subject,
    TalkingTip,
    VmboProfile,
)

DATA = Path(__file__).parent / "data"
RULE_DAYS = ("source_date", "valid_from", "valid_until")
RULE_TIMES = ("earliest", "latest")


@dataclass(frozen=True)
class Dataset:
    """Rows of one model. ``links`` are many-to-many fields, given by the others' codes."""

    model: type[models.Model]
    rows: list[dict]
    key: tuple[str, ...] = ("code",)
    links: dict[str, type[models.Model]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return self.model.__name__.lower()

    def key_of(self, values: dict) -> str:
        return "/".join(str(values[name]) for name in self.key)


def datasets() -> Iterator[Dataset]:
    """All of them, in an order in which what is pointed at comes first."""
    yield Dataset(VmboProfile, read_csv("vmbo_profiles.csv"))
    yield Dataset(Sector, read_json("sectors.json"), links={"vmbo_profiles": VmboProfile})
    yield Dataset(Competence, read_json("competences.json"))
    yield Dataset(Subject, [_subject(row) for row in read_csv("subjects.csv")])
    yield Dataset(TalkingTip, read_json("talking_tips.json"))
    yield Dataset(LabourRegion, read_csv("labour_regions.csv"))
    yield Dataset(RmcRegion, read_csv("rmc_regions.csv"))
    yield Dataset(
        SchoolHoliday,
        [_holiday(row) for row in read_csv("school_holidays.csv")],
        key=("school_year", "kind", "region"),
    )
    yield Dataset(SchoolListing, read_json("school_list.json"), key=("brin6",))
    yield Dataset(Hazard, read_json("hazards.json"))
    yield Dataset(PracticalNeed, read_json("practical_needs.json"))
    yield Dataset(ActivityRule, [_rule(row) for row in read_json("activity_rules.json")])
    yield Dataset(Region, [_region()], key=("id",))


def read_csv(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(name: str) -> list[dict]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _subject(row: dict) -> dict:
    return {**row, "tracks": row["tracks"].split()}


def _holiday(row: dict) -> dict:
    return {
        **row,
        "first_day": datetime.date.fromisoformat(row["first_day"]),
        "last_day": datetime.date.fromisoformat(row["last_day"]),
        "advisory": row["advisory"] == "yes",
    }


def _rule(row: dict) -> dict:
    """Days and times as such; what a rule does not limit stays away."""
    days = {name: datetime.date.fromisoformat(row[name]) for name in RULE_DAYS if name in row}
    times = {name: datetime.time.fromisoformat(row[name]) for name in RULE_TIMES if name in row}
    return {**row, **days, **times}


def _region() -> dict:
    """The region's own name comes from the settings until somebody edits it in the admin."""
    name = settings.REGION_NAME
    return {
        "id": 1,
        "name": name,
        "slug": slugify(name),
        "holiday_region": HolidayRegion.MIDDLE.value,
    }
