"""What the people of a school read about safety, and what the rules say about a group's dates."""

from dataclasses import dataclass

from django.db.models.functions import Coalesce

from employers.models import Guest, Offer, Session
from employers.rules import Ages, Finding, judge_date
from placements.permissions import reads_safety
from schools.models import Student


@dataclass(frozen=True)
class SafetyForStaff:
    """``guests`` are those who come to schools often; only a guest lecture has them."""

    guests: list[Guest]


def safety_for(user, offer: Offer) -> SafetyForStaff | None:
    """None for who is not of a school or the region: they see the fact box only."""
    if not reads_safety(user):
        return None
    guests = Guest.objects.none()
    if offer.kind == Offer.Kind.GUEST_LECTURE:
        guests = Guest.objects.visible_to(user).filter(employer=offer.employer_id)
    return SafetyForStaff(list(guests))


def years_of(round_) -> frozenset[int]:
    """The years of school that take part; schools keep no dates of birth here."""
    pupils = Student.objects.enrolled().filter(base_group__in=round_.groups.all())
    year = Coalesce("year_of_study", "base_group__year_of_study")
    return frozenset(pupils.order_by().values_list(year, flat=True).distinct()) - {None}


def judge_for(years: frozenset[int], session: Session) -> list[Finding]:
    """What the rules say when pupils of these years go to this date.

    Only years that the offer is for count: nobody else gets a place there. Where the roster says
    no years, those of the offer itself decide.
    """
    offer = session.offer
    fitting = [year for year in years if offer.year_min <= year <= offer.year_max]
    if years and not fitting:
        return []
    ages = Ages.of_year(min(fitting)) if fitting else None
    return judge_date(offer, session.starts_at, session.ends_at, ages)
