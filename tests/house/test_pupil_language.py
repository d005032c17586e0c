"""What pupils read is short and plain: language level A2, as far as a machine can tell."""

import re
from pathlib import Path

import polib
import pytest

from portal.reference.plain_language import JARGON, LONG_WORDS_SHARE, is_long, long_words, words
from portal.reference.plain_language import sentences as sentences_in
from tests.house.sources import ROOT, name_of, template_name, templates
from tests.house.texts import texts_of

FRAME = "base_pupil.html"
USES = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
MARKUP = re.compile(r"<[^>]+>|&\w+;")


def for_pupils() -> tuple[Path, ...]:
    """Pages in the pupil's frame, and every part that such a page includes."""
    by_name = {template_name(path): path for path in templates()}
    uses = {name: set(USES.findall(path.read_text())) for name, path in by_name.items()}
    found = {name for name in by_name if FRAME in uses[name]}
    while more := {part for name in found for part in uses[name] & by_name.keys()} - found:
        found |= more
    return tuple(by_name[name] for name in sorted(found))


PAGES = for_pupils()


def dutch():
    catalogue = polib.pofile(str(ROOT / "locale/nl/LC_MESSAGES/django.po"))
    return {
        entry.msgid: [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        for entry in catalogue
        if not entry.obsolete
    }


def sentences(path):
    lines = dutch()
    for text in texts_of(path):
        for translation in lines.get(text, []):
            yield from sentences_in(MARKUP.sub(" ", translation))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pupils_read_short_sentences(path):
    assert [s for s in sentences(path) if is_long(s)] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pupils_read_no_jargon(path):
    assert [s for s in sentences(path) if JARGON.search(s)] == []


def test_pupils_read_few_long_words():
    read = [w for path in PAGES for s in sentences(path) for w in words(s) if w[0] not in "%{"]
    long = long_words(" ".join(read))

    assert len(long) <= LONG_WORDS_SHARE * len(read), sorted(set(long))


def test_there_are_pages_for_pupils():
    assert len(PAGES) >= 4
