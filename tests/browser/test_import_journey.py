"""The story of a list in a browser: columns chosen, pupils brought in, moved, gone, taken back."""

import pytest
from celery.contrib.testing.worker import start_worker
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from portal.celery import app
from schools.models import SchoolMembership, Student
from tests.browser.people import PASSWORD, Person
from tests.factories import LocationFactory, SchoolFactory, SchoolMembershipFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HEADERS = "Kenmerk;Heet;Tv;Achter;Zit in;Laag;Soort;Postcode"
CHOICES = {
    "Kenmerk": "source_key",
    "Heet": "given_name",
    "Tv": "name_prefix",
    "Achter": "family_name",
    "Zit in": "group",
    "Laag": "year",
    "Soort": "track",
}
FIRST = (
    "0101;Noor;;Berg;2P1;2;PRO;1234AB",
    "0102;Sem;van;Dijk;2P1;leerjaar 2;PRO;",
    "0103;Bo;;Akker;2P2;2;PRO;",
)
# Sem moves, Bo is gone, Fay is new; and the columns stand in another order.
SECOND_HEADERS = "Heet;Kenmerk;Tv;Achter;Zit in;Laag;Soort;Postcode"
SECOND = (
    "Noor;0101;;Berg;2P1;2;PRO;1234AB",
    "Sem;0102;van;Dijk;2P2;2;PRO;",
    "Fay;0104;;Zand;2P2;2;PRO;",
)


@pytest.fixture
def _worker():
    """Background work is done by a worker beside the server, as in the real thing."""
    app.conf.task_always_eager = False
    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="ERROR"):
        yield
    app.conf.task_always_eager = True


class Importer(Person):
    def upload(self, headers: str, rows: tuple[str, ...]) -> None:
        text = "\r\n".join([headers, *rows])
        file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
        self.go("/school/importeren/nieuw/")
        self.page.set_input_files("[name=file]", files=[file])
        self.page.click("form[enctype] button")
        self.says("Welke kolom is wat?")

    def choose_columns(self, choices: dict[str, str]) -> None:
        for header, field in choices.items():
            self.page.get_by_label(header, exact=True).select_option(field)
        self.read()

    def read(self) -> None:
        self.page.click("form:has(.columns) .form-end button")
        self.says("Overzicht")  # it has been read in the background

    def open_tab(self, name: str) -> None:
        self.page.click(f".tabs a[href$='={name}']")

    def bring_in(self) -> None:
        for box in self.page.locator("form[action$='/doorvoeren/'] [type=checkbox]").all():
            box.check()
        self.press("/doorvoeren/")
        expect(self.page.locator("#voortgang")).to_have_count(0)


def pupils() -> dict[str, tuple[str, str]]:
    return {
        student.source_key: (student.base_group.name, student.status)
        for student in Student.objects.select_related("base_group")
    }


@pytest.mark.usefixtures("_worker")
def test_a_list_of_pupils_goes_in_changes_and_is_taken_back(somebody, keep_picture):
    school = SchoolFactory(brin="99XY")
    LocationFactory(school=school, brin6="99XY01")
    user = UserFactory(password=make_password(PASSWORD))
    role = SchoolMembership.Role.COORDINATOR
    SchoolMembershipFactory(school=school, role=role, user=user)
    coordinator = somebody(Importer).sign_in(user)

    coordinator.upload(HEADERS, FIRST)
    coordinator.says("Dit bewaren we nooit")
    keep_picture(coordinator.page, "import-journey-columns")
    coordinator.choose_columns(CHOICES)
    coordinator.open_tab("nieuw")
    coordinator.says("Dijk, Sem van")
    keep_picture(coordinator.page, "import-journey-new")
    coordinator.bring_in()
    first = {"0101": ("2P1", "enrolled"), "0102": ("2P1", "enrolled"), "0103": ("2P2", "enrolled")}
    assert pupils() == first

    on_phone = somebody(Importer, **PHONE, java_script_enabled=False).sign_in(user)
    coordinator.upload(SECOND_HEADERS, SECOND)
    coordinator.says("Deze kolommen kennen we")
    coordinator.read()
    coordinator.open_tab("andere-groep")
    coordinator.says("Dijk, Sem van")
    coordinator.open_tab("weg")
    coordinator.says("Akker, Bo")
    on_phone.go(coordinator.path)
    on_phone.says("Akker, Bo")
    keep_picture(on_phone.page, "import-journey-gone-phone")
    coordinator.bring_in()
    assert pupils() == {
        "0101": ("2P1", "enrolled"),
        "0102": ("2P2", "enrolled"),
        "0103": ("2P2", "proposed_leaver"),
        "0104": ("2P2", "enrolled"),
    }
    report = coordinator.path.partition("?")[0]
    coordinator.go("/school/vertrekkers/")
    coordinator.says("Akker, Bo")

    coordinator.go(report)
    coordinator.confirm("terug")
    coordinator.says("teruggedraaid")
    assert pupils() == first
