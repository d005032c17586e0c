"""Turning a result of the solver into proposed places, each with the facts behind its reason."""

from collections import Counter, defaultdict
from typing import Any

from placements.eligibility import Person
from placements.matching.result import MissedReason, Result
from placements.models import Placement, Unplaced
from placements.services.problem import RoundInput

# Of several dates of one offer, the reason that says most comes first.
TELLING = [
    MissedReason.SESSION_FULL,
    MissedReason.EMPLOYER_FULL,
    MissedReason.SCHOOL_QUOTA,
    MissedReason.OVERLAP,
    MissedReason.TRADE_OFF,
    MissedReason.SESSION_NOT_RUNNING,
]


def store_proposal(data: RoundInput, result: Result) -> None:
    """Replace what was proposed and not locked. Call it inside the transaction of the run."""
    facts = Facts(data, result)
    chosen = {(int(p.pupil), int(p.session)) for p in result.placements}
    proposed = Placement.objects.filter(round=data.round, state=Placement.State.PROPOSED)
    kept = {
        (p.student_id, p.session_id): p
        for p in proposed.filter(locked=True)
        if (p.student_id, p.session_id) in chosen
    }
    proposed.exclude(pk__in=[p.pk for p in kept.values()]).delete()
    Placement.objects.bulk_create(
        Placement(
            round=data.round,
            student_id=int(found.pupil),
            session_id=int(found.session),
            level=found.level,
            reason=found.reason,
            reason_data=facts.of_placement(found),
        )
        for found in result.placements
        if (int(found.pupil), int(found.session)) not in kept
    )
    Unplaced.objects.filter(round=data.round).delete()
    Unplaced.objects.bulk_create(
        Unplaced(
            round=data.round,
            student_id=int(left.pupil),
            missing=left.missing,
            reason=left.reason,
            reason_data=facts.of_unplaced(int(left.pupil)),
        )
        for left in result.unplaced
    )


class Facts:
    """What a reason refers to: which wishes were missed and why, how many places for how many."""

    def __init__(self, data: RoundInput, result: Result):
        self.data = data
        self.options = Counter(option.pupil for option in data.problem.options)
        self.got: dict[int, set[int]] = defaultdict(set)
        for placement in result.placements:
            self.got[int(placement.pupil)].add(data.dates[int(placement.session)].offer)
        self.missed: dict[tuple[int, int], set[str]] = defaultdict(set)
        for missed in result.missed:
            offer = data.dates[int(missed.session)].offer
            self.missed[int(missed.pupil), offer].add(missed.reason)

    def of_placement(self, found: Any) -> dict:
        person = self.data.people[int(found.pupil)]
        sector = self.data.dates[int(found.session)].sector
        return {
            "lottery": found.lottery,
            "new_sector": sector not in person.seen_sectors,
            "wishes": len(person.wishes),
            "missed": self.missed_wishes(person, before=found.level),
        }

    def of_unplaced(self, student_id: int) -> dict:
        person = self.data.people[student_id]
        barriers = self.data.eligibility.barriers.get(student_id, {})
        return {
            "wishes": len(person.wishes),
            "dates": len(self.data.dates),
            "options": self.options[str(student_id)],
            "barriers": dict(sorted(Counter(str(b) for b in barriers.values()).items())),
            "missed": self.missed_wishes(person),
        }

    def missed_wishes(self, person: Person, before: int | None = None) -> list[dict]:
        """The wishes that this pupil did not get, the first one first."""
        ranked = sorted(person.wishes.items(), key=lambda wish: wish[1])
        return [
            {
                "rank": rank,
                "offer": offer,
                "reason": self.why_missed(person, offer),
                "places": self.data.places[offer],
                "wished": self.data.wished[offer],
            }
            for offer, rank in ranked
            if offer not in self.got[person.id] and (before is None or rank < before)
        ]

    def why_missed(self, person: Person, offer: int) -> str:
        reasons = self.missed.get((person.id, offer), set())
        for reason in TELLING:
            if reason in reasons:
                return str(reason)
        barriers = self.data.eligibility.barriers.get(person.id, {})
        of_offer = [b for pk, b in barriers.items() if self.data.dates[pk].offer == offer]
        if of_offer:
            return str(Counter(of_offer).most_common(1)[0][0])
        return str(MissedReason.TRADE_OFF)
