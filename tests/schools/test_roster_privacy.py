"""Whatever the kind of file: what we may not keep is in no table and no log afterwards."""

import io
import os
from pathlib import Path

import pytest
from django.db import connection

from portal.accounts.models import User
from schools.imports.table_columns import guess_fields
from schools.models import RosterImport, Student
from schools.services.roster_files import apply_file, options_of
from schools.services.roster_imports import apply_import, upload_roster
from tests.factories import LocationFactory, SchoolFactory
from tests.factories.edexml import CITIZEN_NUMBER, edexml_file, pupil_xml
from tests.factories.oneroster import oneroster, pupil

SAMPLES = Path(
    os.environ.get("PRAKTIJKPLEIN_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
)
BIRTH, COUNTRY, PHOTO, POSTCODE = "2013-02-03", "QX6030", "foto.example", "9999QZ"
SECRETS = [CITIZEN_NUMBER, BIRTH, "03-02-2013", COUNTRY, PHOTO, POSTCODE]


def edexml():
    inside = (
        f"<geboortedatum>{BIRTH}</geboortedatum><land>{COUNTRY}</land><bsn>{CITIZEN_NUMBER}</bsn>"
        f"<fotourl>https://{PHOTO}/1</fotourl><postcodenl>{POSTCODE}</postcodenl>"
        f"<jaargroep>{CITIZEN_NUMBER}</jaargroep><groep key='{CITIZEN_NUMBER}'/>"
    )
    return edexml_file(pupil_xml("1", inside=inside), pupil_xml("2", inside=inside))


def table():
    head = "Stamnr;Roepnaam;Achternaam;Klas;BSN;Geboortedatum;Geboorteland;Postcode;Foto"
    row = f"Noor;Voorbeeld;1P1;{CITIZEN_NUMBER};03-02-2013;{COUNTRY};{POSTCODE};{PHOTO}"
    return io.BytesIO(f"{head}\r\n1;{row}\r\n2;{row}\r\n".encode())


def zip_of_csv():
    demographics = f"sourcedId,birthDate,countryOfBirthCode\r\nu1,{BIRTH},{COUNTRY}\r\n"
    users = [pupil(number, password=CITIZEN_NUMBER, sms=POSTCODE, phone=PHOTO) for number in "12"]
    enrollments = {"enrollments": []}
    return oneroster(users=users, files={"demographics.csv": demographics}, **enrollments)


COLUMNS = {"Stamnr": "source_key", "Roepnaam": "given_name", "BSN": "eck_id"}
KINDS = {"edexml": edexml, "table": table, "oneroster": zip_of_csv}


def dump() -> str:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows += cursor.fetchall()
    return "\n".join(map(str, rows))


@pytest.fixture
def here():
    school = SchoolFactory(brin="99XY")
    LocationFactory(school=school, brin6="99XY01")
    return school


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_may_not_keep_is_nowhere_after_an_import(here, kind, caplog):
    file = KINDS[kind]()
    options = options_of(here, file, kind, columns=COLUMNS, school_year="2026-2027")

    plan = apply_file(here, file, kind, options, by=None)

    assert plan.counts["new"] == 2
    assert RosterImport.objects.get().report["left_out"]
    kept = dump() + caplog.text
    assert [secret for secret in SECRETS if secret in kept] == []


@pytest.mark.parametrize("kind", ["edexml", "oneroster"])
def test_what_we_may_not_keep_is_nowhere_after_an_upload(
    here, kind, caplog, django_capture_on_commit_callbacks
):
    name = {"edexml": "export.xml", "oneroster": "export.zip"}[kind]
    with django_capture_on_commit_callbacks(execute=True):
        import_ = upload_roster(here, KINDS[kind](), name=name, by=None)
    import_.refresh_from_db()
    storage, stored = import_.file.storage, import_.file.name
    with django_capture_on_commit_callbacks(execute=True):
        apply_import(import_, by=None)

    import_.refresh_from_db()
    assert (import_.state, Student.objects.count()) == (RosterImport.State.APPLIED, 2)
    kept = dump() + caplog.text
    assert [secret for secret in SECRETS if secret in kept] == []
    assert not storage.exists(stored)


@pytest.mark.parametrize("kind", KINDS)
def test_names_of_pupils_are_in_no_log_and_no_message(here, kind, caplog, mailoutbox):
    file = KINDS[kind]()
    options = options_of(here, file, kind, columns=COLUMNS, school_year="2026-2027")

    apply_file(here, file, kind, options, by=User.objects.first())

    told = caplog.text + " ".join(f"{mail.subject} {mail.body}" for mail in mailoutbox)
    assert "Voorbeeld" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT label, data FROM wagtailcore_modellogentry")
        trail = str(cursor.fetchall())
    assert "Voorbeeld" not in trail
    report = str(RosterImport.objects.values_list("report", "options"))
    assert "Voorbeeld" not in report


def test_the_sample_of_a_school_table_leaves_nothing_behind(caplog):
    """Layout of a real export with made-up people; skipped where the samples are absent."""
    path = SAMPLES / "magister" / "SYNTHETIC-magister-layout.utf8bom.csv"
    if not path.exists():
        pytest.skip("the sample files are not here")
    school = SchoolFactory(brin="99XY")
    text = path.read_text(encoding="utf-8-sig")
    head, first = (line.split(";") for line in text.splitlines()[:2])
    columns = guess_fields(head)
    file = io.BytesIO(path.read_bytes())
    options = options_of(school, file, "table", columns=columns, school_year="2026-2027")

    plan = apply_file(school, file, "table", options, by=None)

    assert plan.counts["new"] > 0
    rows = [line.split(";") for line in text.splitlines()[1:]]
    dates = {
        row[number]
        for number, name in enumerate(head)
        if name.casefold().startswith("geb")
        for row in rows
        if number < len(row) and len(row[number]) >= len("1-1-2010")
    }
    assert len(first) == len(head)
    kept = dump() + caplog.text
    assert [text for text in dates if text in kept] == []
