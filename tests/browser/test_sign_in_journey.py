"""Signing in through the school, in a browser, at a real provider that runs beside the tests."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from schools.models import SchoolMembership
from tests.browser.people import PASSWORD, Person
from tests.factories import (
    GroupFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    StudentFactory,
    UserFactory,
)
from tests.openid.people import pupil_claims, staff_claims
from tests.openid.provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
ECK = "https://ketenid.nl/201703/" + "a1" * 64
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def provider():
    provider = OpenIdProvider()
    provider.ask = True
    yield provider
    provider.stop()


@pytest.fixture
def school(live_server, settings):
    settings.SITE_URL = live_server.url
    return SchoolFactory(name="Praktijkschool De Poort")


def test_from_setting_up_to_a_pupil_who_is_in(school, provider, somebody, keep_picture):
    user = UserFactory(password=make_password(PASSWORD))
    SchoolMembershipFactory(school=school, role=SchoolMembership.Role.COORDINATOR, user=user)
    StudentFactory(base_group=GroupFactory(school=school), given_name="Noor", eck_id=ECK)
    coordinator = somebody(Person).sign_in(user)
    set_up(coordinator, provider)
    provider.person = staff_claims(user)
    coordinator.page.get_by_role("link", name="Probeer het").click()
    coordinator.page.get_by_role("link", name="Ja, dat ben ik").click()
    coordinator.says("Het werkt")
    keep_picture(coordinator.page, "sign-in-trial")
    coordinator.page.get_by_role("link", name="Terug naar de instellingen").click()
    coordinator.page.get_by_role("button", name="Aanzetten").click()
    coordinator.says("Aangezet")

    provider.person = pupil_claims(eckId=ECK)
    noor = somebody(Person, **PHONE)
    noor.go("/accounts/login/")
    noor.page.get_by_role("link", name="Via mijn school").click()
    noor.page.fill("[name=q]", "poort")
    noor.page.get_by_role("button", name="Zoek").click()
    noor.page.get_by_role("link", name="De Poort").click()
    keep_picture(noor.page, "sign-in-door")
    noor.page.get_by_role("link", name="Verder via mijn school").click()
    noor.page.get_by_role("link", name="Ja, dat ben ik").click()
    expect(noor.page).to_have_url(re.compile("/mijn/"))
    expect(noor.page.locator("body")).to_contain_text("Noor")

    provider.wrong = "cancelled"
    other = somebody(Person, **PHONE)
    other.go(f"/inloggen/school/{school.slug}/naar/")
    other.page.get_by_role("link", name="Ja, dat ben ik").click()
    other.says("gestopt")


def set_up(coordinator, provider):
    coordinator.go("/school/inloggen/")
    coordinator.page.fill("[name=issuer]", provider.issuer)
    coordinator.page.fill("[name=client_id]", CLIENT_ID)
    coordinator.page.fill("[name=client_secret]", CLIENT_SECRET)
    coordinator.page.click("form:has([name=issuer]) button")
    coordinator.says("Probeer nu of het werkt")
