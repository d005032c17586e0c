"""What pupils wish: some offers are more in demand than others, and some pupils do not answer."""

import datetime
from collections import defaultdict
from random import Random

from employers.models import Offer
from placements.models import Round, Wish, WishList
from placements.queries import coordinators_of, offers_of, places_had, pupils_of
from portal.demo.loaders.pupils import STARS
from portal.demo.loaders.round_plans import Plan
from portal.demo.stage import Stage
from schools.models import Student

BEGUN = 0.06  # chose something, did not send it
BY_STAFF = 0.08
STAR_NUMBERS = {star[0] for star in STARS.values()}


def state_wishes(stage: Stage, round_: Round, plan: Plan) -> None:
    dice = stage.dice(f"wishes of {plan.title}")
    offers = list(offers_of(round_).order_by("pk"))
    weights = {offer.pk: dice.choice([1, 1, 2, 4, 9]) for offer in offers}
    been = _been(round_)
    until = min(round_.wishes_until, stage.now)
    coordinator = coordinators_of(round_.school).first()
    lists: list[WishList] = []
    chosen: list[list[int]] = []
    for student in pupils_of(round_).order_by("pk"):
        answer = _answers(dice, round_, plan, student)
        if answer is None:
            continue
        free = [offer for offer in offers if offer.pk not in been[student.pk]]
        lists.append(
            WishList(
                round=round_,
                student=student,
                sent_at=_between(dice, round_.opened_at, until) if answer else None,
                entered_by=coordinator if answer and dice.random() < BY_STAFF else None,
            )
        )
        chosen.append(_choose(dice, free, weights, round_.wishes_each, plan, student))
    made = WishList.objects.bulk_create(lists)
    Wish.objects.bulk_create(
        Wish(wish_list=wish_list, offer_id=offer, rank=rank)
        for wish_list, offers_of_pupil in zip(made, chosen, strict=True)
        for rank, offer in enumerate(offers_of_pupil, 1)
    )


def _answers(dice: Random, round_: Round, plan: Plan, student: Student) -> bool | None:
    """True: sent. False: begun. None: nothing yet, as those of the tour in an open round."""
    chance = dice.random()
    if student.source_key in STAR_NUMBERS:
        return None if round_.state == Round.State.OPEN else True
    if chance < plan.answered:
        return True
    return False if chance < plan.answered + BEGUN else None


def _been(round_: Round) -> dict[int, set[int]]:
    been: dict[int, set[int]] = defaultdict(set)
    had = places_had().filter(student__in=pupils_of(round_))
    for student, offer in had.values_list("student", "session__offer"):
        been[student].add(offer)
    return been


def _choose(
    dice: Random, offers: list[Offer], weights: dict, count: int, plan: Plan, student: Student
) -> list[int]:
    """Without doubles; those of the tour wish what the plan needs."""
    star = student.source_key in STAR_NUMBERS
    chosen = [offer.pk for offer in offers if star and offer.title in plan.must[:1]]
    pool = {offer.pk: weights[offer.pk] for offer in offers if offer.pk not in chosen}
    while pool and len(chosen) < count:
        found = dice.choices(list(pool), weights=list(pool.values()))[0]
        chosen.append(found)
        del pool[found]
    return chosen


def _between(dice: Random, start: datetime.datetime, end: datetime.datetime) -> datetime.datetime:
    return start + (end - start) * dice.random()
