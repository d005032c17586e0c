"""Judges a plan against the rules on age and activity. Plain data in, findings out.

The rules are rows (portal.reference.ActivityRule). A finding cites the rule. It stops somebody only
when the rule says so and the breach is certain: ages that follow from a year of school are usual
ages, so "some pupils may be too young" is a warning and "the youngest year is" is not.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.formats import long_date
from portal.reference.models import ActivityRule, Hazard, Regime

WARN, BLOCK = ActivityRule.Severity.WARN, ActivityRule.Severity.BLOCK
# In the first year of secondary school pupils are usually 12, and become 13.
AGE_BEFORE_YEAR_1 = 11


@dataclass(frozen=True, slots=True)
class Ages:
    """Of a group: how old the youngest may be, and how old its youngest year is at most."""

    youngest: int
    at_most: int

    @classmethod
    def known(cls, age: int) -> "Ages":
        return cls(age, age)

    @classmethod
    def of_year(cls, year: int) -> "Ages":
        return cls(AGE_BEFORE_YEAR_1 + year, AGE_BEFORE_YEAR_1 + 1 + year)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is planned: under which regime, with which hazards, when, and for whom."""

    regime: str
    ages: Ages | None = None
    hazards: frozenset[str] = frozenset()
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    own_min_age: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say. ``source`` is where it comes from, with its date."""

    code: str
    severity: str
    sentence: str
    source: str
    detail: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity == BLOCK

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.sentence}{detail} {_('Source: %(source)s.') % {'source': self.source}}"


def judge(occasion: Occasion, rules: Iterable[Any]) -> list[Finding]:
    """What the rules say about this plan, what stops it first; empty when all is well."""
    own = _own_rule(occasion)
    found = [own] if own else []
    found += [finding for rule in rules if (finding := _finding(occasion, rule))]
    return sorted(found, key=lambda finding: not finding.blocks)


def _finding(occasion: Occasion, rule) -> Finding | None:
    if not _holds(occasion, rule):
        return None
    hazards = occasion.hazards & set(rule.hazards_excluded)
    too_young = bool(rule.min_age and occasion.ages and occasion.ages.youngest < rule.min_age)
    if not (too_young or hazards or _wrong_time(occasion, rule)):
        return None
    source = rule.source
    if rule.source_date:
        source = _("%(source)s, text of %(day)s") % {
            "source": source,
            "day": long_date(rule.source_date),
        }
    return Finding(
        rule.code,
        BLOCK if rule.severity == BLOCK and _is_certain(occasion, rule) else WARN,
        rule.sentence,
        source,
        ", ".join(row.name.lower() for row in Hazard.all_cached() if row.code in hazards),
    )


def _holds(occasion: Occasion, rule) -> bool:
    """Whether the rule is about this regime, these ages and this day. The youngest decides."""
    day = _local(occasion.starts_at).date() if occasion.starts_at else timezone.localdate()
    if occasion.regime not in rule.regimes or day < rule.valid_from:
        return False
    if rule.valid_until and day > rule.valid_until:
        return False
    if rule.for_age_min is None and rule.for_age_max is None:
        return True
    if occasion.ages is None:
        return False
    lowest = rule.for_age_min if rule.for_age_min is not None else 0
    highest = rule.for_age_max if rule.for_age_max is not None else 200
    return lowest <= occasion.ages.youngest <= highest


def _wrong_time(occasion: Occasion, rule) -> bool:
    if not occasion.starts_at or not occasion.ends_at:
        return False
    start, end = _local(occasion.starts_at), _local(occasion.ends_at)
    past_midnight = end.date() > start.date()
    return bool(
        (rule.weekdays and start.isoweekday() not in rule.weekdays)
        or (rule.earliest and start.time() < rule.earliest)
        or (rule.latest and (past_midnight or end.time() > rule.latest))
        or (rule.max_hours_day and end - start > dt.timedelta(hours=rule.max_hours_day))
    )


def _is_certain(occasion: Occasion, rule) -> bool:
    """Somebody is too young for sure, or somebody of these ages is there for sure."""
    limit = rule.min_age - 1 if rule.min_age else rule.for_age_max
    return limit is None or (occasion.ages is not None and occasion.ages.at_most <= limit)


def _own_rule(occasion: Occasion) -> Finding | None:
    age, ages = occasion.own_min_age, occasion.ages
    if not age or not ages or ages.youngest >= age:
        return None
    return Finding(
        "own_min_age",
        BLOCK if ages.at_most < age else WARN,
        _("The company itself asks for pupils of %(age)s or older.") % {"age": age},
        _("the company's own rule"),
    )


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


# ---- The plans of this portal as occasions. An offer's ``worksite__passport`` should be there.


def ages_invited(offer) -> Ages:
    """Whom an offer is for: its own youngest age where it says one, else by its first year."""
    age = offer.youngest_age
    return Ages.known(age) if age else Ages.of_year(offer.year_min)


def judge_offer(offer) -> list[Finding]:
    """Advice to the employer about an offer, whatever its dates will be."""
    return judge_date(offer, None, None)


def judge_date(
    offer, starts_at: dt.datetime | None, ends_at: dt.datetime | None, ages: Ages | None = None
) -> list[Finding]:
    """About one date of an offer: for the pupils it invites, or for the ``ages`` that come.

    Who works along meets the dangers of the place; who looks or tries something only those of
    the activity itself.
    """
    occasion = Occasion(
        offer.regime,
        ages or ages_invited(offer),
        offer.all_hazards if offer.regime == Regime.WORK else frozenset(offer.hazards),
        starts_at,
        ends_at,
        offer.youngest_age if ages else None,
    )
    return judge(occasion, ActivityRule.all_cached())


def new_by_date(offer, starts_at, ends_at) -> list[Finding]:
    """What the day and the time of a date add to what is known of its offer already."""
    known = {finding.code for finding in judge_offer(offer)}
    return [f for f in judge_date(offer, starts_at, ends_at) if f.code not in known]


def clear_breach(offer, starts_at=None, ends_at=None) -> str:
    """The sentence that stops this offer, or this date of it; empty when nothing does."""
    return next((str(f) for f in judge_date(offer, starts_at, ends_at) if f.blocks), "")
