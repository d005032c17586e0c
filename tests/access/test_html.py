"""Every page, read as strictly as the HTML standard says, as the first person who may see it."""

import html5lib
import pytest

from tests.access.sweep import read_table

# The admin's pages are Wagtail's own; the others are no pages.
LEFT_OUT = ("wagtailadmin", "wagtailsnippets", "wagtailimages", "media", "healthz", "readyz")
PAGES = [
    (row, next(role for role, code in row.expected.items() if code == "200"))
    for row in read_table()
    if row.method == "GET" and "200" in row.expected.values() and not row.name.startswith(LEFT_OUT)
]


@pytest.mark.parametrize(("row", "role"), PAGES, ids=[f"{row.address}" for row, _role in PAGES])
def test_page_is_faultless_html(sweep, row, role):
    response = sweep.ask(row, role)
    if not response.headers["Content-Type"].startswith("text/html"):
        pytest.skip("not a page")

    assert faults_of(response.text) == []


def faults_of(text: str) -> list[str]:
    whole = "<!doctype" in text[:30].lower()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    faults = [
        f"line {line}: {code} {data}: {text.splitlines()[line - 1].strip()[:120]}"
        for (line, _column), code, data in parser.errors
    ]
    if whole and (count := len(tree.findall(".//h1"))) != 1:
        faults.append(f"{count} main headings")
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    wanted = {
        (attribute, name)
        for element in tree.iter()
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls")
        for name in (element.get(attribute) or "").split()
    }
    lost = sorted(f"{attribute}={name}" for attribute, name in wanted if name not in ids)
    return faults + [f"id twice: {name}" for name in twice] + [f"nowhere: {name}" for name in lost]
