"""OneRoster files that are refused as a whole, with the place where it goes wrong."""

import io

import pytest

from portal.imports.problems import ImportRefused
from schools.imports.oneroster import read_oneroster
from tests.factories.oneroster import (
    as_1_2,
    csv_text,
    enrollment,
    oneroster,
    org,
    pupil,
    school_class,
    session,
    teacher,
)

HERE = {"users": [pupil(1)], "enrollments": [enrollment("u1", "c1")], "classes": [school_class()]}


def renamed(rows, old, new):
    return [{new if key == old else key: value for key, value in row.items()} for row in rows]


def without(rows, *columns):
    return [{key: value for key, value in row.items() if key not in columns} for row in rows]


def in_1_2(**changed):
    return oneroster(version="1.2", **{**as_1_2(users=[pupil(1)]), **changed})


def small(**changed):
    """A school of one pupil in one group, with one thing wrong."""
    rest = {name: value for name, value in changed.items() if name not in HERE}
    return oneroster(**{**HERE, **{n: v for n, v in changed.items() if n in HERE}}, **rest)


def roles_by_another_name():
    roles = as_1_2(users=[pupil(1)])["roles"]
    return in_1_2(roles=[], files={"userprofiles.csv": csv_text(roles)})


def reversed_columns():
    return {f"{n}": [dict(reversed(row.items())) for row in rows] for n, rows in HERE.items()}


PREFERRED = without([{**pupil(1), "prefferedGivenName": "Noor"}], "role", "orgSourcedIds")


@pytest.mark.parametrize(
    ("file", "code", "line", "texts"),
    [
        (small(orgs=[]), "oneroster_missing_file", None, ["orgs.csv"]),
        (small(files={"users.csv": ""}), "oneroster_empty_file", None, ["users.csv"]),
        (small(users=without([pupil(1)], "givenName")), "oneroster_missing_column", 1,
         ["users.csv", "givenName"]),
        (small(users=without([pupil(1)], "role")), "oneroster_no_roles", None,
         ["users.csv", "role"]),
        (small(files={"users.csv": "1,2,3\n4,5,6\n"}), "oneroster_missing_column", 1,
         ["users.csv"]),
        (small(files={"users.csv": csv_text([pupil(1)]) + '"open,\n'}), "oneroster_broken_csv", 3,
         ["users.csv", "3"]),
        (small(files={"users.csv": csv_text([pupil(1)]).encode() + b"\0\n"}),
         "oneroster_not_text", 1, ["users.csv"]),
        (small(files={"users.csv": csv_text([pupil(1)]).encode() + b"\x81\xff\n"}),
         "oneroster_letters", 1, ["users.csv"]),
        (small(files={"users.csv": "a," * 400 + "\n"}), "oneroster_columns", None, ["users.csv"]),
        (small(files={"users.csv": "sourcedId" + "x" * 300_000}), "oneroster_broken_csv", 1,
         ["users.csv"]),
        (small(orgs=[org(type="district")]), "oneroster_no_school", None, ["orgs.csv", "type"]),
        (small(academicSessions=[session(start="1/08/2026")]), "oneroster_no_year", None,
         ["academicSessions.csv", "startDate"]),
        (small(users=[teacher(9)]), "oneroster_no_pupils", None, ["users.csv"]),
        (small(files={"users.csv": csv_text([pupil(1)]).split("\r\n")[0]}), "oneroster_no_pupils",
         None, ["users.csv"]),
    ],
)  # fmt: skip
def test_file_that_cannot_be_used_is_refused_with_its_place(file, code, line, texts):
    with pytest.raises(ImportRefused) as caught:
        read_oneroster(file)

    error = caught.value
    assert (error.code, error.line) == (code, line)
    assert [text for text in texts if text not in error.message] == []
    assert "%(" not in error.message


def test_half_a_zip_is_refused():
    whole = oneroster().getvalue()
    with pytest.raises(ImportRefused) as caught:
        read_oneroster(io.BytesIO(whole[: len(whole) // 2]))

    assert caught.value.code == "zip_broken"


def test_part_of_the_zip_that_was_damaged_is_named():
    file = oneroster()
    data = bytearray(file.getvalue())
    start = data.find(b"users.csv") + 40
    data[start : start + 20] = bytes(byte ^ 0xFF for byte in data[start : start + 20])
    with pytest.raises(ImportRefused) as caught:
        read_oneroster(io.BytesIO(bytes(data)))

    assert (caught.value.code, caught.value.context["file"]) == ("zip_part_broken", "users.csv")
