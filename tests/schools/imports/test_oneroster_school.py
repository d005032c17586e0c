"""Of which school and of which year a OneRoster file is."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.imports.problems import ImportRefused
from portal.imports.rows import SCHOOL_NOT_NAMED
from schools.imports.oneroster import read_oneroster
from tests.factories.oneroster import (
    BRIN6,
    enrollment,
    oneroster,
    org,
    pupil,
    school_class,
    session,
    teacher,
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


# --- Which school


@pytest.mark.parametrize(
    ("identifier", "brin6"),
    [("99XY01", "99XY01"), ("99xy 01", "99XY01"), ("99XY-02", "99XY02"), ("99XY", "99XY00")],
)
def test_school_is_known_by_its_brin(identifier, brin6):
    roster = read_oneroster(oneroster(orgs=[org(identifier=identifier)]))

    assert (roster.brin, roster.brin6, roster.questions) == (BRIN, brin6, ())


def test_id_of_the_school_will_do_when_that_is_its_brin():
    users = [pupil(1, orgSourcedIds="99XY01")]
    classes = [school_class(schoolSourcedId="99XY01")]
    file = oneroster(
        orgs=[org("99XY01", identifier="")],
        users=users,
        classes=classes,
        enrollments=[enrollment("u1", "c1")],
    )

    assert read_oneroster(file).brin6 == "99XY01"


def test_pupils_of_two_locations_carry_theirs():
    file = oneroster(
        orgs=[org(), org("s2", "99XY02")],
        users=[pupil(1), pupil(2, orgSourcedIds="s2"), pupil(3, orgSourcedIds="s2,s1")],
        enrollments=[],
    )
    roster = read_oneroster(file, brin=BRIN)

    assert roster.brin6 == ""
    assert [row.location_name for row in roster.rows] == ["99XY01", "99XY02", "99XY02"]


def test_only_rows_of_this_school_go_in():
    file = oneroster(
        orgs=[org(), org("s2", "98AB00"), org("d", "", type="district")],
        users=[pupil(1), pupil(2, orgSourcedIds="s2"), teacher(9, orgSourcedIds="s2")],
        classes=[school_class(), school_class("c3", "Elders", schoolSourcedId="s2")],
        enrollments=[enrollment("u1", "c1"), enrollment("u2", "c3")],
    )
    roster = read_oneroster(file, brin=BRIN)

    assert [row.source_key for row in roster.rows] == ["1"]
    assert [group.key for group in roster.groups] == ["c1"]
    assert list(roster.staff) == []
    assert told(roster) == [(None, "oneroster_other_schools")]
    assert roster.problems[0].context["rows"] == "2"


def test_file_of_another_school_is_refused():
    error = refusal(oneroster(), brin="98AB")

    assert (error.code, error.context) == ("wrong_school", {"found": BRIN, "expected": "98AB"})


def test_file_of_several_schools_needs_to_know_for_which_one():
    orgs = [org(), org("s2", "98AB00")]

    error = refusal(oneroster(orgs=orgs))
    assert (error.code, error.context) == ("oneroster_several_schools", {"brins": "98AB, 99XY"})


def test_one_school_without_a_brin_is_asked_about():
    orgs = [org(identifier="4711")]
    roster = read_oneroster(oneroster(orgs=orgs), brin=BRIN, brin6=BRIN6)

    assert (roster.brin, roster.brin6) == (BRIN, BRIN6)
    assert roster.questions == (SCHOOL_NOT_NAMED,)
    assert refusal(oneroster(orgs=orgs)).code == "no_school"


def test_several_schools_without_a_brin_are_not_guessed_at():
    orgs = [org(identifier=""), org("s2", "")]

    assert refusal(oneroster(orgs=orgs), brin=BRIN).code == "oneroster_schools_unnamed"


# --- Which school year


@pytest.mark.parametrize(
    ("start", "written", "year"),
    [
        ("2026-08-01", "2027", "2026-2027"),
        ("2026-08-01", "2026", "2026-2027"),
        ("2026-09-01", "2023", "2026-2027"),
        ("2026-07-15", "2027", "2026-2027"),
        ("2026-08-17T00:00:00Z", "2027", "2026-2027"),
        ("2031-08-01", "2032", "2031-2032"),
    ],
)
def test_school_year_goes_by_the_first_day(start, written, year):
    roster = read_oneroster(oneroster(academicSessions=[session(start=start, schoolYear=written)]))

    assert roster.school_year == year
    wrong = written != year[-4:]
    assert told(roster) == ([(2, "oneroster_school_year")] if wrong else [])


def test_term_takes_the_year_it_lies_in():
    sessions = [
        session(),
        session("t2", "2027-02-01", type="semester", parentSourcedId="y1", schoolYear="2027"),
    ]
    classes = [school_class(termSourcedIds="t2")]

    assert read_oneroster(oneroster(academicSessions=sessions, classes=classes)).groups[0].key
    assert (
        read_oneroster(oneroster(academicSessions=sessions, classes=classes)).school_year
        == "2026-2027"
    )


def test_of_two_school_years_the_present_one_goes_in(today):
    sessions = [session(), session("y2", "2027-08-01")]
    classes = [school_class(), school_class("c9", "3P1", termSourcedIds="y2")]
    enrollments = [enrollment("u1", "c1"), enrollment("u1", "c9")]
    made = {"academicSessions": sessions, "classes": classes, "enrollments": enrollments}

    roster = read_oneroster(oneroster(**made))
    assert (roster.school_year, [group.key for group in roster.groups]) == ("2026-2027", ["c1"])
    assert (None, "oneroster_other_years") in told(roster)

    today.value = date(2027, 9, 1)
    assert read_oneroster(oneroster(**made)).school_year == "2027-2028"
