"""What may stand in the parts: shares, sectors, safe text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reference.models import Competence, Sector, Subject
from schools.lob_parts import PARTS, completeness_of
from schools.lob_quality import lob_evidence
from schools.models import AssessmentChoice, DestinationType, LobProfile
from schools.services.lob_profiles import LobRefused, _check_rows, start_version

Kind = DestinationType


def destination(share, kind=Kind.EMPLOYMENT, **more):
    return {"kind": kind, "label": "", "share": Decimal(share), "sectors": [], **more}


def test_shares_of_about_a_hundred_are_kept(draft, coordinator, write):
    green = Sector.objects.get(code="green_animals")
    rows = [destination("60", sectors=[green]), destination("40.5", Kind.MBO_BOL)]

    write(draft, "vertrek", by=coordinator, rows=rows)

    kept = [(row.kind, row.share, list(row.sectors.all())) for row in draft.destinations.all()]
    assert kept == [("employment", Decimal("60.0"), [green]), ("mbo_bol", Decimal("40.5"), [])]


@pytest.mark.parametrize("shares", [["50"], ["60", "60"], ["96.9"], ["103.1"]])
def test_shares_that_are_not_a_hundred_change_nothing(draft, coordinator, write, shares):
    write(draft, "vertrek", by=coordinator, rows=[destination("100")])
    rows = [destination(s, list(Kind)[n]) for n, s in enumerate(shares)]

    with pytest.raises(LobRefused):
        write(draft, "vertrek", by=coordinator, rows=rows)

    assert [row.share for row in draft.destinations.all()] == [Decimal(100)]


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=14))
def test_shares_are_refused_exactly_when_they_are_not_about_a_hundred(shares):
    rows = [destination(share) for share in shares]
    try:
        _check_rows("destinations", rows)
        accepted = True
    except LobRefused:
        accepted = False

    assert accepted == (97 <= sum(shares) <= 103)


def test_a_school_uses_at_least_one_sector(draft, coordinator, write):
    rows = [
        {"sector": sector, "is_used": False, "own_name": "", "order": 1}
        for sector in Sector.objects.all()
    ]

    with pytest.raises(LobRefused):
        write(draft, "sectoren", by=coordinator, rows=rows)


def test_vision_is_cleaned_when_it_is_written(draft, coordinator, write):
    unsafe = (
        '<p onclick="steal()">Wij <script>steal()</script>leren '
        '<a href="javascript:steal()">samen</a></p>'
    )

    write(draft, "visie", by=coordinator, vision=unsafe)

    assert LobProfile.objects.get(pk=draft.pk).vision == "<p>Wij leren samen</p>"


def test_completeness_counts_the_parts_that_are_filled(school, coordinator, write):
    draft = start_version(school, by=coordinator)
    empty = completeness_of(draft)
    write(draft, "coaching", by=coordinator, coaching_method="grow")
    target = {
        "subject": Subject.objects.get(code="techniek"),
        "year_of_study": 0,
        "activities": 2,
        "competences": list(Competence.objects.all()[:2]),
    }
    write(draft, "vakken", by=coordinator, rows=[target])
    filled = completeness_of(draft)

    assert (empty.done, empty.all, empty.next.slug) == (0, len(PARTS), "visie")
    assert [part.slug for part, done in filled.parts if done] == ["coaching", "vakken"]


def test_evidence_follows_what_is_in_force(school, coordinator, draft, write, approve):
    before = lob_evidence(school)
    rows = [{"item": item, "choice": "not"} for item in AssessmentChoice.Item]
    write(draft, "beoordelen", by=coordinator, rows=rows)
    approve(draft)
    after = {row.criterion: row.filled for row in lob_evidence(school)}

    assert [row.filled for row in before] == [False] * 6
    assert after == {1: True, 2: False, 3: False, 7: False, 9: False, 12: True}
