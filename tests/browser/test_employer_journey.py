"""The story of a company in a browser: sign-up, the mail, a first offer, and the catalogue."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from playwright.sync_api import expect

from employers.models import Employer as EmployerRow
from employers.models import WorkSite
from portal.accounts.services import grant_region_role, set_up_editors
from portal.reference.models import Sector
from tests.browser.people import PASSWORD, Editor, Employer, Person
from tests.factories import EmployerFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
BREAD = "Bak je eigen brood"
COMPANY = "Bakkerij Jansen"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def region():
    set_up_editors()
    user = UserFactory(password=make_password(PASSWORD))
    grant_region_role(user, "coordinator")
    return user


def test_from_sign_up_to_the_first_offer_in_the_catalogue(region, somebody, keep_picture):
    EmployerFactory(name="Bakkerij Janssen B.V.", kvk_number="87654321", place="Elders")
    baker = somebody(Employer, **PHONE)
    signs_up(baker, keep_picture)
    link = link_in_last_mail()
    baker.go(link)
    keep_picture(baker.page, "employer-journey-confirm")
    baker.page.fill("[name=password]", "drie woorden samen")
    baker.page.click("main form button")
    expect(baker.page).to_have_url(re.compile("/mijn/"))
    baker.says("Wacht op de regio")

    offer_page = makes_an_offer(baker)
    the_region_looks(somebody(Editor), region)

    company = EmployerRow.objects.get(name=COMPANY)
    assert (company.state, company.kvk_number) == ("verified", "12345678")
    visitor = somebody(Person)
    visitor.go("/aanbod/")
    visitor.says(BREAD)
    keep_picture(visitor.page, "employer-journey-catalogue")
    baker.go(offer_page)
    baker.says("Online")
    baker.go(link)
    baker.says("Je hebt deze aanmelding al bevestigd")


def signs_up(baker, keep_picture) -> None:
    """From the sign-in page; a number that is too short, and a name that looks like another."""
    baker.go("/accounts/login/")
    baker.page.click("main a[href='/bedrijf/aanmelden/']")
    sector = Sector.objects.get(code="hospitality_food")
    for name, text in (
        ("first_name", "Bo"),
        ("last_name", "Bakker"),
        ("email", "bo@bakkerij.example"),
        ("name", COMPANY),
        ("kvk_number", "1234 567"),
        ("place", "Molenveen"),
        ("second_name", "Els"),
        ("second_email", "els@bakkerij.example"),
    ):
        baker.page.fill(f"[name={name}]", text)
    baker.page.select_option("[name=sector]", str(sector.pk))
    baker.page.click("main form button")
    baker.says("Dit nummer heeft er 7")
    baker.page.fill("[name=kvk_number]", "1234 5678")
    baker.page.click("main form button")
    baker.says("Bakkerij Janssen B.V. in Elders")
    keep_picture(baker.page, "employer-journey-same-company")
    baker.page.check("[name=same][value=other]", force=True)
    baker.page.click("main form button")
    baker.says("Kijk in je mailbox")
    assert not EmployerRow.objects.filter(name=COMPANY).exists()


def makes_an_offer(baker) -> str:
    baker.go("/bedrijf/werkplekken/nieuw/")
    for name, text in (
        ("name", "De bakkerij"),
        ("street", "Ovenweg"),
        ("house_number", "1"),
        ("postcode", "4001 AA"),
        ("place", "Molenveen"),
    ):
        baker.page.fill(f"[name={name}]", text)
    baker.page.locator("main form .form-end button").first.click()
    expect(baker.page).not_to_have_url(re.compile("/nieuw/"))
    return baker.make_offer(BREAD, WorkSite.objects.get(name="De bakkerij"))


def the_region_looks(editor, region) -> None:
    """The company and its offer wait; both get a yes in the back office."""
    editor.sign_in(region)
    pk = EmployerRow.objects.get(name=COMPANY).pk
    editor.go(f"/admin/snippets/employers/employer/edit/{pk}/")
    editor.page.click(f"button[formaction='/admin/bedrijven/{pk}/verify/']")
    expect(editor.page.locator("body")).to_contain_text(COMPANY)
    editor.approve(BREAD)


def link_in_last_mail() -> str:
    return re.search(r"/bedrijf/aanmelden/\S+", mail.outbox[-1].body).group()
