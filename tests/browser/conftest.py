"""Tests in Chromium. Where it is not installed they are skipped, with the reason."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from tests.browser.demo_region import DemoRegion

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# `make test` does without playwright; `make check` installs it.
collect_ignore_glob = [] if importlib.util.find_spec("playwright") else ["*"]
# Playwright's loop makes Django think that the whole test is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_addoption(parser):
    parser.addoption("--screenshots", default="", help="folder to keep pictures of pages in")


def pytest_collection_modifyitems(items):
    if CHROMIUM:
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": SWITCHES}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nl-NL", "reduced_motion": "reduce"}


@pytest.fixture
def keep_picture(request):
    """``keep_picture(page, "name")`` saves the page, if a folder was asked for."""
    folder = request.config.getoption("--screenshots")

    def keep(page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo region on a server of its own. The tests only look, so one serves them all."""
    region = DemoRegion(tmp_path_factory.mktemp("demo"))
    try:
        region.wait()
        yield region
    finally:
        region.stop()


@pytest.fixture(scope="session")
def signed_in_as(demo, browser, browser_context_args):
    """``signed_in_as("mentor")``: what the browser remembers of that person of the demo."""
    known = {"": None}

    def remember(persona: str):
        if persona not in known:
            context = browser.new_context(**browser_context_args)
            page = context.new_page()
            page.goto(f"{demo.url}/demo/")
            page.locator(f"form:has(input[name=wie][value={persona}]) button").click()
            page.wait_for_url("**/mijn/**")
            known[persona] = context.storage_state()
            context.close()
        return known[persona]

    return remember


@pytest.fixture
def somebody(browser, browser_context_args, live_server):
    """``somebody(Employer)``: a person with a browser of their own; more options for a phone."""
    contexts = []

    def make(role, **options):
        contexts.append(browser.new_context(**{**browser_context_args, **options}))
        contexts[-1].set_default_timeout(20_000)
        return role(contexts[-1].new_page(), live_server.url)

    yield make
    for context in contexts:
        context.close()
