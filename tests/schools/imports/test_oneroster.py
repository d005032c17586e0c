"""What OneRoster says of a school, and what of it goes in."""

import zipfile
from datetime import date
from types import SimpleNamespace

import pytest

from portal.imports.problems import ImportRefused
from portal.imports.rows import RosterGroup
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
from tests.factories.zips import zip_file

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


# --- What goes in


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_pupils_groups_and_staff_become_rows(version):
    changed = as_1_2() if version == "1.2" else {}
    roster = read_oneroster(oneroster(version=version, **changed))

    assert roster.counts == {
        "pupils": 2,
        "left": 0,
        "groups": 2,
        "staff": 1,
        "skipped": 0,
        "remarks": 0,
    }
    assert (roster.source, roster.school_year) == ("oneroster", "2026-2027")
    assert (roster.brin, roster.brin6, roster.complete) == (BRIN, BRIN6, True)
    assert roster.groups == (
        RosterGroup("c1", "2P1", composite=False, year_of_study=2),
        RosterGroup("c2", "Groen", composite=True, year_of_study=None),
    )
    first, second = roster.rows
    assert (first.source_key, first.given_name, first.family_name) == ("1", "Naam1", "Voorbeeld")
    assert (first.group_key, first.composite_keys, first.year_of_study) == ("c1", ("c2",), 2)
    assert (second.group_key, second.composite_keys) == ("c1", ())
    [person] = roster.staff
    assert (person.roles, person.group_keys) == (("teacher",), ("c1",))
    assert dict(roster.left_out) == {}


def test_rows_can_be_walked_through_more_than_once():
    roster = read_oneroster(oneroster())

    assert list(roster.rows) == list(roster.rows)
    assert len(list(roster.rows)) == 2


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"identifier": "022001"}, "022001"),
        ({"identifier": ""}, "u1"),
        ({"identifier": "  "}, "u1"),
    ],
)
def test_pupil_is_known_by_the_number_at_school_else_by_the_id_of_the_source(fields, key):
    assert [row.source_key for row in rows(alone(**fields))] == [key]


def test_given_name_that_is_preferred_goes_before_the_first_name():
    [user] = as_1_2(users=[pupil(1, givenName="Johannes")])["users"]
    users = [{**user, "preferredGivenName": "Jan", "preferredFamilyName": ""}]
    file = oneroster(
        version="1.2", roles=[role("u1")], users=users, enrollments=[enrollment("u1", "c1")]
    )

    assert [(row.given_name, row.family_name) for row in rows(file)] == [("Jan", "Voorbeeld")]


@pytest.mark.parametrize(
    ("fields", "names", "code"),
    [
        (
            {"middleName": "van der", "familyName": "Berg"},
            ("van der", "Berg"),
            "oneroster_prefix_moved",
        ),
        (
            {"middleName": "V. D.", "familyName": "Berg"},
            ("V. D.", "Berg"),
            "oneroster_prefix_moved",
        ),
        ({"familyName": "de Vries"}, ("", "de Vries"), "oneroster_prefix_inside"),
        ({"familyName": "van 't Hof"}, ("", "van 't Hof"), "oneroster_prefix_inside"),
        ({"familyName": "El Amrani"}, ("", "El Amrani"), "oneroster_prefix_inside"),
        ({"familyName": "Vries de Jong"}, ("", "Vries de Jong"), None),
        ({"familyName": "Vandenberg"}, ("", "Vandenberg"), None),
        ({"familyName": "Van"}, ("", "Van"), None),
        ({"middleName": "Anna", "familyName": "Berg"}, ("", "Berg"), None),
    ],
)
def test_prefix_is_never_guessed_and_what_looks_like_one_is_told(fields, names, code):
    roster = read_oneroster(alone(**fields))

    assert [(row.name_prefix, row.family_name) for row in roster.rows] == [names]
    assert told(roster) == ([(2, code)] if code else [])


@pytest.mark.parametrize(
    ("of_pupil", "of_group", "year", "codes"),
    [
        ("3", "1", 3, []),
        ("03", "", 3, []),
        ("", "1", 1, []),
        ("", "1,2", None, ["oneroster_no_grade"]),
        ("", "", None, ["oneroster_no_grade"]),
        ("7", "1", 1, ["oneroster_grade"]),
        ("brugklas", "", None, ["oneroster_grade", "oneroster_no_grade"]),
        ("1,2", "2", 2, ["oneroster_grade"]),
    ],
)
def test_year_is_the_pupils_else_the_groups(of_pupil, of_group, year, codes):
    file = oneroster(
        users=[pupil(1, grades=of_pupil)],
        classes=[school_class(grades=of_group)],
        enrollments=[enrollment("u1", "c1")],
    )
    roster = read_oneroster(file)

    assert [row.year_of_study for row in roster.rows] == [year]
    assert [code for _line, code in told(roster)] == codes


@pytest.mark.parametrize(
    ("fields", "eck_id"),
    [
        ({"userIds": "{ECKiD:https://ketenid.nl/201703/abc}"}, "https://ketenid.nl/201703/abc"),
        ({"userIds": "{ldap:x1},{eckid:https://id.example/1}"}, "https://id.example/1"),
        ({"userMasterIdentifier": "https://ketenid.nl/201703/d"}, "https://ketenid.nl/201703/d"),
        ({"userMasterIdentifier": "12345"}, ""),
        ({"userIds": "{bsn:133456785}"}, ""),
        ({"userMasterIdentifier": f"https://ketenid.nl/201703/{'d' * 256}"}, ""),
        ({"userIds": "{{{,"}, ""),
    ],
)
def test_eck_id_is_taken_and_other_ids_are_not(fields, eck_id):
    [row] = rows(alone(**fields))

    assert row.eck_id == eck_id


# --- What is never kept


SECRETS = {
    "sms": "0612345678",
    "phone": "0201234567",
    "password": "geheim123",
    "agentSourcedIds": "ouder77",
    "userIds": "{bsn:133456785}",
    "username": "noor.x",
    "pronouns": "hen/hun",
    "middleName": "Wilhelmina",
    "metadata.geboren": "2013-02-03",
}


def everything_in(value) -> str:
    """All a value holds, also what repr leaves out."""
    if hasattr(value, "__slots__") and not isinstance(value, str):
        return " ".join(everything_in(getattr(value, name)) for name in value.__slots__)
    if isinstance(value, dict):
        return " ".join(f"{key} {everything_in(inside)}" for key, inside in value.items())
    if isinstance(value, tuple | list):
        return " ".join(map(everything_in, value))
    return str(value)


def test_passwords_parents_and_demographics_never_reach_the_roster(caplog):
    parent = pupil(5, role="guardian", givenName="Moeder")
    roster = read_oneroster(
        oneroster(
            users=[pupil(1, **SECRETS), pupil(2, **SECRETS), {**parent, **SECRETS}],
            enrollments=[enrollment("u1", "c1")],
            files={
                "demographics.csv": "sourcedId,birthDate,sex\nu1,2013-02-03,female\n",
                "results.csv": "sourcedId,score\nx,7\n",
                "userProfiles.csv": "sourcedId,userSourcedId,password\nx,u1,geheim123\n",
            },
        )
    )

    kept = everything_in(list(roster.rows)) + everything_in(list(roster.problems)) + caplog.text
    assert [text for text in (*SECRETS.values(), "Moeder", "2013") if text in kept] == []
    assert dict(roster.left_out) == {
        "demographics": 1,
        "extension": 3,
        "gender": 3,
        "middle_name": 2,
        "parents": 4,
        "password": 3,
        "phone": 6,
        "results": 1,
        "user_profiles": 1,
    }


def test_repr_of_a_roster_names_nobody():
    roster = read_oneroster(alone(givenName="Sterre", familyName="Wolkenveld"))

    assert "Sterre" not in repr(roster) + repr(list(roster.rows))


def test_citizen_numbers_as_identifiers_are_refused():
    users = [pupil(n, identifier=n) for n in ("987654329", "123456782", "111222333")]

    assert refusal(oneroster(users=users)).code == "citizen_numbers_as_keys"


# --- Other files


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"foto.txt": "x"}, "not_oneroster"),
        ({"leerlingen.xml": "<EDEX/>"}, "archive"),
        ({"[Content_Types].xml": "<x/>", "lijst.xml": ""}, "oneroster_is_excel"),
        ({"users.csv": "sourcedId\n"}, "oneroster_missing_file"),
        ({"../users.csv": "x"}, "zip_path"),
    ],
)
def test_zip_of_something_else_is_refused(parts, code):
    assert refusal(zip_file(parts)).code == code


def test_files_in_a_folder_are_found():
    inside = oneroster()

    with zipfile.ZipFile(inside) as package:
        parts = {f"export 2026/{name}": package.read(name) for name in package.namelist()}
    roster = read_oneroster(zip_file(parts))

    assert roster.counts["pupils"] == 2
