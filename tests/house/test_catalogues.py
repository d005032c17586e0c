"""Both languages are complete, keep their placeholders, and are compiled."""

import re

import polib
import pytest

from tests.house.sources import ROOT
from tests.house.texts import all_texts

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogue(language):
    return polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))


def entries(language):
    return [entry for entry in catalogue(language) if not entry.obsolete]


def forms(entry):
    """Every translated form with the text that it translates."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [
        (entry.msgid if index == 0 else entry.msgid_plural, text)
        for index, text in sorted(entry.msgstr_plural.items())
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_is_in_the_catalogue(language):
    known = {entry.msgid for entry in entries(language)}
    # Django and its companions translate their own words; those we use as they are.
    missing = {text: file for text, file in all_texts().items() if text not in known}

    assert missing == {}, "run: make messages"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_is_translated(language):
    lines = catalogue(language)

    assert [entry.msgid for entry in lines.untranslated_entries()] == []
    assert [entry.msgid for entry in lines.fuzzy_entries()] == []


def test_english_is_what_the_code_says():
    different = {e.msgid: e.msgstr for e in entries("en") for m, t in forms(e) if m != t}

    assert different == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_translations_keep_their_placeholders(language):
    broken = {}
    for entry in entries(language):
        allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        for index, (source, text) in enumerate(forms(entry)):
            found = set(PLACEHOLDER.findall(text))
            # A singular may leave out the number: "one pupil".
            wanted = (
                set() if entry.msgid_plural and index == 0 else set(PLACEHOLDER.findall(source))
            )
            if text and not wanted <= found <= allowed:
                broken[entry.msgid] = text

    assert broken == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_compiled_catalogue_is_current(language):
    compiled = polib.mofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.mo"))

    def meaning(lines):
        return {(e.msgctxt, e.msgid): tuple(t for _, t in forms(e)) for e in lines}

    assert meaning(compiled) == meaning(e for e in entries(language) if e.translated()), (
        "run: make messages"
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_is_left_that_nobody_shows(language):
    left = {e.msgid for e in entries(language)} - set(all_texts())

    assert left == set(), "run: make messages"
