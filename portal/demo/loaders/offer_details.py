"""What the offers say besides their texts, whom to call, and who does one together."""

from decimal import Decimal
from random import Random

from employers.models import Employer, EmployerMembership, Offer, OfferPartner
from portal.demo.stage import Stage, read

Kind = Offer.Kind
DAYS = ([], [], [2, 4], [1, 2, 3], [5], [3, 4, 5])
PARTS = ([], [], ["morning"], ["afternoon"], ["morning", "afternoon"])
TRACKS = ([], [], ["pro"], ["pro", "vmbo_bb"], ["pro", "vmbo_bb", "vmbo_kb"])
LANGUAGES = (["nl"], ["nl"], ["nl", "en"], ["nl", "tr"], ["nl", "pl"], ["nl", "ngt"])


class Details:
    """Fills in the rest of an offer, the same at every load."""

    def __init__(self, stage: Stage):
        self.data = read("offer_details")
        self.dice: Random = stage.dice("offer details")
        self.people = _people(self.dice)

    def of(self, row: dict, employer: Employer) -> dict:
        """The values of the fields that the catalogue's own file does not hold."""
        people = self.people.get(employer.pk, [])
        dice, sector = self.dice, self.data["sectors"][employer.sector.code]
        values = {
            "tracks": dice.choice(TRACKS),
            "weekdays": dice.choice(DAYS),
            "dayparts": dice.choice(PARTS),
            "languages": dice.choice(LANGUAGES),
            "photo_policy": dice.choice(["ask", "ask", "free", "none"]),
            "times_per_year": dice.choice([None, 4, 6, 10]),
            "contact": people[0] if people else None,
            "deputy": people[1] if len(people) > 1 else None,
        }
        if price := self.data["paid"].get(row["title"]):
            values |= {"cost_per_pupil": Decimal(price[0]), "cost_reason": price[1]}
        if row["kind"] == Kind.GUEST_LECTURE:
            return values | {"room_needs": sector["room_needs"], "teacher_stays": True}
        values |= {name: sector[name] for name in ("clothing", "allergens")}
        return values | (self._assignment(row) if row["kind"] == Kind.ASSIGNMENT else {})

    def _assignment(self, row: dict) -> dict:
        return {
            **self.data["assignments"][row["title"]],
            "criteria": "\n".join(self.data["criteria"]),
            "contact_moments": "\n".join(self.data["contact_moments"]),
            "budget": self.dice.choice(self.data["budgets"]),
            "weeks": self.dice.choice([4, 5, 6, 8]),
            "result_owner": self.dice.choice(["shared", "shared", "pupils"]),
        }


def load_partners(stage: Stage) -> int:
    """Offers of several employers, and one question that still waits for an answer."""
    employers = Employer.objects.in_bulk(field_name="slug")
    made = OfferPartner.objects.bulk_create(
        OfferPartner(
            offer=Offer.objects.get(employer=employers[row["lead"]], title=row["offer"]),
            employer=employers[row["partner"]],
            state=row["state"],
            answered_at=stage.now if row["state"] == OfferPartner.State.ACCEPTED else None,
        )
        for row in read("offer_details")["together"]
    )
    return len(made)


def _people(dice: Random) -> dict[int, list[EmployerMembership]]:
    """Everybody who acts for an employer, by employer; each gets a made-up number."""
    people = list(EmployerMembership.objects.order_by("pk"))
    for person in people:
        person.mobile = f"06 0000{dice.randint(0, 9999):04}"
    EmployerMembership.objects.bulk_update(people, ["mobile"])
    by_employer: dict[int, list[EmployerMembership]] = {}
    for person in people:
        by_employer.setdefault(person.employer_id, []).append(person)
    return by_employer
