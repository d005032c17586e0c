"""What must not be in any file that others read: paths of one machine, hosts of registries."""

import re

import pytest

from tests.house.sources import ROOT, is_ours, name_of

TEXT = {
    ".cfg", ".css", ".example", ".html", ".ini", ".js", ".json", ".md", ".po", ".py", ".sh",
    ".svg", ".toml", ".txt", ".yaml", ".yml", "",
}  # fmt: skip
PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|opt)/[\w.]+")
REGISTRY = re.compile(
    r"--(?:extra-)?index-url|--find-links|//(?:[\w-]+\.)?(?:pypi|pythonhosted|npmjs)\."
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|[Ll]orem ipsum)\b")


def text_files():
    for path in sorted(ROOT.rglob("*")):
        if is_ours(path) and path.suffix in TEXT and path.is_file() and path.stat().st_size < 1e6:
            yield path


FILES = tuple(text_files())


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("a path of one machine", PATH), ("a registry", REGISTRY), ("unfinished work", UNFINISHED)],
)
def test_no_file_mentions(what, pattern):
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in FILES
        if path.name != "test_texts.py"
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]

    assert found == [], what
