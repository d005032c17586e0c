"""Writing an offer in a browser: it keeps itself, changes its questions and loses nothing."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DULL = "Indien je wilt kijken, ga je met de hele groep naar de hal en daarna naar het kantoor."


@pytest.fixture
def desk(demo, browser, browser_context_args):
    """A new draft of an employer whose offers no other test opens; signing out hurts nobody."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(f"{demo.url}/demo/")
    page.locator("form:has(input[name=wie][value=bedrijf-teruggestuurd]) button").click()
    page.wait_for_url("**/mijn/**")
    page.goto(f"{demo.url}/bedrijf/aanbod/nieuw/")
    page.locator("button[name=kind][value=visit]").click()
    page.wait_for_url("**/wijzigen/")
    yield page
    context.close()


def test_offer_keeps_itself_with_advice_and_other_questions(desk):
    desk.fill("#id_pupil_text", DULL)

    expect(desk.locator("#bewaard")).to_contain_text("Bewaard om")
    expect(desk.locator("#leesbaar q").first).to_contain_text("Indien je wilt")

    desk.locator("[name=kind][value=assignment]").check()
    expect(desk.locator("[name=client_question]")).to_be_visible()
    expect(desk.locator("#id_pupil_text")).to_have_value(DULL)

    desk.reload()
    expect(desk.locator("#id_pupil_text")).to_have_value(DULL)


def test_offer_in_two_windows_says_so(desk):
    other = desk.context.new_page()
    other.goto(desk.url)
    other.fill("#id_title", "Uit het andere venster")
    expect(other.locator("#bewaard")).to_contain_text("Bewaard om")

    desk.fill("#id_title", "Uit dit venster")

    expect(desk.locator("#bewaard")).to_contain_text("ander venster")
    expect(desk.locator("#id_title")).to_have_value("Uit dit venster")


def test_offer_comes_back_after_signing_in_again(desk, demo):
    form = desk.url
    desk.context.clear_cookies()
    desk.fill("#id_title", "Getypt na het uitloggen")
    expect(desk.locator("#bewaard")).to_contain_text("uitgelogd")

    desk.goto(f"{demo.url}/demo/")
    desk.locator("form:has(input[name=wie][value=bedrijf-teruggestuurd]) button").click()
    desk.wait_for_url("**/mijn/**")
    desk.goto(form)

    expect(desk.locator("#teruggezet")).to_be_visible()
    expect(desk.locator("#id_title")).to_have_value("Getypt na het uitloggen")
