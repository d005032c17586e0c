"""Rounds to test with: groups, pupils, dates with held places, wishes."""

import datetime

from django.utils import timezone

from placements.models import Round, Wish, WishList
from tests.factories import (
    OfferFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)


def at(day: int, hour: int = 10) -> datetime.datetime:
    start = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    return start + datetime.timedelta(days=day)


def a_round(school, group, *, pupils=4, state=Round.State.CLOSED, **options):
    """A round of one group with ``pupils`` pupils and no dates yet."""
    round_ = RoundFactory(school=school, groups=[group], state=state, **options)
    return round_, StudentFactory.create_batch(pupils, base_group=group)


def add_date(round_, *, places=8, held=None, day=20, hour=10, offer=None, fewest=1, **options):
    """A date of two hours in the round, its places held (and taken on the date)."""
    held = places if held is None else held
    starts = at(day, hour)
    session = SessionFactory(
        offer=offer or OfferFactory(**options),
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=2),
        max_places=max(places, 1),
        min_places=fewest,
        places_taken=held,
    )
    RoundSessionFactory(round=round_, session=session, places=max(places, 1), held=held)
    return session


def wish(round_, student, *sessions):
    wish_list, _new = WishList.objects.get_or_create(
        round=round_, student=student, defaults={"sent_at": timezone.now()}
    )
    for rank, session in enumerate(sessions, start=1):
        Wish.objects.create(wish_list=wish_list, offer=session.offer, rank=rank)
    return wish_list
