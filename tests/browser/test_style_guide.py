"""Every component in a real browser: readable for all, wide or narrow, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PAGES = ["/stijl/", "/offline/", "/accounts/login/", "/nergens/"]
OPEN = "document.getElementById('afzeggen').open"


@pytest.fixture
def complaints(page):
    """What the console says, such as a style or script that the content policy stopped."""
    heard = []
    page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits(page, live_server, path):
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(live_server.url + path)  # anew, or axe sees colours on their way
        found[scheme] = [violation["id"] for violation in Axe().run(page).response["violations"]]
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = max(0, page.evaluate("document.documentElement.scrollWidth") - width)

    assert found == {"light": [], "dark": [], 320: 0, 390: 0, 768: 0, 1280: 0}


def test_style_guide_breaks_no_content_policy(page, live_server, complaints, keep_picture):
    page.goto(live_server.url + "/stijl/", wait_until="networkidle")

    assert complaints == []
    keep_picture(page, "style-guide")


def test_sector_picture_takes_the_colours_of_its_sector(page, live_server):
    page.goto(live_server.url + "/stijl/", wait_until="networkidle")

    tint = page.evaluate(
        "getComputedStyle(document.querySelector('.swatch.sector-care svg'))"
        ".getPropertyValue('--s-tint')"
    )

    assert "#fed3da" in tint


def test_confirm_dialog_opens_and_closes(page, live_server):
    page.goto(live_server.url + "/stijl/")

    page.click("[data-dialog=afzeggen]")
    assert page.evaluate(OPEN)

    page.click("#afzeggen [data-dialog-close]")
    assert not page.evaluate(OPEN)


def test_confirm_dialog_shows_without_javascript(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/stijl/")

    page.click("[data-dialog=afzeggen]")

    assert page.locator("#afzeggen").is_visible()
    context.close()


def test_theme_is_the_visitors_own_choice_and_stays(page, live_server):
    page.goto(live_server.url + "/stijl/")

    page.click("[data-theme-choice=dark]")
    page.reload()

    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("[data-theme-choice=dark]", "aria-pressed") == "true"


def test_error_summary_leads_to_the_field(page, live_server):
    page.goto(live_server.url + "/stijl/")

    page.click(".error-summary a >> nth=0")

    assert page.evaluate("document.activeElement.id") == "id_pupils"
