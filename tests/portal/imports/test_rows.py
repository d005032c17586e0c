import json

import pytest
from django.utils import translation

from portal.imports.problems import FILE_PROBLEMS, ROW_PROBLEMS, ImportRefused, shown, wording
from portal.imports.rows import RosterRow, RowProblem

NAMES = ("line", "root", "found", "expected", "megabytes", "first", "year", "rows", "group")
CONTEXT = dict.fromkeys([*NAMES, "location"], "7")


def test_problem_survives_being_stored():
    problem = RowProblem(12, "duplicate_pupil", {"first": "3"}, skipped=True)

    stored = json.loads(json.dumps(problem.as_dict()))

    assert RowProblem.from_dict(stored) == problem
    assert "message" not in stored


@pytest.mark.parametrize("code", [*FILE_PROBLEMS, *ROW_PROBLEMS])
def test_every_problem_has_a_sentence(code):
    with translation.override("en"):
        sentence = wording(code, CONTEXT)

    assert sentence.endswith(".")
    assert "%" not in sentence


def test_code_of_an_older_report_still_gives_a_sentence():
    assert "no_longer_known" in wording("no_longer_known", {})


def test_refusal_speaks_the_language_of_the_reader():
    refused = ImportRefused("broken_xml", line=12)

    with translation.override("en"):
        assert "line 12" in str(refused)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1P1", "1P1"),
        ("a\x00b\nc", "a b c"),
        ("x" * 50, f"{'x' * 20}…"),
        ("123456782", "…"),
        ("1234.56.782", "…"),
    ],
)
def test_shown_is_short_and_without_long_numbers(value, told):
    assert shown(value) == told


def test_repr_of_a_row_names_nobody():
    row = RosterRow("S1001", "Sterre", "van", "Wolkenveld", "S", "sterre@school.example", "eck")

    assert repr(row).count("=") == 8
    assert "S1001" not in repr(row)
    assert "Sterre" not in repr(row).replace("RosterRow", "")
