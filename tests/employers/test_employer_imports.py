"""A list of employers from the region: columns, report, apply; twice changes nothing."""

import io
import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from employers.models import Employer, EmployerImport, EmployerInvitation
from employers.services.employer_imports import (
    apply_import,
    cancel_import,
    start_reading,
    upload_employers,
    write_plan,
)
from employers.services.import_plans import plan_employers
from portal.audit import trail
from portal.imports.problems import ImportRefused
from portal.imports.tables import read_table
from portal.notifications.models import Notification
from portal.reference.models import Sector
from tests.factories import EmployerFactory

State = EmployerImport.State
HEADER = "Bedrijfsnaam;KvK-nummer;Sector;Plaats;Medewerkers;SBI;SBI versie;SBB;E-mail;Rang"
MAPPING = {
    "0": "name",
    "1": "kvk_number",
    "2": "sector",
    "3": "place",
    "4": "size",
    "5": "sbi_code",
    "6": "sbi_version",
    "7": "sbb_recognised_on",
    "8": "contact_email",
}
BAKERY = "Bakkerij Jansen;12345678;{sector};Molenveen;25;1071;2008;01-02-2020;jan@jansen.example;A"


@pytest.fixture
def sector():
    return Sector.objects.order_by("order").first()


@pytest.fixture
def file_of(sector):
    def make(*rows, header=HEADER, encoding="utf-8"):
        text = "\n".join([header, *(row.format(sector=sector.name) for row in rows)]) + "\n"
        return io.BytesIO(text.encode(encoding))

    return make


@pytest.fixture
def plan_of(file_of):
    def make(*rows, mapping=MAPPING, **options):
        return plan_employers(read_table(file_of(*rows, **options), name="lijst.csv"), mapping)

    return make


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def problems(plan):
    return [(p.line, p.code, p.skipped) for p in plan.problems]


def test_plan_of_a_new_employer_and_applying_it(plan_of, sector):
    plan = plan_of(BAKERY)

    applied = write_plan(plan, by=None)

    made = Employer.objects.get()
    assert applied == {"new": 1, "changed": 0, "invited": 0}
    assert (made.name, made.slug, made.kvk_number, made.sector) == (
        "Bakkerij Jansen",
        "bakkerij-jansen",
        "12345678",
        sector,
    )
    assert (made.state, made.size, made.place) == ("verified", "medium", "Molenveen")
    assert (made.sbi_code, made.sbi_version) == ("1071", "2008")
    assert made.sbb_recognised_on == date(2020, 2, 1)
    assert [e.action for e in trail.entries_for(made)] == ["employers.employer.import"]


def test_applying_twice_changes_nothing(plan_of):
    write_plan(plan_of(BAKERY), by=None)

    again = plan_of(BAKERY)

    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1)
    assert write_plan(again, by=None) == {"new": 0, "changed": 0, "invited": 0}


def test_same_number_is_the_same_company(plan_of, sector):
    here = EmployerFactory(
        kvk_number="12345678", name="Jansen", about="Zelf geschreven", sector=sector
    )

    plan = plan_of(BAKERY)
    write_plan(plan, by=None)

    here.refresh_from_db()
    assert (plan.counts["same_kvk"], here.name, here.place) == (1, "Bakkerij Jansen", "Molenveen")
    assert here.about == "Zelf geschreven"


def test_what_the_company_wrote_itself_stays(plan_of):
    EmployerFactory(kvk_number="12345678", name="Jansen", about="Zelf geschreven")

    plan = plan_of(
        "Jansen;12345678;{sector};Anders",
        header="Naam;KvK;Sector;Over",
        mapping={"0": "name", "1": "kvk_number", "2": "sector", "3": "about"},
    )

    assert "about" not in {name for row in plan.rows for name in row.changes}


def test_name_that_looks_like_another_waits_for_a_yes(plan_of):
    EmployerFactory(name="Bakkerij Janssen B.V.", kvk_number="99999999")

    plan = plan_of(BAKERY)

    assert problems(plan) == [(2, "employer_near", False)]
    assert write_plan(plan, by=None)["new"] == 0
    assert write_plan(plan, by=None, near=True)["new"] == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Bakker;1234567;{sector}", "employer_kvk"),
        ("Bakker;123456789;{sector}", "employer_kvk"),
        ("Bakker;1234567X;{sector}", "employer_kvk_letters"),
        ("Bakker;;{sector}", "employer_cell_missing"),
        (";12345678;{sector}", "employer_cell_missing"),
        ("Bakker;12345678;Toverij", "employer_sector"),
        ("Bakker;12345678;{sector};;;1071", "employer_sbi_version"),
        ("Bakker;12345678;{sector};;;x", "employer_sbi"),
        ("Bakker;12345678;{sector};;;;;morgen", "employer_day"),
        ("=Bakker();12345678;{sector}", "formula"),
        ("Bakker;12345678;{sector};;;;;;;;te veel", "long_row"),
        (f"{'x' * 201};12345678;{{sector}}", "employer_too_long"),
    ],
)
def test_faulty_row_stays_out_and_says_where_and_what(plan_of, row, code):
    plan = plan_of(row)

    found = [p for p in plan.problems if p.skipped]
    assert [(p.line, p.code) for p in found] == [(2, code)]
    assert plan.counts["faulty"] == 1
    assert "%(" not in found[0].message
    assert (plan.rows, write_plan(plan, by=None)["new"]) == ([], 0)


def test_faulty_extra_is_left_out_of_a_row_that_goes_in(plan_of):
    plan = plan_of("Bakker;12345678;{sector};;veel;;;;geen adres;")

    assert problems(plan) == [(2, "employer_email", False), (2, "employer_size", False)]
    assert plan.counts["new"] == 1


def test_same_company_twice_in_the_file(plan_of):
    plan = plan_of(BAKERY, BAKERY)

    assert problems(plan) == [(3, "employer_twice", True)]
    assert plan.problems[0].context["first"] == "2"


def test_branches_are_told_apart_by_their_number(plan_of):
    header = "Naam;KvK;Sector;Vestigingsnummer"
    mapping = {"0": "name", "1": "kvk_number", "2": "sector", "3": "establishment_number"}
    rows = [f"Keten {n};12345678;{{sector}};00001111222{n}" for n in (1, 2)]
    write_plan(plan_of(*rows, header=header, mapping=mapping), by=None, near=True)

    plan = plan_of("Keten;12345678;{sector};", header=header, mapping=mapping)

    assert Employer.objects.count() == 2
    assert problems(plan) == [(2, "employer_ambiguous", True)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Groen", "green_animals"), ("ICT", "media_ict"), ("en", None), ("crafts", "crafts")],
)
def test_sector_by_a_piece_of_its_name(plan_of, text, code):
    plan = plan_of(f"Bakker;12345678;{text}")

    found = Sector.objects.filter(pk__in=[row.values["sector"] for row in plan.rows])
    assert [s.code for s in found] == ([code] if code else [])


def test_excel_is_read_too(sector):
    book = Workbook()
    book.active.append(["Naam", "KvK", "Sector"])
    book.active.append(["Smederij", 12345678, sector.code])
    stream = io.BytesIO()
    book.save(stream)

    plan = plan_employers(
        read_table(stream, name="lijst.xlsx"), {"0": "name", "1": "kvk_number", "2": "sector"}
    )

    assert [row.values["kvk_number"] for row in plan.new] == ["12345678"]


def test_region_goes_from_file_to_employers(
    client, region_coordinator, file_of, commits, mailoutbox
):
    client.force_login(region_coordinator)
    file = SimpleUploadedFile("lijst.csv", file_of(BAKERY, "Fout;12;{sector};;;;;;;").read())

    uploaded = client.post(reverse("employers:import-upload"), {"file": file})
    import_ = EmployerImport.objects.get()
    columns = client.get(uploaded.url)
    assert import_.mapping == MAPPING
    assert columns.context["unused"] == ["Rang"]
    chosen = {name: number for number, name in MAPPING.items()}
    with commits():
        client.post(uploaded.url, chosen)
    report = client.get(import_.get_absolute_url())
    assert report.templates[0].name == "employers/import_ready.html"
    assert "Een" not in [p.code for p in report.context["report"]["problems"]]
    assert Employer.objects.count() == 0

    with commits():
        client.post(reverse("employers:import-apply", args=[import_.pk]), {"contacts": "on"})

    import_.refresh_from_db()
    assert (import_.state, import_.file.name) == (State.APPLIED, "")
    assert import_.report["applied"] == {"new": 1, "changed": 0, "invited": 1}
    assert EmployerInvitation.objects.get().email == "jan@jansen.example"
    assert client.get(import_.get_absolute_url()).status_code == 200
    told = Notification.objects.filter(recipient=region_coordinator).values_list("kind", flat=True)
    assert set(told) == {"employers.import_ready", "employers.import_applied"}


def test_missing_column_is_asked_for(client, region_coordinator, file_of):
    client.force_login(region_coordinator)
    file = file_of("Bakker;{sector}", header="Naam;Sector")
    import_ = upload_employers(file, name="a.csv", by=region_coordinator)
    url = reverse("employers:import-columns", args=[import_.pk])

    answer = client.post(url, {"name": "0", "sector": "1"})
    twice = client.post(url, {"name": "0", "sector": "1", "kvk_number": "1"})

    assert answer.context["form"].errors == {"kvk_number": ["Zonder deze kolom lukt het niet."]}
    assert list(twice.context["form"].errors) == ["sector"]
    with pytest.raises(ImportRefused):
        start_reading(import_, {"0": "name"}, by=region_coordinator)


def test_chosen_columns_are_remembered_for_the_same_headers(region_coordinator, file_of):
    header = "A;B;C"
    first = upload_employers(file_of("x;y;z", header=header), name="a.csv", by=region_coordinator)
    mapping = {"0": "sector", "1": "name", "2": "kvk_number"}
    EmployerImport.objects.filter(pk=first.pk).update(mapping=mapping, state=State.APPLIED)

    again = upload_employers(file_of("x;y;z", header=header), name="b.csv", by=region_coordinator)

    assert again.mapping == mapping


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("lijst.csv", "Naam;KvK\nCafé;1\n".encode("cp850"), "CSV UTF-8"),
        ("lijst.xlsm", b"PK\x03\x04", "macro"),
        ("lijst.pdf", b"%PDF", ".xlsx"),
        ("lijst.csv", b"", "leeg"),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_once(client, region_coordinator, name, data, words):
    client.force_login(region_coordinator)

    answer = client.post(
        reverse("employers:import-upload"), {"file": SimpleUploadedFile(name, data)}
    )

    assert answer.status_code == 422
    assert words in answer.context["form"].errors["file"][0]
    assert EmployerImport.objects.count() == 0


def test_only_the_regional_coordinator_imports(client, region_editor, employer_user, file_of):
    with pytest.raises(PermissionDenied):
        upload_employers(file_of(BAKERY), name="a.csv", by=region_editor)
    for user in (region_editor, employer_user):
        client.force_login(user)
        assert client.get(reverse("employers:import-list")).status_code == 403


def test_a_newer_file_replaces_one_that_waits_and_its_file_goes(
    region_coordinator, file_of, commits
):
    with commits():
        first = upload_employers(file_of(BAKERY), name="a.csv", by=region_coordinator)
        storage, name = first.file.storage, first.file.name
        upload_employers(file_of(BAKERY), name="b.csv", by=region_coordinator)

    first.refresh_from_db()
    assert (first.state, storage.exists(name)) == (State.CANCELLED, False)


def test_cancelled_import_changes_nothing(region_coordinator, file_of, commits):
    import_ = upload_employers(file_of(BAKERY), name="a.csv", by=region_coordinator)
    with commits():
        start_reading(import_, MAPPING, by=region_coordinator)
    import_.refresh_from_db()

    cancel_import(import_, by=region_coordinator)

    assert (import_.state, Employer.objects.count()) == (State.CANCELLED, 0)


def test_fault_while_applying_writes_nothing(region_coordinator, file_of, commits, monkeypatch):
    import_ = upload_employers(file_of(BAKERY), name="a.csv", by=region_coordinator)
    with commits():
        start_reading(import_, MAPPING, by=region_coordinator)
    import_.refresh_from_db()

    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("employers.services.employer_imports._change", broken)
    with commits():
        apply_import(import_, by=region_coordinator)

    import_.refresh_from_db()
    assert (import_.state, Employer.objects.count()) == (State.FAILED, 0)


@pytest.mark.parametrize("imports", [1, 3])
def test_list_of_imports_costs_the_same(
    client, region_coordinator, imports, django_assert_num_queries
):
    for number in range(imports):
        EmployerImport.objects.create(
            name=f"{number}.csv", state=State.APPLIED, created_by=region_coordinator
        )
    client.force_login(region_coordinator)

    with django_assert_num_queries(7):
        page = client.get(reverse("employers:import-list"))

    assert len(page.context["page_obj"].object_list) == imports


def test_command_reports_and_applies(tmp_path, file_of, capsys):
    path = tmp_path / "lijst.csv"
    path.write_bytes(file_of(BAKERY).read())

    call_command("import_employers", str(path), "--dry-run", "--json")
    dry = json.loads(capsys.readouterr().out)
    call_command("import_employers", str(path))
    call_command("import_employers", str(path), "--json")
    again = json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))

    assert (dry["applied"], dry["counts"]["new"]) == (None, 1)
    assert again["applied"] == {"new": 0, "changed": 0, "invited": 0}
    assert Employer.objects.count() == 1


def test_command_refuses_what_it_cannot_read(tmp_path, capsys):
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Sector\na;b\n")

    with pytest.raises(CommandError, match="KvK-nummer"):
        call_command("import_employers", str(path))
    with pytest.raises(CommandError):
        call_command("import_employers", str(path), "--columns", "kvk_number=Nergens")
    with pytest.raises(CommandError):
        call_command("import_employers", str(tmp_path / "weg.csv"))
