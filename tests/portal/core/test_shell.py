"""The frame around the pages: links by space, error pages, the style guide."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from portal.core import navigation, views
from portal.core.context_processors import Shell
from portal.core.navigation import NavItem

ITEMS = [
    NavItem("Offers", "/aanbod/"),
    NavItem("Sectors", "/sectoren/"),
    NavItem("Offers", "/aanbod/", "school"),
    NavItem("My desk", "/mijn/", "school", order=10),
    NavItem("Rounds", "/school/rondes/", "school"),
    NavItem("School", "/school/", "school", order=60),
    NavItem("Start", "/leerling/", "pupil", icon="house"),
    NavItem("Privacy", "/privacy/", "footer"),
]


@pytest.fixture
def shell_at(monkeypatch):
    monkeypatch.setattr(navigation, "_providers", [lambda _user: ITEMS])

    def at(path: str) -> Shell:
        return Shell(SimpleNamespace(path=path, user=SimpleNamespace(is_authenticated=True)))

    return at


@pytest.mark.parametrize(
    ("path", "current", "space"),
    [
        ("/school/rondes/3/", "/school/rondes/", "school"),
        ("/school/leerlingen/", "/school/", "school"),
        ("/aanbod/7/", "/aanbod/", "school"),  # in two spaces: the own one
        ("/sectoren/", "/sectoren/", "public"),
        ("/", "", "public"),
        ("/elders/", "", "school"),
    ],
)
def test_shell_knows_where_the_visitor_is(shell_at, path, current, space):
    shell = shell_at(path)

    assert (shell.current_url, shell.current_space) == (current, space)


def test_shell_shows_only_the_spaces_somebody_has(shell_at):
    spaces = shell_at("/sectoren/").spaces

    assert [(s.code, s.url, s.current) for s in spaces] == [
        ("public", "/", True),
        ("school", "/mijn/", False),
    ]


def test_shell_sorts_links_and_keeps_spaces_apart(shell_at):
    shell = shell_at("/mijn/")

    assert [item.url for item in shell.nav] == ["/mijn/", "/aanbod/", "/school/rondes/", "/school/"]
    assert [item.url for item in shell.tabs] == ["/leerling/"]
    assert [item.url for item in shell.footer] == ["/privacy/"]


def test_register_takes_a_provider_once(monkeypatch):
    monkeypatch.setattr(navigation, "_providers", [])

    def provider(_user):
        return ITEMS[:1]

    navigation.register(navigation.register(provider))

    assert navigation.items_for(None) == ITEMS[:1]


def test_nav_item_refuses_an_unknown_space():
    with pytest.raises(ValueError, match="No such space"):
        NavItem("x", "/", "attic")


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_error_pages_render_without_a_request(name):
    html = render_to_string(name)

    assert "<h1>" in html
    assert 'href="/"' in html


def test_server_error_needs_no_database(rf):
    response = views.server_error(rf.get("/"))

    assert response.status_code == 500


@pytest.mark.django_db
def test_not_found_is_helpful(client):
    response = client.get("/stijl/nergens/")

    assert response.status_code == 404
    assert "<h1>" in response.text


@pytest.mark.django_db
def test_style_guide_is_there_in_the_demo_only(client, settings):
    settings.DEMO = True
    assert client.get("/stijl/").status_code == 200

    settings.DEMO = False
    assert client.get("/stijl/").status_code == 404


@pytest.mark.django_db
def test_style_guide_has_no_inline_code(client):
    html = client.get("/stijl/").text

    assert "style=" not in html
    assert "onclick" not in html
    assert html.count("<script") == html.count("<script src=")


@pytest.mark.django_db
def test_offline_page_names_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page, worker = client.get("/offline/"), client.get("/worker.js")

    assert page.status_code == 200
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/offline/" in worker.text


@pytest.mark.parametrize("address", ["/rondes/", "/nergens/te/vinden/"])
def test_a_refused_pupil_stays_in_the_own_frame(client, student, coordinator, address):
    client.force_login(student.user)
    refused = client.get(address).content.decode()
    client.force_login(coordinator)
    missing = client.get("/nergens/te/vinden/").content.decode()

    assert 'class="tabbar"' in refused
    assert 'class="tabbar"' not in missing
