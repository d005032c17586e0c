"""How plain a Dutch text is: level A2 for pupils, as far as a machine can tell. Advice, no verdict.

The measure is one: what employers write for pupils and our own pages for pupils are held to it.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST_SENTENCE = 12  # words
LONG_WORD = 12  # letters
LONG_WORDS_SHARE = 0.08
MOST_ADVICE = 5
JARGON = re.compile(
    r"\b(?:reflect\w*|competenti\w*|explorati\w*|motiev\w*|motivati\w*|ori[eë]ntati\w*|evalua\w*"
    r"|loopbaan\w*|traject\w*|indien|middels|tevens|alsmede|betreffende|conform|desgewenst"
    r"|registre\w*|authentic\w*|realis\w*|optie\w*|functionaliteit\w*)\b",
    re.IGNORECASE,
)
# What to write instead, by how the word begins.
PLAINER = {
    "indien": "als",
    "middels": "met",
    "tevens": "ook",
    "alsmede": "en",
    "betreffende": "over",
    "conform": "volgens",
    "desgewenst": "als je wilt",
    "evalua": "terugkijken",
    "reflect": "terugkijken",
    "registre": "opschrijven",
    "realis": "maken",
    "optie": "keuze",
    "motiev": "waarom je iets wilt",
    "motivati": "zin",
    "traject": "weg",
    "competenti": "wat je kunt",
    "loopbaan": "werk",
}
FORMAL = re.compile(r"\b(?:u|uw|de leerling(?:en)?|deelnemers?)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
WORD = re.compile(r"%\(\w+\)s|\{\w+\}|[\w'’-]+")


@dataclass(frozen=True)
class Advice:
    """One friendly tip: the sentence it is about, its number in the text, and what to do."""

    number: int
    sentence: str
    tip: str


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def is_long(sentence: str) -> bool:
    return len(words(sentence)) > LONGEST_SENTENCE


def long_words(text: str) -> list[str]:
    return [word for word in words(text) if len(word) > LONG_WORD and word[0] not in "%{"]


def has_many_long_words(text: str) -> bool:
    read = [word for word in words(text) if word[0] not in "%{"]
    return len(long_words(text)) > LONG_WORDS_SHARE * len(read)


def advice(text: str) -> list[Advice]:
    """The first few tips, in the order of the text. Empty when it reads well."""
    many = has_many_long_words(text)
    found = [
        Advice(number, sentence, tip)
        for number, sentence in enumerate(sentences(text), start=1)
        for tip in _tips(sentence, with_long_words=many)
    ]
    return found[:MOST_ADVICE]


def _tips(sentence: str, *, with_long_words: bool) -> list[str]:
    tips = []
    if is_long(sentence):
        count = len(words(sentence))
        tips.append(
            ngettext(
                "This sentence has %(count)s word. Make two of it.",
                "This sentence has %(count)s words. Make two of it.",
                count,
            )
            % {"count": count}
        )
    tips += [_jargon_tip(match.group(0)) for match in JARGON.finditer(sentence)]
    if match := FORMAL.search(sentence):
        tips.append(_("“%(word)s”: talk to the pupil and write “je”.") % {"word": match.group(0)})
    if with_long_words:
        tips += [
            _("“%(word)s” is a long word. Is there a shorter one?") % {"word": word}
            for word in long_words(sentence)
        ]
    return tips


def _jargon_tip(word: str) -> str:
    for start, better in PLAINER.items():
        if word.lower().startswith(start):
            return _("“%(word)s” is hard to read. Try “%(better)s”.") % {
                "word": word,
                "better": better,
            }
    return _("“%(word)s” is hard to read. Say it in a plainer way.") % {"word": word}
