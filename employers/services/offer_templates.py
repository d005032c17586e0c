"""The examples that come with the product. What the region rewrote or removed stays that way."""

import json
from pathlib import Path

from employers.models import OfferTemplate
from portal.reference.datasets import Dataset
from portal.reference.loading import load_dataset
from portal.reference.models import Sector

DATA = Path(__file__).parents[1] / "data" / "offer_templates.json"
LINES = ("programme", "bring", "questions", "criteria", "contact_moments")


def load_offer_templates() -> str:
    """Put the examples in the database; safe to repeat. Answers how many there are."""
    sectors = dict(Sector.objects.values_list("code", "pk"))
    rows = [_row(row, sectors) for row in json.loads(DATA.read_text(encoding="utf-8"))]
    load_dataset(Dataset(OfferTemplate, rows))
    return f"{len(rows)} examples of offers"


def _row(row: dict, sectors: dict[str, int]) -> dict:
    values = {name: value for name, value in row.items() if name not in {"sector", "tags", *LINES}}
    lines = {name: "\n".join(row.get(name, [])) for name in LINES}
    return {
        **values,
        **lines,
        "code": f"{row['kind']}-{row['sector']}".replace("_", "-"),
        "sector_id": sectors[row["sector"]],
        "tags": ", ".join(row.get("tags", [])),
    }
