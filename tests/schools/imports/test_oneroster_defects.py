"""What suppliers get wrong in OneRoster: each thing gives a sentence with file, line and column."""

import re
from pathlib import Path

import pytest

import schools.imports
from schools.imports.oneroster import read_oneroster
from schools.imports.oneroster_problems import ONEROSTER_PROBLEMS
from tests.factories.oneroster import (
    as_1_2,
    csv_text,
    enrollment,
    oneroster,
    org,
    pupil,
    role,
    school_class,
    session,
    tables,
    teacher,
)
from tests.factories.zips import zip_file

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

# file, line, code, what stands in the message
REMARKS = {
    "grade for grades": (
        small(users=renamed([pupil(1)], "grades", "grade")),
        (1, "oneroster_spelling", ["users.csv", "grade", "grades"]),
    ),
    "no schoolYear": (
        small(academicSessions=without([session()], "schoolYear")),
        (1, "oneroster_without_column", ["academicSessions.csv", "schoolYear"]),
    ),
    "name in other capitals": (
        small(users=renamed([pupil(1)], "familyName", "FamilyName")),
        (1, "oneroster_spelling", ["users.csv", "FamilyName", "familyName"]),
    ),
    "prefferedGivenName": (
        in_1_2(users=PREFERRED, enrollments=[]),
        (1, "oneroster_spelling", ["users.csv", "prefferedGivenName", "preferredGivenName"]),
    ),
    "dataLastModified": (
        small(orgs=[org(dataLastModified="2026-01-01")]),
        (1, "oneroster_spelling", ["orgs.csv", "dataLastModified", "dateLastModified"]),
    ),
    "unknown column": (
        small(users=[pupil(1, sterrenbeeld="leeuw")]),
        (1, "oneroster_unknown_column", ["users.csv", "sterrenbeeld"]),
    ),
    "column twice": (
        small(change=[("users.csv", "sms,phone", "grades,phone")]),
        (1, "oneroster_double_column", ["users.csv", "grades"]),
    ),
    "roles under another name": (
        roles_by_another_name(),
        (None, "oneroster_roles_elsewhere", ["userProfiles.csv", "roles.csv"]),
    ),
    "date with strokes": (
        small(enrollments=[enrollment("u1", "c1", endDate="1/05/2023")]),
        (2, "oneroster_date", ["enrollments.csv", "endDate", "1/05/2023"]),
    ),
    "Scheduled": (
        small(classes=[school_class(), school_class("c2", "Groen", classType="Scheduled")]),
        (3, "oneroster_word_case", ["classes.csv", "classType", "Scheduled"]),
    ),
    "unknown kind of class": (
        small(classes=[school_class(), school_class("c2", "Groen", classType="mentoruur")]),
        (3, "oneroster_word", ["classes.csv", "classType", "mentoruur"]),
    ),
    "no kind of class": (
        small(classes=[school_class(), school_class("c2", "Groen", classType="")]),
        (3, "oneroster_blank", ["classes.csv", "classType"]),
    ),
    "inactive class": (
        small(classes=[school_class(), school_class("c2", "Groen", status="inactive")]),
        (3, "oneroster_inactive", ["classes.csv", "status"]),
    ),
    "inactive school": (
        small(orgs=[org(status="inactive")]),
        (2, "oneroster_status_ignored", ["orgs.csv", "status"]),
    ),
    "blank value in the manifest": (
        small(said={"file__courses": ""}),
        (9, "oneroster_manifest_blank", ["manifest.csv", "file.courses", "value"]),
    ),
    "strange value in the manifest": (
        small(said={"file__users": "full"}),
        (7, "oneroster_manifest_value", ["manifest.csv", "file.users", "full"]),
    ),
    "said to be absent": (
        small(said={"file__classes": "absent"}),
        (None, "oneroster_not_absent", ["manifest.csv", "classes.csv"]),
    ),
    "said to be there": (
        small(said={"file__courses": "bulk"}),
        (None, "oneroster_promised", ["manifest.csv", "courses.csv"]),
    ),
    "courses absent that classes name": (
        small(said={"file__courses": "absent"}, classes=[school_class(courseSourcedId="k1")]),
        (None, "oneroster_no_courses", ["classes.csv", "courses.csv"]),
    ),
    "dangling course": (
        small(
            classes=[school_class(courseSourcedId="k9")],
            courses=[{"sourcedId": "k1", "title": "Groen", "orgSourcedId": "s1"}],
        ),
        (2, "oneroster_unknown_course", ["classes.csv", "courseSourcedId", "k9"]),
    ),
    "dangling parent": (
        small(academicSessions=[session(parentSourcedId="weg")]),
        (2, "oneroster_unknown_parent", ["academicSessions.csv", "parentSourcedId", "weg"]),
    ),
    "dangling term": (
        small(classes=[school_class(termSourcedIds="weg")]),
        (2, "oneroster_unknown_term", ["classes.csv", "termSourcedIds", "weg"]),
    ),
    "dangling class": (
        small(enrollments=[enrollment("u1", "c1"), enrollment("u1", "weg")]),
        (3, "oneroster_unknown_class", ["enrollments.csv", "classSourcedId", "weg"]),
    ),
    "dangling user": (
        small(enrollments=[enrollment("u1", "c1"), enrollment("weg", "c1")]),
        (3, "oneroster_unknown_user", ["enrollments.csv", "userSourcedId"]),
    ),
    "dangling school of a class": (
        small(classes=[school_class(schoolSourcedId="weg")]),
        (2, "oneroster_unknown_school", ["classes.csv", "schoolSourcedId"]),
    ),
    "dangling school of a pupil": (
        small(users=[pupil(1, orgSourcedIds="weg")]),
        (2, "oneroster_unknown_school", ["users.csv", "orgSourcedIds"]),
    ),
    "teacher enrolled as a pupil": (
        small(
            users=[pupil(1), teacher(9)],
            enrollments=[enrollment("u1", "c1"), enrollment("t9", "c1")],
        ),
        (3, "oneroster_staff_as_pupil", ["enrollments.csv", "userSourcedId"]),
    ),
    "pupil enrolled as a teacher": (
        small(enrollments=[enrollment("u1", "c1"), enrollment("u1", "c1", role="teacher")]),
        (3, "oneroster_pupil_as_staff", ["enrollments.csv", "userSourcedId"]),
    ),
    "only a header": (
        small(files={"enrollments.csv": "classSourcedId,userSourcedId,role\r\n"}),
        (1, "oneroster_no_rows", ["enrollments.csv"]),
    ),
    "no enrollments at all": (
        small(enrollments=[]),
        (None, "oneroster_without_file", ["enrollments.csv"]),
    ),
    "no manifest": (
        small(files={"manifest.csv": None}),
        (None, "oneroster_no_manifest", ["manifest.csv"]),
    ),
    "unknown version": (
        small(version="3.0"),
        (None, "oneroster_version", ["3.0"]),
    ),
    "version that is not so": (
        small(version="1.2"),
        (None, "oneroster_other_version", ["manifest.csv", "1.2"]),
    ),
    "semicolons": (
        small(files={"users.csv": csv_text([pupil(1)], separator=";")}),
        (1, "oneroster_separator", ["users.csv"]),
    ),
    "Windows text": (
        small(files={"users.csv": csv_text([pupil(1, givenName="Zoë")]).encode("cp1252")}),
        (None, "oneroster_not_utf8", ["users.csv"]),
    ),
    "accents read wrong before": (
        small(users=[pupil(1, givenName="ZoÃ«")]),
        (2, "oneroster_damaged_letters", ["users.csv", "givenName"]),
    ),
    "no homerooms": (
        small(classes=[school_class(classType="scheduled")]),
        (None, "oneroster_no_homerooms", ["classes.csv", "classType"]),
    ),
    "no identifiers": (
        small(users=[pupil(1, identifier="")]),
        (None, "oneroster_no_identifiers", ["users.csv", "identifier"]),
    ),
    "one without an identifier": (
        small(
            users=[pupil(1), pupil(2, identifier="")],
            enrollments=[enrollment("u1", "c1"), enrollment("u2", "c1")],
        ),
        (3, "oneroster_no_identifier", ["users.csv", "identifier"]),
    ),
    "pupil in no base group": (
        small(enrollments=[enrollment("u1", "c1", endDate="2020-01-01")]),
        (2, "oneroster_no_homeroom", ["users.csv"]),
    ),
    "bad address": (
        small(users=[pupil(1, email="geen adres")]),
        (2, "oneroster_email", ["users.csv", "email"]),
    ),
    "row that is too short": (
        small(change=[("users.csv", ",,,2,\r\n", "\r\n")]),
        (2, "oneroster_short_row", ["users.csv"]),
    ),
    "school without a BRIN beside one with": (
        small(orgs=[org(), org("s2", "")]),
        (3, "oneroster_org_without_brin", ["orgs.csv"]),
    ),
    "user without a role": (
        in_1_2(users=without([pupil(1), pupil(2)], "role", "orgSourcedIds"), enrollments=[]),
        (3, "oneroster_without_role", ["users.csv", "roles.csv"]),
    ),
}

# Of these the row itself is not used.
NOT_USED = {
    "oneroster_inactive",
    "oneroster_org_without_brin",
    "oneroster_pupil_as_staff",
    "oneroster_staff_as_pupil",
    "oneroster_unknown_class",
    "oneroster_unknown_user",
    "oneroster_without_role",
}
# A pupil who stays out: the others go in.
SKIPPED = {
    "no id": (pupil(2, sourcedId=""), "oneroster_without_id", "sourcedId"),
    "id twice": (pupil(2, sourcedId="u1"), "oneroster_twice", "sourcedId"),
    "number twice": (pupil(2, identifier="1"), "oneroster_twice", "identifier"),
    "number that changes": (pupil(2, identifier="#2"), "oneroster_dummy", "identifier"),
    "number too long": (pupil(2, identifier="9" * 257), "oneroster_too_long", "identifier"),
    "no name": (pupil(2, givenName="", familyName=""), "oneroster_without_name", "givenName"),
    "name too long": (pupil(2, familyName="a" * 201), "oneroster_too_long", "familyName"),
}


@pytest.mark.parametrize("name", REMARKS)
def test_defect_is_told_with_its_place_and_the_pupil_goes_in(name):
    file, (line, code, texts) = REMARKS[name]
    roster = read_oneroster(file)

    found = [problem for problem in roster.problems if problem.code == code]
    skipped = code in NOT_USED
    assert [(problem.line, problem.skipped) for problem in found] == [(line, skipped)]
    message = found[0].message
    assert [text for text in texts if text not in message] == []
    assert "%(" not in message
    assert "1" in [row.source_key for row in roster.rows] or "identifier" in texts


@pytest.mark.parametrize("name", SKIPPED)
def test_faulty_pupil_stays_out_and_the_rest_goes_in(name):
    faulty, code, column = SKIPPED[name]
    roster = read_oneroster(oneroster(users=[pupil(1), faulty, pupil(3)], enrollments=[]))

    assert [row.source_key for row in roster.rows] == ["1", "3"]
    [problem] = [problem for problem in roster.problems if problem.skipped]
    assert (problem.line, problem.code) == (3, code)
    assert "users.csv" in problem.message
    assert column in problem.message
    assert roster.skipped == 1


def test_row_with_too_many_cells_stays_out():
    users = [pupil(1), pupil(2)]
    change = [("users.csv", "Naam2,Voor", "Naam2,van, Voor")]
    file = oneroster(users=users, enrollments=[], change=change)
    roster = read_oneroster(file)

    assert [row.source_key for row in roster.rows] == ["1"]
    assert [(p.line, p.code) for p in roster.problems if p.skipped] == [(3, "oneroster_long_row")]


@pytest.mark.parametrize(
    "change",
    [
        {"users": [pupil(1, **{"ext_x": "1", "metadata.y": "2"})]},
        reversed_columns(),
        {"files": {"users.csv": csv_text([pupil(1)]).rstrip("\r\n")}},
        {"files": {"users.csv": csv_text([pupil(1)], ending="\n")}},
        {"files": {"users.csv": csv_text([pupil(1)], ending="\r")}},
        {"files": {"users.csv": "\ufeff" + csv_text([pupil(1)])}},
        {"files": {"users.csv": csv_text([pupil(1)]).encode("utf-16")}},
        {"files": {"users.csv": csv_text([pupil(1)]) + "\r\n\r\n"}},
        {"users": [pupil(1, status="active", dateLastModified="2026-09-01T10:00:00Z")]},
        {"files": {"demographics.csv": "kapot\"\n\0"}},
        {"said": {"source.systemName": ""}},
        {"files": {"users.csv": csv_text([pupil(1)]).replace(",2,\r\n", ",2,,\r\n")}},
    ],
)  # fmt: skip
def test_what_is_harmless_is_read_without_a_word(change):
    roster = read_oneroster(small(**change))

    assert [row.source_key for row in roster.rows] == ["1"]
    assert list(roster.problems) == []


def test_many_defects_in_one_file_are_all_told():
    file = oneroster(
        version="",
        users=[*renamed([pupil(1), teacher(9)], "grades", "grade")],
        classes=[school_class(classType="Homeroom", termSourcedIds="weg", courseSourcedId="k")],
        enrollments=[enrollment("t9", "c1"), enrollment("u1", "c1", beginDate="1/05/2023")],
        academicSessions=without([session(parentSourcedId="weg")], "schoolYear"),
        orgs=[org(status="inactive")],
    )
    roster = read_oneroster(file)

    assert [(row.source_key, row.group_key) for row in roster.rows] == [("1", "c1")]
    assert sorted(problem.code for problem in roster.problems) == [
        "oneroster_date",
        "oneroster_manifest_blank",
        "oneroster_no_courses",
        "oneroster_spelling",
        "oneroster_staff_as_pupil",
        "oneroster_status_ignored",
        "oneroster_unknown_parent",
        "oneroster_unknown_term",
        "oneroster_without_column",
        "oneroster_word_case",
    ]


def test_every_problem_is_in_the_vocabulary_and_every_word_is_used():
    folder = Path(schools.imports.__file__).parent
    files = [path for path in folder.glob("oneroster*.py") if "problems" not in path.name]
    used = set(re.findall(r'"((?:not_)?oneroster(?:_\w+)?)"', "".join(map(Path.read_text, files))))

    assert used - {"oneroster"} == set(ONEROSTER_PROBLEMS)


def test_a_number_of_a_person_is_never_in_a_message():
    rows = [enrollment("u1", "133456785")]
    roster = read_oneroster(oneroster(users=[pupil(1)], enrollments=rows))

    assert "133456785" not in " ".join(problem.message for problem in roster.problems)


def test_a_great_many_defects_are_counted_and_a_few_are_kept():
    lost = [enrollment("u1", f"weg{number}") for number in range(3_000)]
    roster = read_oneroster(small(enrollments=lost))

    assert roster.problem_counts["oneroster_unknown_class"] == 3_000
    assert len(roster.problems) <= 201


def test_tables_of_the_builder_are_a_whole_file():
    texts = {name: csv_text(rows) for name, rows in tables().items()}

    assert read_oneroster(zip_file(texts)).counts["pupils"] == 2
    assert role("u1")["role"] == "student"
