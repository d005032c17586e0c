"""In which order the offers of a search come."""

from django.db.models import (
    Case,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Power

from employers.models import Offer, Session
from placements import catalogue
from portal.reference.distance import coordinates
from portal.reference.models import PostcodeArea

# A degree of longitude is shorter than one of latitude by this factor (squared) at 52 degrees.
NARROWER = 0.38


def in_order_of(sort: str, offers: QuerySet[Offer], dates: QuerySet[Session], pc4: str) -> QuerySet:
    """For every order but "best": that one is a list of numbers."""
    if sort == "new":
        return offers.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    if sort == "near" and (here := coordinates(pc4)):
        return _nearest(offers, here)
    return catalogue.with_next_date(offers, dates)


def kind_first(offers: QuerySet[Offer], kind: str) -> QuerySet[Offer]:
    """Offers of ``kind`` before the others, each in the order they had."""
    number = Case(When(kind=kind, then=0), default=1, output_field=IntegerField())
    return offers.annotate(of_kind=number).order_by("of_kind", *offers.query.order_by)


def best_first(found: list[int], offers: QuerySet[Offer]) -> list[int]:
    """The offers that fit, in the order in which the words found them."""
    fit = set(offers.values_list("pk", flat=True))
    return [pk for pk in found if pk in fit]


def _nearest(offers: QuerySet[Offer], here: tuple[float, float]) -> QuerySet:
    """By squares of degrees: right for sorting at this size. Who comes to the school is last."""
    area = PostcodeArea.objects.filter(pc4=OuterRef("worksite__pc4"))
    latitude, longitude = here
    away = area.annotate(
        away=Power(F("latitude") - latitude, 2, output_field=FloatField())
        + NARROWER * Power(F("longitude") - longitude, 2, output_field=FloatField())
    ).values("away")[:1]
    return offers.annotate(away=Subquery(away, output_field=FloatField())).order_by(
        F("away").asc(nulls_last=True), "-pk"
    )
