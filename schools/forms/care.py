"""Ticks for needs and pictures, of one pupil or of a whole group. What was shown comes along."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from schools.care import Care
from schools.models import PhotoConsent
from schools.services.needs import Change
from schools.services.photo_consents import PhotoChange

DIGITS = 12
DECIDES = "decides"
LONGEST = 40


def need_changes(data: QueryDict) -> dict[int, Change]:
    """By pupil id: the difference between what the page showed and what was sent."""
    return {pk: Change.between(_was(data, pk), _ticked(data, "need", pk)) for pk in _pupils(data)}


def photo_changes(data: QueryDict) -> dict[int, PhotoChange]:
    changes = {}
    for pk in _pupils(data):
        before, after = set(_was(data, pk)), set(_ticked(data, "photo", pk))
        decides = None
        if (DECIDES in before) != (DECIDES in after):
            decides = DECIDES in after
        changes[pk] = PhotoChange(
            give=frozenset(after - before - {DECIDES}),
            withdraw=frozenset(before - after - {DECIDES}),
            decides=decides,
        )
    return changes


def purposes() -> list[tuple[str, str]]:
    return [(purpose.value, str(purpose.label)) for purpose in PhotoConsent.Purpose]


def photo_columns() -> list[tuple[str, str, str]]:
    """The mark comes first: it says who gave what is ticked after it."""
    mark = (DECIDES, _("16 or older, decides alone"), "user")
    return [mark, *((code, label, "camera") for code, label in purposes())]


def photo_ticks(care: Care) -> list[str]:
    return ([DECIDES] if care.decides else []) + sorted(care.photos)


def _pupils(data: QueryDict) -> Iterable[int]:
    """Each pupil whose row was on the page."""
    for value in data.getlist("shown"):
        if value.isascii() and value.isdigit() and len(value) <= DIGITS:
            yield int(value)


def _was(data: QueryDict, pk: int) -> list[str]:
    return [code[:LONGEST] for code in data.get(f"was-{pk}", "").split() if code]


def _ticked(data: QueryDict, name: str, pk: int) -> list[str]:
    return [code[:LONGEST] for code in data.getlist(f"{name}-{pk}")]
