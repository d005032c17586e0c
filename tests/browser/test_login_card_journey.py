"""Login cards in a browser: printed by the mentor, used in three ways, on a tablet, and blocked."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from portal.core.school_year import current_school_year
from schools.models import LoginCard, SchoolMembership
from schools.services.login_cards import token_of
from tests.browser.people import PASSWORD, Person, Pupil
from tests.factories import (
    GroupFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    StudentFactory,
    UserFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
ON_A_SHEET = 8
NAMES = ["Noor", "Sem", "Aya", "Bo", "Cas", "Dilan", "Esra", "Maximiliaan-Alexander"]


class Mentor(Person):
    def print_cards(self, group) -> dict[str, tuple[str, list[str]]]:
        """The words and the pictures on each card."""
        self.go("/school/groepen/")
        self.page.click(f"main a[href$='/{group.pk}/kaarten/']")
        self.page.locator("form:not([action]) button").first.click()
        self.page.get_by_role("link", name="Allebei").click()
        expect(self.page.locator(".login-card")).to_have_count(ON_A_SHEET)
        return dict(self._on(card) for card in self.page.locator(".login-card").all())

    def _on(self, card):
        uses = card.locator(".login-pictures use").all()
        pictures = [use.get_attribute("href").partition("#p-")[2] for use in uses]
        name = card.locator("h2").first.inner_text().split()[0]
        return name, (card.locator(".login-code").inner_text(), pictures)

    def sheets(self) -> int:
        """How many sheets of paper the cards take."""
        pdf = self.page.pdf(format="A4", prefer_css_page_size=True)
        return len(re.findall(rb"/Type\s*/Page\b", pdf))

    def cut_off(self) -> int:
        """On how many cards something falls off the paper."""
        self.page.emulate_media(media="print")
        self.page.set_viewport_size({"width": 688, "height": 1017})  # A4 between its margins
        number = self.page.evaluate(
            "[...document.querySelectorAll('.login-card')]"
            ".filter(card => card.scrollHeight > card.clientHeight + 1).length"
        )
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return number

    def give_tablet(self, group) -> None:
        self.go("/school/apparaten/")
        self.page.fill("[name=name]", "Tablet 3")
        self.page.select_option("[name=group]", str(group.pk))
        self.page.click("form:has([name=name]) button")
        self.says("met je kaart")

    def block(self, student, group) -> None:
        self.go(f"/school/groepen/{group.pk}/kaarten/")
        dialog = f"kaart-{student.pk}"
        self.page.click(f"[data-dialog={dialog}]")
        self.page.check(f"#{dialog} [name=action]")
        self.page.click(f"#{dialog} button:has-text('Ja')")
        expect(self.page.locator(".login-card")).to_have_count(ON_A_SHEET - 1)


class Child(Pupil):
    def tap(self, pictures) -> None:
        self.page.get_by_role("link", name="Met de plaatjes").click()
        for name in pictures:
            self.page.click(f"button[name=picture][value={name}]")
        expect(self.page).to_have_url(re.compile("/mijn/"))

    def done(self) -> None:
        button = self.page.locator(".done-big")
        assert button.bounding_box()["height"] >= 48
        button.click()
        self.says("met je kaart")


@pytest.fixture
def the_class():
    school = SchoolFactory()
    group = GroupFactory(school=school, name="2P1", school_year=current_school_year())
    user = UserFactory(password=make_password(PASSWORD))
    SchoolMembershipFactory(school=school, role=SchoolMembership.Role.MENTOR, user=user)
    group.mentors.add(user)
    for name in NAMES:
        StudentFactory(base_group=group, given_name=name, family_name="Van Hoogstraten-Waterland")
    return group, user


def test_cards_from_the_printer_to_the_door(the_class, somebody, keep_picture):
    group, user = the_class
    mentor = somebody(Mentor).sign_in(user)
    cards = mentor.print_cards(group)
    keep_picture(mentor.page, "login-cards")
    assert mentor.sheets() == 1
    assert mentor.cut_off() == 0
    noor = LoginCard.objects.select_related("student").get(student__given_name="Noor")

    phone = somebody(Child, **PHONE)
    phone.go(f"/inloggen/kaart/{token_of(noor)}/")
    phone.page.click("main .next form button")
    expect(phone.page).to_have_url(re.compile("/mijn/"))
    somebody(Child, **PHONE).sign_in_with(cards["Sem"][0])

    tablet = somebody(Mentor, **TABLET).sign_in(user)
    tablet.give_tablet(group)
    here = Child(tablet.page, tablet.base)
    here.tap(cards["Noor"][1])
    keep_picture(here.page, "class-device-pupil")
    here.done()
    here.tap(cards["Sem"][1])
    here.done()

    mentor.block(noor.student, group)
    phone.go("/mijn/")
    expect(phone.page).to_have_url(re.compile("/accounts/login/"))
    phone.go("/inloggen/kaart/")
    phone.page.fill("[name=code]", cards["Noor"][0])
    phone.page.click("main form button")
    phone.says("werkt niet meer")
