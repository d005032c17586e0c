import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schools.models import RosterImport, Student
from tests.factories.rosters import edexml

State = RosterImport.State
BOMB = b"""<?xml version="1.0"?><!DOCTYPE EDEX [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<EDEX><school><schooljaar>&c;</schooljaar></school></EDEX>"""


@pytest.fixture
def upload(client, school, django_capture_on_commit_callbacks):
    def post(content, name="leerlingen.xml"):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(
                reverse("schools:import-upload"), {"file": SimpleUploadedFile(name, content)}
            )
        return client.get(page.url) if page.status_code == 302 else page

    return post


def test_import_from_choosing_a_file_to_pupils(
    client, school, coordinator, upload, django_capture_on_commit_callbacks
):
    client.force_login(coordinator)

    page = upload(edexml(school, "1", "2"))
    assert page.context["report"].counts["new"] == 2
    assert Student.objects.count() == 0
    import_ = RosterImport.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("schools:import-apply", args=[import_.pk]))
    page = client.get(import_.get_absolute_url())

    assert page.templates[0].name == "schools/import_applied.html"
    assert Student.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"a;b"), ("a.xml", b""), ("a.xml", b"%PDF"), ("a.xml", b"niks")],
)
def test_import_upload_says_what_is_wrong_beside_the_field(
    client, coordinator, upload, name, content
):
    client.force_login(coordinator)

    page = upload(content, name)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert RosterImport.objects.count() == 0


@pytest.mark.parametrize("content", [BOMB, b"<EDEX><school>", b"<html><p>x</p></html>", b"<a/>"])
def test_import_of_a_bad_file_ends_with_a_message_and_nothing_in(
    client, coordinator, upload, content
):
    client.force_login(coordinator)

    page = upload(content)

    assert page.status_code == 200
    assert Student.objects.count() == 0
    assert set(RosterImport.objects.values_list("state", flat=True)) <= {State.FAILED}


def test_import_of_half_a_file_names_the_line(client, school, coordinator, upload):
    client.force_login(coordinator)

    page = upload(edexml(school, "1", "2")[:-60])

    import_ = RosterImport.objects.get()
    assert import_.state == State.FAILED
    assert import_.message in page.text


def test_import_upload_while_another_is_busy_says_so(client, school, coordinator, upload):
    RosterImport.objects.create(school=school, state=State.READING)
    client.force_login(coordinator)

    page = upload(edexml(school, "1"))

    assert page.context["form"].errors["file"]
    assert RosterImport.objects.count() == 1


def test_import_apply_needs_the_tick(client, school, coordinator):
    import_ = RosterImport.objects.create(
        school=school, state=State.READY, report=stored_report(confirm=["many_leavers"])
    )
    client.force_login(coordinator)

    page = client.post(reverse("schools:import-apply", args=[import_.pk]))

    import_.refresh_from_db()
    assert page.context["form"].errors["many_leavers"]
    assert import_.state == State.READY


def test_import_progress_is_a_part_that_ends_with_a_reload(client, school, coordinator):
    import_ = RosterImport.objects.create(school=school, state=State.READING, progress=40)
    address = reverse("schools:import-progress", args=[import_.pk])
    client.force_login(coordinator)

    busy = client.get(address, headers={"HX-Request": "true"})
    RosterImport.objects.update(state=State.FAILED)
    done = client.get(address, headers={"HX-Request": "true"})

    assert "<html" not in busy.text
    assert "40%" in busy.text
    assert done.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("state", [State.READING, State.FAILED, State.CANCELLED])
def test_import_page_of_each_state(client, school, coordinator, state):
    import_ = RosterImport.objects.create(school=school, state=state)
    client.force_login(coordinator)

    assert client.get(import_.get_absolute_url()).status_code == 200


def test_import_cancel_throws_it_away(client, school, coordinator):
    import_ = RosterImport.objects.create(school=school, state=State.READY)
    client.force_login(coordinator)

    client.post(reverse("schools:import-cancel", args=[import_.pk]))
    again = client.post(reverse("schools:import-cancel", args=[import_.pk]), follow=True)

    import_.refresh_from_db()
    assert import_.state == State.CANCELLED
    assert again.status_code == 200


@pytest.mark.parametrize("name", ["detail", "progress"])
def test_import_of_another_school_is_not_found(client, school, other_coordinator, mentor, name):
    import_ = RosterImport.objects.create(school=school)

    for user in (other_coordinator, mentor):
        client.force_login(user)
        assert client.get(reverse(f"schools:import-{name}", args=[import_.pk])).status_code == 404


@pytest.mark.parametrize("name", ["import-list", "import-upload", "leaver-list"])
def test_import_pages_are_for_coordinators(client, teacher, student, employer_user, name):
    for user in (teacher, student.user, employer_user):
        client.force_login(user)
        assert client.get(reverse(f"schools:{name}")).status_code == 403


@pytest.mark.parametrize("imports", [1, 3])
def test_import_list_costs_the_same_for_any_number(
    client, school, coordinator, imports, django_assert_max_num_queries
):
    for _number in range(imports):
        RosterImport.objects.create(school=school, created_by=coordinator)
    client.force_login(coordinator)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("schools:import-list"))

    assert len(page.context["page_obj"]) == imports


def stored_report(**fields):
    names = [
        "rows",
        "pupils",
        "new",
        "moved",
        "changed",
        "returned",
        "leavers",
        "unchanged",
        "unclear",
    ]
    return {
        "counts": {**dict.fromkeys(names, 0), "already_left": 0},
        "school_year": "2026-2027",
        "brin6": "99XX99",
        "groups": [],
        "problems": [],
        "problem_counts": {},
        "left_out": {},
        "pupils": {"leavers": [], "moved": [], "returned": []},
        "confirm": [],
        "nothing": False,
        **fields,
    }
