"""The catalogue: what employers make available. Six of them are not online yet."""

import datetime
from random import Random

from employers.models import Employer, Offer, WorkSite
from portal.demo.loaders.offer_details import Details, load_partners
from portal.demo.stage import Stage, read
from portal.reference.models import Competence, Subject

Kind = Offer.Kind
SAME = (
    "kind", "title", "summary", "pupil_text", "preparation", "year_min", "year_max", "group_min",
    "group_max", "duration_minutes",
)  # fmt: skip
LINES = ("programme", "bring", "questions")
NOTICE = {Kind.VISIT: 21, Kind.GUEST_LECTURE: 14, Kind.ASSIGNMENT: 28}


def load(stage: Stage) -> str:
    rows = read("offers")
    dice = stage.dice("offers")
    employers = Employer.objects.select_related("sector").in_bulk(field_name="slug")
    sites, details = _first_sites(), Details(stage)
    offers = [_offer(stage, dice, row, employers[row["employer"]], sites) for row in rows]
    for offer, row in zip(offers, rows, strict=True):
        for name, value in details.of(row, offer.employer).items():
            setattr(offer, name, value)
    offers = Offer.objects.bulk_create(offers)
    _join(Offer.subjects.through, "subject", Subject, offers, [row["subjects"] for row in rows])
    _join(
        Offer.competences.through, "competence", Competence, offers,
        [row["competences"] for row in rows],
    )  # fmt: skip
    load_partners(stage)
    return f"{sum(offer.live for offer in offers)} in the catalogue, of {len(offers)}"


def _first_sites() -> dict[int, WorkSite]:
    sites: dict[int, WorkSite] = {}
    for site in WorkSite.objects.order_by("pk"):
        sites.setdefault(site.employer_id, site)
    return sites


def _offer(stage: Stage, dice: Random, row: dict, employer: Employer, sites: dict) -> Offer:
    confirmed = stage.now - datetime.timedelta(days=dice.randint(4, 120))
    live = row["state"] == "published"
    offer = Offer(
        employer=employer,
        sector_id=employer.sector_id,
        worksite=None if row["kind"] == Kind.GUEST_LECTURE else sites[employer.pk],
        tags=", ".join(row["tags"]),
        lead_days=NOTICE[row["kind"]],
        live=live,
        has_unpublished_changes=not live,
        **{name: row[name] for name in SAME},
        **{name: "\n".join(row[name]) for name in LINES},
    )
    if live:
        offer.confirmed_on = confirmed.date()
        offer.first_published_at = offer.last_published_at = confirmed
    return offer


def _join(through, name: str, model, offers: list[Offer], codes: list[list[str]]) -> None:
    known = model.objects.in_bulk(field_name="code")
    through.objects.bulk_create(
        through(offer_id=offer.pk, **{name: known[code]})
        for offer, wanted in zip(offers, codes, strict=True)
        for code in wanted
    )
