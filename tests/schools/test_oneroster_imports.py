"""A OneRoster school of 1,500 pupils through the services, from upload to who comes back."""

import io

import pytest

from portal.core.school_year import bounds, current_school_year, school_year_of
from portal.imports.problems import ImportRefused
from schools.models import Group, GroupEnrolment, RosterImport, Student
from schools.services.roster_imports import apply_import, upload_roster
from tests.factories import LocationFactory, SchoolFactory, SchoolMembershipFactory
from tests.factories.oneroster import (
    as_1_2,
    enrollment,
    oneroster,
    org,
    pupil,
    role,
    school_class,
    session,
    teacher,
)
from tests.factories.zips import encrypted, zip_file

PUPILS = 1_500
CLASS_SIZE = 25
State = RosterImport.State


@pytest.fixture
def here():
    school = SchoolFactory(brin="99XY", tracks=["pro"])
    LocationFactory(school=school, brin6="99XY01")
    return school


@pytest.fixture
def by(here):
    return SchoolMembershipFactory(school=here, role="coordinator").user


@pytest.fixture
def import_file(here, by, django_capture_on_commit_callbacks):
    """Upload a file and have it read; with ``apply`` also bring it in, yes to all questions."""

    def do(file: io.BytesIO, *, apply=False) -> RosterImport:
        with django_capture_on_commit_callbacks(execute=True):
            import_ = upload_roster(here, file, name="oneroster.zip", by=by)
        import_.refresh_from_db()
        if apply:
            with django_capture_on_commit_callbacks(execute=True):
                apply_import(import_, by=by, confirmed=tuple(import_.report["confirm"]))
            import_.refresh_from_db()
        return import_

    return do


def first_day() -> str:
    return bounds(current_school_year())[0].isoformat()


def large(*, version="1.1", leave_out=(), **changed) -> io.BytesIO:
    """A school with 60 base groups, 30 composite ones and a teacher for each base group."""
    numbers = [number for number in range(PUPILS) if number not in leave_out]
    groups = range(PUPILS // CLASS_SIZE)
    users = [pupil(number, grades=str(number % 6 + 1)) for number in numbers]
    users += [teacher(f"d{group}") for group in groups]
    users += [pupil(f"o{n}", role="guardian", sourcedId=f"o{n}") for n in range(50)]
    enrollments = [enrollment(f"u{n}", f"c{n // CLASS_SIZE}") for n in numbers]
    enrollments += [enrollment(f"u{n}", f"k{n % 30}") for n in numbers]
    enrollments += [enrollment(f"td{group}", f"c{group}", role="teacher") for group in groups]
    tables = {
        "academicSessions": [session(start=first_day())],
        "users": users,
        "classes": [
            *(school_class(f"c{group}", f"2P{group}") for group in groups),
            *(school_class(f"k{n}", f"Groen {n}", classType="scheduled") for n in range(30)),
        ],
        "enrollments": enrollments,
        **changed,
    }
    return oneroster(version=version, **(as_1_2(**tables) if version == "1.2" else tables))


def counts(import_, *names):
    return [import_.report["counts"][name] for name in names]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_school_of_1500_pupils_comes_in_and_the_same_file_changes_nothing(import_file, version):
    looked = import_file(large(version=version))

    assert (looked.kind, looked.state, looked.message) == ("oneroster", State.READY, "")
    assert counts(looked, "rows", "new", "new_groups", "leavers") == [PUPILS, PUPILS, 90, 0]
    assert looked.report["left_out"] == {"parents": 50}
    assert Student.objects.count() == 0

    applied = import_file(large(version=version), apply=True)
    assert applied.state == State.APPLIED
    assert Student.objects.enrolled().filter(location__brin6="99XY01").count() == PUPILS
    assert Group.objects.base().count() == PUPILS // CLASS_SIZE
    assert GroupEnrolment.objects.filter(until=None).count() == 2 * PUPILS

    again = import_file(large(version=version))
    assert again.report["nothing"] is True
    assert counts(again, "new", "changed", "moved", "leavers") == [0, 0, 0, 0]
    assert counts(again, "unchanged") == [PUPILS]


def test_who_is_missing_is_proposed_to_have_left_and_is_revived_on_return(import_file):
    import_file(large(), apply=True)
    gone = set(range(10))

    left = import_file(large(leave_out=gone), apply=True)
    assert counts(left, "leavers", "unchanged") == [10, PUPILS - 10]
    keys = Student.objects.filter(status=Student.Status.PROPOSED_LEAVER).values_list("source_key")
    assert {int(key) for (key,) in keys} == gone
    assert Student.objects.count() == PUPILS

    back = import_file(large(), apply=True)
    assert counts(back, "returned", "new", "leavers") == [10, 0, 0]
    assert Student.objects.enrolled().count() == PUPILS
    places = GroupEnrolment.objects.filter(student__source_key="3", until=None)
    assert sorted(places.values_list("group__source_key", flat=True)) == ["c0", "k3"]


def small(**changed) -> io.BytesIO:
    usual = {"academicSessions": [session(start=first_day())]}
    return oneroster(**{**usual, **changed})


def test_file_of_changes_leaves_the_others_alone(import_file):
    import_file(small(), apply=True)
    said = {"file__users": "delta", "file__enrollments": "delta"}
    users = [pupil(2, status="tobedeleted")]

    applied = import_file(small(said=said, users=users, enrollments=[]), apply=True)

    assert counts(applied, "leavers", "new", "changed") == [1, 0, 0]
    assert dict(Student.objects.values_list("source_key", "status")) == {
        "1": Student.Status.ENROLLED,
        "2": Student.Status.PROPOSED_LEAVER,
    }


def test_file_of_changes_keeps_the_composite_groups_it_does_not_name(import_file):
    import_file(small(), apply=True)
    said = {"file__users": "delta", "file__enrollments": "delta"}
    users = [pupil(1, givenName="Anders")]

    applied = import_file(
        small(said=said, users=users, enrollments=[enrollment("u1", "c1")]), apply=True
    )

    assert counts(applied, "changed", "moved", "leavers") == [1, 0, 0]
    places = GroupEnrolment.objects.filter(student__source_key="1", until=None)
    assert sorted(places.values_list("group__source_key", flat=True)) == ["c1", "c2"]
    again = import_file(small(said=said, users=users, enrollments=[enrollment("u1", "c1")]))
    assert again.report["nothing"] is True


def test_school_that_the_file_does_not_name_is_asked_about(import_file):
    file = small(orgs=[org(identifier="")])

    looked = import_file(file)

    assert looked.report["confirm"] == ["school_not_named"]
    applied = import_file(file, apply=True)
    assert applied.state == State.APPLIED
    assert Student.objects.filter(location__brin6="99XY01").count() == 2


def test_file_of_another_school_fails_and_says_so(import_file):
    failed = import_file(small(orgs=[org(identifier="98AB00")]))

    assert failed.state == State.FAILED
    assert "98AB" in failed.message
    assert failed.file.name == ""


def test_pupils_of_two_locations_get_theirs(here, import_file):
    LocationFactory(school=here, brin6="99XY02")
    roles = [role("u1"), role("u2", orgSourcedId="s2"), role("t9", "teacher")]
    file = small(version="1.2", **as_1_2(orgs=[org(), org("s2", "99XY02")], roles=roles))

    import_file(file, apply=True)

    found = Student.objects.values_list("source_key", "location__brin6")
    assert dict(found) == {"1": "99XY01", "2": "99XY02"}


@pytest.mark.parametrize(
    ("file", "name", "code"),
    [
        (encrypted(oneroster()), "export.zip", "zip_encrypted"),
        (zip_file({"users.csv": b"0" * 50_000_000}), "export.zip", "zip_bomb"),
        (zip_file({"../users.csv": "a"}), "export.zip", "zip_path"),
        (zip_file({"users.csv": oneroster().getvalue()}), "export.zip", "zip_nested"),
        (zip_file({"users.csv": "a", "start.exe": "b"}), "export.zip", "zip_program"),
        (io.BytesIO(oneroster().getvalue()[:-99]), "export.zip", "zip_broken"),
        (io.BytesIO(b"MZ\x90\0\3"), "leerlingen.csv", "program"),
        (
            zip_file({"[Content_Types].xml": "macroEnabled", "xl/workbook.xml": "<x/>"}),
            "leerlingen.xlsx",
            "macros",
        ),
    ],
)
def test_dangerous_file_is_refused_at_the_door_and_nothing_is_kept(here, by, file, name, code):
    with pytest.raises(ImportRefused) as caught:
        upload_roster(here, file, name=name, by=by)

    assert caught.value.code == code
    assert RosterImport.objects.count() == 0


def test_class_of_another_year_makes_no_group(import_file):
    start = int(first_day()[:4])
    sessions = [session(start=first_day()), session("y0", f"{start - 1}-08-01")]
    classes = [school_class(), school_class("c0", "1P1", termSourcedIds="y0")]

    import_file(small(academicSessions=sessions, classes=classes), apply=True)

    year = school_year_of(bounds(current_school_year())[0])
    assert list(Group.objects.values_list("source_key", "school_year")) == [("c1", year)]
