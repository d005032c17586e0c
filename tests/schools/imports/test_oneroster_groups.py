"""Who is in which group by OneRoster, who has left, and who is what."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.imports.problems import ImportRefused
from portal.imports.rows import SCHOOL_NOT_NAMED
from schools.imports.oneroster import read_oneroster
from tests.factories.oneroster import (
    BRIN6,
    as_1_2,
    enrollment,
    oneroster,
    pupil,
    role,
    school_class,
)

BRIN = BRIN6[:4]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A day in the school year of the files."""
    day = SimpleNamespace(value=date(2026, 11, 16))
    clock = SimpleNamespace(localdate=lambda: day.value)
    monkeypatch.setattr("schools.imports.oneroster.timezone", clock)
    return day


def told(roster):
    return [(problem.line, problem.code) for problem in roster.problems]


def rows(file, **options):
    return list(read_oneroster(file, **options).rows)


def refusal(file, **options):
    with pytest.raises(ImportRefused) as caught:
        read_oneroster(file, **options)
    assert "%(" not in caught.value.message
    return caught.value


def alone(**fields):
    """A file with one pupil."""
    return oneroster(users=[pupil(1, **fields)], enrollments=[enrollment("u1", "c1")])


# --- Who is in which group


@pytest.mark.parametrize(
    ("dates", "group"),
    [
        ({}, "c1"),
        ({"beginDate": "2026-08-01", "endDate": "2027-08-01"}, "c1"),
        ({"beginDate": "2026-11-16"}, "c1"),
        ({"endDate": "2026-11-17"}, "c1"),
        ({"endDate": "2026-11-16"}, ""),  # the day of the end is the first one not there
        ({"endDate": "2026-09-01"}, ""),
        ({"beginDate": "2027-02-01"}, "c1"),  # nothing now: the one that begins first
        ({"endDate": "1899-12-30"}, "c1"),
        ({"status": "tobedeleted"}, ""),
        ({"status": "inactive"}, ""),
    ],
)
def test_enrollment_counts_when_it_has_not_ended(dates, group):
    row = {**enrollment("u1", "c1"), "status": "", **dates}
    [pupil_row] = rows(oneroster(users=[pupil(1)], enrollments=[row]))

    assert pupil_row.group_key == group


def test_pupil_who_moved_is_in_the_new_group():
    classes = [school_class(), school_class("c3", "2P2")]
    enrollments = [
        enrollment("u1", "c1", endDate="2026-11-02"),
        enrollment("u1", "c3", beginDate="2026-11-02"),
    ]
    file = oneroster(users=[pupil(1)], classes=classes, enrollments=enrollments)

    assert [row.group_key for row in rows(file)] == ["c3"]


def test_file_for_the_next_year_is_read_as_of_its_first_day(today):
    today.value = date(2026, 7, 10)
    enrollments = [enrollment("u1", "c1", beginDate="2026-08-24")]
    roster = read_oneroster(oneroster(users=[pupil(1)], enrollments=enrollments))

    assert roster.reference_date == date(2026, 8, 1)
    assert [row.group_key for row in roster.rows] == ["c1"]


def test_pupil_in_two_base_groups_is_told():
    classes = [school_class(), school_class("c3", "2P2")]
    enrollments = [enrollment("u1", "c1"), enrollment("u1", "c3")]
    roster = read_oneroster(oneroster(users=[pupil(1)], classes=classes, enrollments=enrollments))

    assert [(row.group_key, row.composite_keys) for row in roster.rows] == [("c1", ())]
    assert told(roster) == [(2, "oneroster_two_homerooms")]


# --- Who has left


def test_pupil_to_be_deleted_has_left_and_no_name_is_kept():
    file = alone(status="tobedeleted", givenName="Noor")
    [row] = rows(file)

    assert (row.source_key, row.left, row.given_name) == ("1", True, "")


def test_pupil_who_is_inactive_stays_out_and_is_told():
    users = [pupil(1, status=""), pupil(2, status="inactive")]
    file = oneroster(users=users, enrollments=[enrollment(user, "c1") for user in ("u1", "u2")])
    roster = read_oneroster(file)

    assert [row.source_key for row in roster.rows] == ["1"]
    assert told(roster) == [(3, "oneroster_inactive")]


def test_role_that_has_ended_is_of_a_pupil_who_left():
    roles = [role("u1", endDate="2026-10-01"), role("u2", endDate="2027-08-01")]
    file = oneroster(version="1.2", **as_1_2(users=[pupil(1), pupil(2)], roles=roles))

    assert [(row.source_key, row.left, row.left_on) for row in rows(file)] == [
        ("1", True, date(2026, 9, 30)),
        ("2", False, None),
    ]


def test_file_of_changes_is_not_complete():
    said = {"file__users": "delta", "file__enrollments": "delta"}
    file = oneroster(said=said, users=[pupil(1, status="tobedeleted"), pupil(2, status="active")])
    roster = read_oneroster(file)

    assert roster.complete is False
    assert [(row.source_key, row.left) for row in roster.rows] == [("1", True), ("2", False)]


def test_file_of_changes_need_not_name_school_and_year_again():
    said = {"file__users": "delta"}
    file = oneroster(
        said=said, orgs=[], academicSessions=[], classes=[], enrollments=[], users=[pupil(1)]
    )
    roster = read_oneroster(file, brin=BRIN, brin6=BRIN6)

    assert (roster.school_year, roster.questions) == ("2026-2027", (SCHOOL_NOT_NAMED,))
    assert [row.source_key for row in roster.rows] == ["1"]
    assert refusal(file).code == "oneroster_no_school"


# --- Who is who in 1.2


@pytest.mark.parametrize(
    ("roles", "kind"),
    [
        ([role("u1")], "pupil"),
        ([role("u1", "teacher")], "staff"),
        ([role("u1", "principal"), role("u1", "student", roleType="secondary")], "staff"),
        ([role("u1", "teacher", roleType="secondary"), role("u1")], "pupil"),
        ([role("u1", "parent")], "nobody"),
        ([role("u1", status="inactive")], "nobody"),
        ([role("u2")], "nobody"),
    ],
)
def test_main_role_decides(roles, kind):
    roles = [{**row, "status": row.get("status", "")} for row in roles]
    roster = read_oneroster(
        oneroster(version="1.2", **as_1_2(users=[pupil(1), pupil(3)], roles=[*roles, role("u3")]))
    )

    assert [row.source_key for row in roster.rows] == (["1", "3"] if kind == "pupil" else ["3"])
    assert [person.source_key for person in roster.staff] == (["1"] if kind == "staff" else [])
