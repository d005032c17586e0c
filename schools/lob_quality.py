"""What the LOB profile says about the criteria of quality: filled or not, and when.

Numbers of the portal's own framework. The quality report joins these with what happened.
"""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from schools.lob_parts import BY_SLUG
from schools.lob_reading import in_force
from schools.models import AssessmentChoice, LobProfile, School

LONGEST_UNSEEN = datetime.timedelta(days=730)


@dataclass(frozen=True)
class Evidence:
    """``on`` is the day to which it can be traced, None when there is none; ``facts`` are JSON."""

    criterion: int
    filled: bool
    on: datetime.date | None = None
    facts: dict = field(default_factory=dict)


def lob_evidence(school: School, day: datetime.date | None = None) -> list[Evidence]:
    """Criteria 1, 2, 3, 7, 9 and 12 on ``day`` (today): what was in force then."""
    day = day or timezone.localdate()
    profile = in_force(school.pk, day)
    if profile is None:
        return [Evidence(number, False) for number in (1, 2, 3, 7, 9, 12)]
    return [
        _vision(profile, day),
        _model(profile),
        _talks(profile),
        _subjects(profile),
        _destinations(profile),
        _assessing(profile),
    ]


def _filled(profile: LobProfile, slug: str) -> bool:
    return BY_SLUG[slug].filled(profile)


def _vision(profile: LobProfile, day: datetime.date) -> Evidence:
    """Written, shared, coaching named; looked at again within two years."""
    began = profile.in_force_from or day
    return Evidence(
        1,
        _filled(profile, "visie") and day - began < LONGEST_UNSEEN,
        began,
        {
            "shared_on": _iso(profile.vision_shared_on),
            "coaching": profile.coaching_method,
            "mr_discussed_on": _iso(profile.mr_discussed_on),
        },
    )


def _model(profile: LobProfile) -> Evidence:
    steps = list(profile.steps.all())
    return Evidence(
        2,
        _filled(profile, "model") and _filled(profile, "groei"),
        profile.in_force_from,
        {
            "model": profile.model,
            "target": profile.target_model,
            "target_on": _iso(profile.target_on),
            "steps": len(steps),
            "steps_done": sum(step.done_on is not None for step in steps),
        },
    )


def _talks(profile: LobProfile) -> Evidence:
    """The norm: talks a pupil has a right to, by year of study and kind."""
    norms = {
        norm.year_of_study: {"lob": norm.lob, "coach": norm.coach, "three_way": norm.three_way}
        for norm in profile.talks.all()
    }
    return Evidence(3, _filled(profile, "gesprekken"), profile.in_force_from, {"norms": norms})


def _subjects(profile: LobProfile) -> Evidence:
    targets = list(profile.subject_targets.all())
    subjects = sorted({target.subject.code for target in targets})
    return Evidence(7, bool(targets), profile.in_force_from, {"subjects": subjects})


def _destinations(profile: LobProfile) -> Evidence:
    """Filled when at least one destination is tied to a sector."""
    rows = list(profile.destinations.all())
    linked = [row for row in rows if row.sectors.all()]
    facts = {"leavers_of": profile.leavers_of, "destinations": len(rows), "linked": len(linked)}
    return Evidence(9, bool(linked), profile.in_force_from, facts)


def _assessing(profile: LobProfile) -> Evidence:
    choices = {row.item: row.choice for row in profile.assessments.all()}
    filled = set(choices) == set(AssessmentChoice.Item)
    return Evidence(12, filled, profile.in_force_from, {"choices": choices})


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
