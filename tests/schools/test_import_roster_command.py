"""The command, on our own small file and on the sample files where those are."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from schools.models import Group, GroupEnrolment, RosterImport, Student
from tests.factories import LocationFactory, SchoolFactory
from tests.factories.rosters import edexml

SAMPLES = Path(__file__).parents[3] / "shared/samples/edexml"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


@pytest.fixture
def file(tmp_path, school):
    path = tmp_path / "leerlingen.xml"
    path.write_bytes(edexml(school, "1", "2"))
    return path


def run(capsys, path, brin, *options):
    call_command("import_roster", path, f"--school={brin}", *options)
    return capsys.readouterr().out


def dump() -> str:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return "\n".join(map(str, rows))


def test_import_roster_brings_pupils_in_once(capsys, file, school):
    run(capsys, file, school.brin)
    report = json.loads(run(capsys, file, f"{school.brin}00", "--json"))

    assert Student.objects.count() == 2
    assert (report["counts"]["unchanged"], report["nothing"]) == (2, True)


def test_import_roster_dry_run_changes_nothing(capsys, file, school):
    report = json.loads(run(capsys, file, school.brin, "--dry-run", "--json"))

    assert (report["applied"], report["counts"]["new"]) == (False, 2)
    assert Student.objects.count() == 0


def test_import_roster_asks_before_it_loses_most_pupils(capsys, tmp_path, school):
    many, few = tmp_path / "many.xml", tmp_path / "few.xml"
    many.write_bytes(edexml(school, *map(str, range(9))))
    few.write_bytes(edexml(school, "1"))
    run(capsys, many, school.brin)

    with pytest.raises(CommandError) as caught:
        run(capsys, few, school.brin)
    asked = Student.objects.enrolled().count()
    run(capsys, few, school.brin, "--confirm")

    assert caught.value.returncode == 3
    assert (asked, Student.objects.enrolled().count()) == (9, 1)


@pytest.mark.parametrize("brin", ["99QQ", ""])
def test_import_roster_of_an_unknown_school_is_refused(capsys, file, brin):
    with pytest.raises(CommandError):
        run(capsys, file, brin)


def test_import_roster_of_another_school_is_refused(capsys, file, other_school):
    with pytest.raises(CommandError, match=other_school.brin):
        run(capsys, file, other_school.brin)

    assert Student.objects.count() == 0


def test_import_roster_without_a_file_is_refused(capsys, school):
    with pytest.raises(CommandError):
        run(capsys, Path("/bestaat/niet.xml"), school.brin)


def test_import_roster_keeps_no_citizen_number(capsys, caplog, file, school):
    output = run(capsys, file, school.brin)

    assert "133456785" not in output + caplog.text + dump()
    assert "6030" not in json.dumps(list(Student.objects.values()), default=str)


@needs_samples
def test_import_roster_takes_the_export_of_400_pupils(capsys, caplog):
    school = SchoolFactory(brin="99XX", tracks=["pro"])
    place = LocationFactory(school=school, brin6="99XX99")
    path = SAMPLES / "lvs-400-leerlingen-1.0.3.xml"

    first = json.loads(run(capsys, path, "99XX99", "--json"))
    counts = [model.objects.count() for model in (Student, Group, GroupEnrolment)]
    second = json.loads(run(capsys, path, "99XX99", "--json"))

    counted = first["counts"]
    assert (counted["rows"], counted["new"], counted["already_left"]) == (400, 398, 2)
    assert first["left_out"]["citizen_number"] == 5
    assert counts[:2] == [398, 19]
    assert second["nothing"]
    assert [model.objects.count() for model in (Student, Group, GroupEnrolment)] == counts
    assert Student.objects.filter(location=place, name_prefix="van der").exists()
    assert Student.objects.exclude(name_prefix="").count() == 34  # the 35th has left
    numbers = citizen_numbers(path)
    kept = dump() + caplog.text
    assert numbers
    assert [number for number in numbers if number in kept] == []


@needs_samples
def test_import_roster_takes_the_example_of_the_standard(capsys):
    school = SchoolFactory(brin="99ZZ")
    path = SAMPLES / "voorbeeld-2.0.xml"

    report = json.loads(run(capsys, path, "99ZZ00", "--json"))

    assert Student.objects.filter(school=school).count() == report["counts"]["new"] > 0
    assert "133456785" not in dump()
    assert RosterImport.objects.count() == 0


@needs_samples
def test_import_roster_takes_the_rest_of_a_file_with_one_wrong_row(capsys):
    SchoolFactory(brin="99XX")
    path = SAMPLES / "lvs-400-leerlingen-1.0.3-invalid.xml"

    report = json.loads(run(capsys, path, "99XX99", "--json"))

    wrong = [p for p in report["problems"] if p["code"] == "unknown_year"]
    assert report["counts"]["new"] >= 397
    assert [bool(problem["line"]) for problem in wrong] == [True]


def citizen_numbers(path):
    import re

    return set(re.findall(r"<(?:bsn|onderwijsnummer|sofinummer)>(\d+)<", path.read_text()))
