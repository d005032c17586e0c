"""What pupils read is short and plain: language level A2, as far as a machine can tell."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.sources import ROOT, name_of, template_name, templates
from tests.house.texts import texts_of

FRAME = "base_pupil.html"
USES = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
LONGEST_SENTENCE = 12  # words
LONG_WORD = 12  # letters
LONG_WORDS_SHARE = 0.08
JARGON = re.compile(
    r"\b(?:reflect\w*|competenti\w*|explorati\w*|motiev\w*|motivati\w*|ori[eë]ntati\w*|evalua\w*"
    r"|loopbaan\w*|traject\w*|indien|middels|tevens|alsmede|betreffende|conform|desgewenst"
    r"|registre\w*|authentic\w*|realis\w*|optie\w*|functionaliteit\w*)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
WORD = re.compile(r"%\(\w+\)s|\{\w+\}|[\w'’-]+")
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
            yield from filter(None, SENTENCE_END.split(MARKUP.sub(" ", translation)))


def words(sentence):
    return WORD.findall(sentence)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pupils_read_short_sentences(path):
    assert [s for s in sentences(path) if len(words(s)) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pupils_read_no_jargon(path):
    assert [s for s in sentences(path) if JARGON.search(s)] == []


def test_pupils_read_few_long_words():
    read = [w for path in PAGES for s in sentences(path) for w in words(s) if w[0] not in "%{"]
    long = [word for word in read if len(word) > LONG_WORD]

    assert len(long) <= LONG_WORDS_SHARE * len(read), sorted(set(long))


def test_there_are_pages_for_pupils():
    assert len(PAGES) >= 4
