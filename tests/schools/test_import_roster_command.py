"""The command, on our own small file and on the sample files where those are."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from schools.models import ColumnChoice, Group, GroupEnrolment, RosterImport, Student
from schools.models.column_choice import digest_of_headers
from schools.services.roster_undo import undo_import
from tests.factories import LocationFactory, SchoolFactory
from tests.factories.oneroster import oneroster
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
    assert RosterImport.objects.get().state == RosterImport.State.APPLIED


@needs_samples
def test_import_roster_takes_the_rest_of_a_file_with_one_wrong_row(capsys):
    SchoolFactory(brin="99XX")
    path = SAMPLES / "lvs-400-leerlingen-1.0.3-invalid.xml"

    report = json.loads(run(capsys, path, "99XX99", "--json"))

    wrong = [p for p in report["problems"] if p["code"] == "unknown_year"]
    assert report["counts"]["new"] >= 397
    assert [bool(problem["line"]) for problem in wrong] == [True]


def test_import_roster_is_kept_with_its_report_and_can_be_undone(capsys, file, school, coordinator):
    run(capsys, file, school.brin)
    run(capsys, file, school.brin)  # changes nothing, so nothing to keep

    import_ = RosterImport.objects.get()
    assert (import_.state, import_.kind, import_.created_by) == ("applied", "edexml", None)
    assert import_.report["applied"]["new"] == 2
    assert import_.finished_at is not None
    undo_import(import_, by=coordinator)
    assert Student.objects.count() == 0


def test_import_roster_of_a_busy_school_ends_with_four(capsys, file, school):
    RosterImport.objects.create(school=school, state=RosterImport.State.READING)

    with pytest.raises(CommandError) as caught:
        run(capsys, file, school.brin)

    assert (caught.value.returncode, Student.objects.count()) == (4, 0)
    assert json.loads(run(capsys, file, school.brin, "--dry-run", "--json"))["counts"]["new"] == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<EDEX><school></EDEX>", "broken_xml"),
        (b"<html></html>", "web_page"),
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
    ],
)
def test_import_roster_of_a_file_that_cannot_be_used_ends_with_one(
    capsys, tmp_path, school, content, code
):
    path = tmp_path / "leerlingen.xml"
    path.write_bytes(content)

    with pytest.raises(CommandError) as caught:
        call_command("import_roster", path, f"--school={school.brin}", "--json")

    assert caught.value.returncode == 1
    assert json.loads(capsys.readouterr().out)["refused"] == code
    assert RosterImport.objects.count() == 0


def test_import_roster_half_a_file_changes_nothing(capsys, tmp_path, school):
    path = tmp_path / "leerlingen.xml"
    whole = edexml(school, *map(str, range(40)))
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError):
        run(capsys, path, school.brin)

    assert (Student.objects.count(), Group.objects.count()) == (0, 0)


def test_import_roster_too_large_is_refused_unread(capsys, file, school, settings):
    settings.ROSTER_MAX_BYTES = 100

    with pytest.raises(CommandError) as caught:
        run(capsys, file, school.brin)

    assert caught.value.returncode == 1
    assert Student.objects.count() == 0


def test_import_roster_takes_a_oneroster_zip(capsys, tmp_path):
    school = SchoolFactory(brin="99XY")
    LocationFactory(school=school, brin6="99XY01")
    path = tmp_path / "export.zip"
    path.write_bytes(oneroster().getvalue())

    report = json.loads(run(capsys, path, "99XY01", "--json", "--confirm"))

    assert (report["applied"], report["source"], report["counts"]["new"]) == (True, "oneroster", 2)
    assert RosterImport.objects.get().kind == "oneroster"


TABLE = "Stamnr;Roepnaam;Achternaam;Klas\r\n0017;Noor;Voorbeeld;1P1\r\n0018;Sem;Voorbeeld;1P1\r\n"
COLUMNS = {
    "Stamnr": "source_key",
    "Roepnaam": "given_name",
    "Achternaam": "family_name",
    "Klas": "group",
}


def test_import_roster_takes_a_table_by_the_given_columns(capsys, tmp_path, school):
    path, columns = tmp_path / "export.csv", tmp_path / "columns.json"
    path.write_text(TABLE, encoding="utf-8-sig")
    columns.write_text(json.dumps(COLUMNS))

    report = json.loads(run(capsys, path, school.brin, "--json", f"--columns={columns}"))

    assert (report["source"], report["counts"]["new"]) == ("table", 2)
    assert set(Student.objects.values_list("source_key", "base_group__name")) == {
        ("0017", "1P1"),
        ("0018", "1P1"),
    }


def test_import_roster_takes_a_table_by_the_columns_of_before(capsys, tmp_path, school):
    path = tmp_path / "export.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    with pytest.raises(CommandError):
        run(capsys, path, school.brin)
    ColumnChoice.objects.create(
        school=school,
        headers_digest=digest_of_headers(COLUMNS),
        columns={header.lower(): field for header, field in COLUMNS.items()},
    )

    run(capsys, path, school.brin)

    assert Student.objects.count() == 2


def test_import_roster_says_what_is_wrong_with_the_columns(capsys, tmp_path, file, school):
    columns = tmp_path / "columns.json"
    columns.write_text('{"Stamnr": "shoe_size"}')

    with pytest.raises(CommandError, match="source_key"):
        run(capsys, file, school.brin, f"--columns={columns}")


def citizen_numbers(path):
    import re

    return set(re.findall(r"<(?:bsn|onderwijsnummer|sofinummer)>(\d+)<", path.read_text()))
