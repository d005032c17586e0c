"""Templates: strict about what runs in the browser, and none that nobody uses."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from tests.house.sources import (
    ROOT,
    name_of,
    python_files,
    string_literals,
    template_name,
    templates,
)

HTML = tuple(t for t in templates() if t.suffix == ".html")
# E-mail readers know no stylesheets, so there a style may stand in the text.
PAGES = tuple(t for t in HTML if "emails" not in t.parts)

FORBIDDEN = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped value": re.compile(r"(?<!help_text)\|\s*safe\b|\{%\s*autoescape off"),
    # What a view has prefetched may be walked with .all; a list's test counts its queries.
    "a query": re.compile(r"\.objects\b|\.(?:exists|filter)\b(?=[^{}]*[%}]\})"),
}
USES = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
# Found by its name: the framework asks for these.
BY_CONVENTION = re.compile(r"^(?:\d{3}\.html|emails/.*|cms/.*)$")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_has_nothing_inline(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
    found = {
        what: match.group(0).strip()[:60]
        for what, pattern in FORBIDDEN.items()
        if (match := pattern.search(text))
    }

    assert found == {}, name_of(path)


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_compiles(path):
    get_template(template_name(path))


def test_every_template_is_used():
    asked = {text for path in python_files() for text in string_literals(path)}
    asked |= {name for t in templates() for name in USES.findall(t.read_text(encoding="utf-8"))}
    unused = [t for t in templates() if not is_used(t, asked)]

    assert [name_of(t) for t in unused] == []


def is_used(path: Path, asked: set[str]) -> bool:
    name = template_name(path)
    if name in asked or BY_CONVENTION.match(name) or overrides(path, name):
        return True
    if name.endswith(("_list.html", "_detail.html", "_form.html", "_confirm_delete.html")):
        return True  # the generic views ask for these by the model's name
    return any(path.name in text or path.stem in text.split("/") for text in asked)


def overrides(path: Path, name: str) -> bool:
    """It stands in the place of a template of an installed package."""
    return any(
        (Path(folder) / name).exists()
        for folder in get_app_template_dirs("templates")
        if not Path(folder).is_relative_to(ROOT / "templates") and Path(folder) not in path.parents
    )


def test_pages_ask_nothing_from_other_sites():
    """No fonts, scripts or pictures of others: nobody else learns who looks."""
    asks = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(https?:)?//[^"')\s]+""")
    links = re.compile(r"<a\b[^>]*>", re.DOTALL)
    found = {}
    for path in PAGES:
        text = links.sub("", path.read_text(encoding="utf-8"))
        if match := asks.search(text):
            found[name_of(path)] = match.group(0)

    assert found == {}
