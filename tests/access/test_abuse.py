"""Whatever somebody types, sends twice or puts in an address: an answer, never a crash."""

import re

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from tests.access.sweep import Row, read_table

pytestmark = pytest.mark.thorough

NASTY = {
    "nothing": "",
    "long": "x" * 20_000,
    "markup": "<script>alert(1)</script>\"'&😀\u202e{{ 7 }}{% now %}",
    "negative": "-1",
    "enormous": "9" * 30,
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "no character": "a\x00b",
    "not a number": "NaN",
}
# What may pass the form's own checks when the rest of it is right.
SLY = [NASTY[name] for name in ("markup", "negative", "first day", "last day", "no character")]
# Sent on the web everywhere; each page takes what it knows.
QUERY = [
    "page", "q", "toon", "groep", "school", "bedrijf", "status", "jaar", "sector", "kind", "year",
    "from", "until", "postcode", "distance", "order", "alles", "next", "chosen", "subject",
    "competence", "places", "after", "before", "near", "within",
]  # fmt: skip
ALLOWED = {"200", "302", "422"}
LEFT_OUT = ("wagtail", "account_", "mfa_", "employer_transition", "media")
# A wish for what is not there (any more) is told kindly, and the cards are shown again.
NOT_THERE = {"placements:pupil-wish-toggle": {302, 404}, "placements:pupil-wish-up": {302, 404}}
NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
KEPT_OUT = {"csrfmiddlewaretoken"}


def allowed_rows(method: str) -> list[tuple[Row, str]]:
    return [
        (row, next(role for role, code in row.expected.items() if code in ALLOWED))
        for row in read_table()
        if row.method == method
        and ALLOWED & set(row.expected.values())
        and not row.name.startswith(LEFT_OUT)
    ]


def by_address(pairs) -> dict:
    return {"argvalues": pairs, "ids": [row.address for row, _role in pairs]}


def send(sweep, row, role, data) -> int:
    """The answer's number; a crash would raise here. What it did is undone."""
    with transaction.atomic():
        sweep.world.forms[row.name], before = data, sweep.world.forms.get(row.name, {})
        try:
            response = sweep.ask(row, role)
        finally:
            sweep.world.forms[row.name] = before
        transaction.set_rollback(True)
    return response.status_code


def field_names(sweep, row, role) -> list[str]:
    """What the page itself asks for, and what a good form of it holds."""
    page = sweep.ask(Row("GET", row.address, {}), role)
    asked = NAME.findall(page.text) if page.status_code == 200 else []
    known = sweep.world.forms.get(row.name, {})
    return sorted({*asked, *known} - KEPT_OUT)


@pytest.mark.parametrize(("row", "role"), **by_address(allowed_rows("GET")))
def test_nothing_in_the_address_breaks_a_page(sweep, row, role):
    for value in [*SLY, NASTY["enormous"]]:
        with transaction.atomic():
            response = sweep.ask(row, role, query=dict.fromkeys(QUERY, value))
            transaction.set_rollback(True)
        assert response.status_code < 500


@pytest.mark.parametrize(("row", "role"), **by_address(allowed_rows("POST")))
def test_nothing_typed_breaks_a_form(sweep, row, role):
    names = field_names(sweep, row, role)
    good = sweep.world.forms.get(row.name, {})

    codes = [send(sweep, row, role, dict.fromkeys(names, value)) for value in NASTY.values()]
    codes += [send(sweep, row, role, {**good, name: value}) for name in good for value in SLY]

    assert [code for code in codes if code >= 500] == []


@pytest.mark.parametrize(("row", "role"), **by_address(allowed_rows("POST")))
def test_twice_is_no_more_than_once(sweep, row, role):
    """A double click, and a second tab that sends the same."""
    with transaction.atomic():
        codes = [sweep.ask(row, role).status_code for _click in range(2)]
        transaction.set_rollback(True)

    assert [code for code in codes if code >= 500] == []


@pytest.mark.parametrize("number", [0, 10**9, 10**30], ids=["zero", "unknown", "enormous"])
def test_a_number_that_nothing_has_is_not_found(sweep, number):
    wrong = {}
    for row, role in allowed_rows("GET") + allowed_rows("POST"):
        place = sweep.world.places.get(row.address, {})
        if not isinstance(place, dict) or not any(isinstance(v, int) for v in place.values()):
            continue
        for name in place:
            elsewhere = {**place, name: number} if isinstance(place[name], int) else None
            if elsewhere is None or not _exists(row.name, elsewhere):
                continue
            with transaction.atomic():
                code = sweep.ask(row, role, place=elsewhere).status_code
                transaction.set_rollback(True)
            if code not in NOT_THERE.get(row.name, {404}):
                wrong[f"{row} {name}"] = code

    assert wrong == {}


def _exists(name: str, place: dict) -> bool:
    try:
        return bool(reverse(name, kwargs=place))
    except NoReverseMatch:
        return False
