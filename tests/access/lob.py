"""A version of the LOB profile that holds, and one that is being made."""

import datetime

from django.utils import timezone

from schools.lob_parts import BY_SLUG
from schools.services.lob_profiles import approve_version, change_part, start_version

WORDS = "<p>" + "Elke leerling ontdekt in de praktijk wat past. " * 4 + "</p>"


def add_lob_pages(world, school) -> None:
    by, leader = world.people["coord"], world.people["lead"]
    held = start_version(school, by=by)
    filled = {"vision": WORDS, "model": "1", "reason_vision": "Het past."}
    for slug in ("visie", "model"):
        now = {name: getattr(held, name) for name in BY_SLUG[slug].fields}
        fields = {name: filled.get(name, value) for name, value in now.items()}
        change_part(held, part=slug, by=by, fields=fields)
        held.refresh_from_db()
    day = timezone.localdate()
    approve_version(held, by=leader, in_force_from=day - datetime.timedelta(days=30))
    draft = start_version(school, by=by)
    of_draft = {"pk": draft.pk}
    world.places |= {
        "schools:lob-version approved": {"pk": held.pk},
        "schools:lob-version draft": of_draft,
        "schools:lob-compare": of_draft,
        "schools:lob-part approved": {"pk": held.pk, "part": "coaching"},
        "schools:lob-part draft": {**of_draft, "part": "coaching"},
        **{f"schools:lob-{name}": of_draft for name in ("offer", "approve", "discard")},
        "schools:lob-take-back": of_draft,
    }
    world.forms |= {
        "schools:lob-part draft": {"coaching_method": "grow"},
        "schools:lob-approve": {"in_force_from": day.isoformat()},
        "schools:lob-take-back": {"remark": "Noem de ouders."},
    }
