"""A school's own table from upload to pupils: columns chosen, words explained, remembered."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from portal.audit import trail
from portal.imports import work
from portal.imports.problems import ImportRefused
from schools.models import ColumnChoice, Group, RosterImport, Student
from schools.services import roster_work
from schools.services.roster_imports import ImportBusy, apply_import, upload_roster
from schools.services.table_imports import choose_columns, propose_columns, tell_meanings
from tests.factories import LocationFactory, StudentFactory

State = RosterImport.State
HEADERS = "Stamnr;Voornaam;Tussenv;Naam achter;Klas;Leerjaar;Studie;Mentor;BSN"
ROWS = (
    "0017;Zoë;van 't;Hof;2A;2;PRO;Jansen, Piet;987654329",
    "0018;Bo;;Bakker;2A;leerjaar 2;vmbo;Jansen, Piet;",
)
COLUMNS = {
    "stamnr": "source_key",
    "voornaam": "given_name",
    "tussenv": "name_prefix",
    "naamachter": "family_name",
    "klas": "group",
    "leerjaar": "year",
    "studie": "track",
    "mentor": "mentor",
}
YEAR = "2026-2027"


def table(*rows, headers=HEADERS) -> io.BytesIO:
    return io.BytesIO("\n".join([headers, *(rows or ROWS)]).encode())


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def waiting(school, coordinator):
    return upload_roster(school, table(), name="lijst.csv", by=coordinator)


@pytest.fixture
def ready(waiting, coordinator, commits):
    with commits():
        choose_columns(waiting, COLUMNS, school_year=YEAR, location=None, by=coordinator)
    waiting.refresh_from_db()
    return waiting


def post_of(form, **changes):
    """What a browser sends for this form as it stands."""
    values = {name: form[name].value() or "" for name in form.fields}
    return values | changes


def test_upload_of_a_table_waits_for_its_columns(waiting, school, coordinator):
    assert (waiting.kind, waiting.state) == ("table", State.UPLOADED)
    assert [entry.action for entry in trail.entries_for(waiting)] == ["schools.import.upload"]


def test_propose_columns_guesses_and_never_shows_what_we_do_not_keep(waiting):
    proposal = propose_columns(waiting)

    assert proposal.fields == {key: field for key, field in COLUMNS.items() if key != "naamachter"}
    assert [(c.header, c.forbidden) for c in proposal.columns if c.forbidden] == [
        ("BSN", "citizen_number")
    ]
    assert next(c for c in proposal.columns if c.header == "BSN").examples == ()
    assert next(c for c in proposal.columns if c.header == "Voornaam").examples == ("Zoë", "Bo")


def test_examples_hide_long_numbers_under_a_header_we_do_not_know(school, coordinator):
    file = table("1;Noor;987654329;03-04-2014", headers="nr;roepnaam;kenmerk;wanneer")
    import_ = upload_roster(school, file, name="a.csv", by=coordinator)

    examples = {c.header: c.examples for c in propose_columns(import_).columns}

    assert examples == {
        "nr": ("1",), "roepnaam": ("Noor",), "kenmerk": ("…",), "wanneer": ("…",),
    }  # fmt: skip


def test_choose_columns_has_the_file_read_and_remembers(ready, school, coordinator):
    report = ready.report

    assert ready.state == State.READY
    assert report["counts"]["new"] == 2
    assert report["left_out"] == {"citizen_number": 1}
    assert "987654329" not in str(report)
    choice = ColumnChoice.objects.get(school=school)
    assert choice.columns == COLUMNS
    assert [entry.action for entry in trail.entries_for(ready)] == [
        "schools.import.start",
        "schools.import.upload",
    ]


def test_columns_are_remembered_in_another_order_and_case(ready, school, coordinator):
    order = [8, 0, 2, 1, 3, 5, 4, 6, 7]
    headers = HEADERS.upper().split(";")
    second = table(
        *(";".join(row.split(";")[number] for number in order) for row in ROWS),
        headers=";".join(headers[number] for number in order),
    )

    import_ = upload_roster(school, second, name="lijst.csv", by=coordinator)
    proposal = propose_columns(import_)

    assert proposal.remembered
    assert proposal.fields == COLUMNS


def test_columns_of_one_school_are_not_those_of_another(ready, other_school, other_coordinator):
    import_ = upload_roster(other_school, table(), name="lijst.csv", by=other_coordinator)

    assert propose_columns(import_).remembered is False


def test_choose_columns_without_a_pupil_number_is_refused_with_what_to_do(waiting, coordinator):
    columns = {key: field for key, field in COLUMNS.items() if field != "source_key"}

    with pytest.raises(ImportRefused) as caught:
        choose_columns(waiting, columns, school_year=YEAR, location=None, by=coordinator)

    assert caught.value.code == "no_pupil_number"
    assert RosterImport.objects.get().state == State.UPLOADED


def test_choose_columns_is_for_coordinators(waiting, mentor):
    with pytest.raises(PermissionDenied):
        choose_columns(waiting, COLUMNS, school_year=YEAR, location=None, by=mentor)

    assert ColumnChoice.objects.count() == 0


def test_tell_meanings_has_the_file_read_again_and_is_remembered(
    ready, school, coordinator, commits
):
    assert ready.report["problem_counts"] == {"unknown_track": 1}

    with commits():
        tell_meanings(ready, {"track": {"vmbo": "vmbo_kb"}}, by=coordinator)
    ready.refresh_from_db()
    other = table(*ROWS, headers=f"{HEADERS};Opmerking")
    later = upload_roster(school, other, name="b.csv", by=coordinator)
    with commits():
        choose_columns(later, COLUMNS, school_year=YEAR, location=None, by=coordinator)
    later.refresh_from_db()
    ready.refresh_from_db()

    assert ready.state == State.CANCELLED
    assert later.report["problem_counts"] == {"short_row": 2}


def test_table_that_nobody_looked_at_for_a_week_is_thrown_away(waiting, commits):
    storage, name = waiting.file.storage, waiting.file.name
    RosterImport.objects.update(created_at=timezone.now() - work.FORGOTTEN * 2)

    with commits():
        roster_work.revive_stalled()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.file.name) == (State.CANCELLED, "")
    assert not storage.exists(name)


@pytest.mark.parametrize("tab", ["nieuw", "andere-groep", "weg", "onduidelijk", ""])
def test_tabs_of_a_report_cost_the_same(
    client, school, coordinator, commits, tab, django_assert_max_num_queries
):
    costs = []
    for number in (1, 3):
        Student.objects.filter(school=school).delete()
        for one in range(number):
            StudentFactory(school=school, source_key=f"m{one}")
            StudentFactory(school=school, source_key=f"w{one}")
        rows = [f"n{one};Noor;;Berg;9Z;1;PRO;;" for one in range(number)]
        rows += [f"m{one};Mo;;Berg;9Z;1;wat;;" for one in range(number)]
        import_ = upload_roster(school, table(*rows), name="a.csv", by=coordinator)
        with commits():
            choose_columns(import_, COLUMNS, school_year=YEAR, location=None, by=coordinator)
        client.force_login(coordinator)
        with django_assert_max_num_queries(25) as queries:
            client.get(import_.get_absolute_url(), {"toon": tab})
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_upload_while_another_is_being_read_is_refused(school, coordinator):
    RosterImport.objects.create(school=school, state=State.READING)

    with pytest.raises(ImportBusy):
        upload_roster(school, table(), name="a.csv", by=coordinator)

    assert RosterImport.objects.count() == 1


def test_choose_columns_while_another_is_being_read_is_refused(waiting, school, coordinator):
    RosterImport.objects.create(school=school, state=State.READING)

    with pytest.raises(ImportBusy):
        choose_columns(waiting, COLUMNS, school_year=YEAR, location=None, by=coordinator)

    assert ColumnChoice.objects.count() == 0


def test_table_of_a_school_with_several_locations_puts_pupils_where_they_are(
    school, coordinator, commits
):
    north, south = (LocationFactory(school=school, name=name) for name in ("Noord", "Zuid"))
    file = table("1;Noor;noord", "2;Bo;Zuid", "3;Mo;Elders", headers="nummer;roepnaam;vestiging")
    columns = {"nummer": "source_key", "roepnaam": "given_name", "vestiging": "location"}
    import_ = upload_roster(school, file, name="a.csv", by=coordinator)

    with commits():
        choose_columns(import_, columns, school_year=YEAR, location=None, by=coordinator)
    import_.refresh_from_db()

    assert import_.report["brin6"] == ""
    assert import_.report["problem_counts"]["unknown_location_text"] == 1
    assert {north.name, south.name} <= set(import_.options["meanings"]["locations"])


def test_import_of_a_table_from_upload_to_pupils(client, school, coordinator, commits):
    client.force_login(coordinator)
    known = StudentFactory(school=school, source_key="0018", given_name="Bob", family_name="Bakker")

    file = SimpleUploadedFile("leerlingen.csv", table().read())
    page = client.post(reverse("schools:import-upload"), {"file": file}, follow=True)
    form = page.context["form"]
    assert page.templates[0].name == "schools/import_columns.html"
    with commits():
        page = client.post(page.redirect_chain[-1][0], post_of(form, **{"column-3": "family_name"}))
    import_ = RosterImport.objects.get()
    overview = client.get(import_.get_absolute_url())
    new = client.get(import_.get_absolute_url(), {"toon": "nieuw"})
    moved = client.get(import_.get_absolute_url(), {"toon": "andere-groep"})
    mentors = client.get(import_.get_absolute_url(), {"toon": "mentoren"})

    assert overview.context["report"].counts["new"] == 1
    assert "Hof, Zoë van &#x27;t" in new.text
    assert [c.new for c in moved.context["page_obj"].object_list[0].changes][:2] == [
        "Bakker, Bo",
        "2A",
    ]
    assert "Jansen, Piet" in mentors.text
    assert all("987654329" not in page.text for page in (overview, new, moved, mentors))
    with commits():
        client.post(reverse("schools:import-apply", args=[import_.pk]))
    known.refresh_from_db()
    assert (known.given_name, known.base_group.name) == ("Bo", "2A")
    assert set(Student.objects.values_list("source_key", flat=True)) == {"0017", "0018"}
    done = client.get(import_.get_absolute_url(), {"toon": "nieuw"})
    assert "Zoë" not in done.text


def test_page_of_words_asks_and_remembers(client, ready, coordinator, commits):
    client.force_login(coordinator)
    address = reverse("schools:import-meanings", args=[ready.pk])

    page = client.get(address)
    with commits():
        client.post(address, {"track-0": "vmbo_bb"})
    ready.refresh_from_db()

    assert [field.label.partition(": ")[2] for field in page.context["form"]] == ["“vmbo”"]
    assert ready.options["meanings"]["told"] == {"track": {"vmbo": "vmbo_bb"}}
    assert ready.report["problem_counts"] == {}
    assert "woorden" not in client.get(ready.get_absolute_url()).text


@pytest.mark.parametrize(
    "change",
    [{"column-0": ""}, {"column-1": "source_key"}, {"column-0": "bsn"}, {"school_year": "1"}],
)  # fmt: skip
def test_page_of_columns_says_what_is_wrong(client, waiting, coordinator, change):
    client.force_login(coordinator)
    address = reverse("schools:import-columns", args=[waiting.pk])
    form = client.get(address).context["form"]

    page = client.post(address, post_of(form, **change))

    assert page.status_code == 422
    assert page.context["form"].errors
    assert RosterImport.objects.get().state == State.UPLOADED


def test_pages_of_columns_and_words_are_for_tables_that_wait(client, school, coordinator):
    client.force_login(coordinator)
    xml = RosterImport.objects.create(school=school, kind="edexml", state=State.READY)
    done = RosterImport.objects.create(school=school, kind="table", state=State.FAILED)

    answers = [
        client.get(reverse(f"schools:import-{name}", args=[row.pk])).status_code
        for name in ("columns", "meanings")
        for row in (xml, done)
    ]

    assert answers == [404, 302, 404, 302]


def workbook(change=None) -> bytes:
    book = Workbook()
    for line in (HEADERS, *ROWS):
        book.active.append(line.split(";"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lijst.xlsm", workbook(), "macros"),
        ("lijst.xls", b"\xd0\xcf\x11\xe0oud", "old_excel"),
        ("lijst.ods", None, "open_document"),
        ("lijst.zip", None, "unknown_package"),
        ("lijst.xlsx", workbook()[:-40], "broken_excel"),
        ("lijst.docx", b"tekst", "unknown_kind"),
        ("lijst.csv", b"", "empty"),
        ("lijst.csv", b"Stamnr;Naam\n", "no_rows"),
        ("lijst.csv", b"022001;Noor\n022002;Bo\n", "no_header"),
        ("lijst.csv", b"a;a\n1;2\n", "double_header"),
        ("foto.png", b"\x89PNG\r\n", "picture"),
    ],
)
def test_upload_refuses_what_is_no_roster(school, coordinator, name, content, code):
    if content is None:
        content = packed({"mimetype": "x"} if code == "open_document" else {"lees.txt": "x"})

    with pytest.raises(ImportRefused) as caught:
        upload_roster(school, io.BytesIO(content), name=name, by=coordinator)

    assert caught.value.code == code
    assert caught.value.message
    assert RosterImport.objects.count() == 0


def packed(files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return file.getvalue()


def test_kind_is_seen_by_what_is_in_the_file(school, coordinator):
    import_ = upload_roster(school, io.BytesIO(workbook()), name="lijst.csv", by=coordinator)

    assert import_.kind == "table"
    assert propose_columns(import_).fields["stamnr"] == "source_key"


def test_group_of_a_table_is_the_group_of_the_same_name_that_is_here(
    school, coordinator, waiting, commits
):
    group = Group.objects.create(school=school, name="2a", school_year=YEAR, source_key="g12")
    with commits():
        choose_columns(waiting, COLUMNS, school_year=YEAR, location=None, by=coordinator)
    waiting.refresh_from_db()

    with commits():
        apply_import(waiting, by=coordinator)

    assert list(Group.objects.filter(school_year=YEAR)) == [group]
    assert group.students.count() == 2
