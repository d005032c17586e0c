"""Finding words for a pupil that fit the question, the mood and the visit."""

import re
from random import Random

from employers.models import Offer
from portal.demo.stage import read

MOODS = {"glad": [8, 4, 1, 0], "fair": [2, 6, 3, 1], "sad": [0, 2, 5, 4]}  # weights of faces 1-4
WORD = re.compile(r"[a-zà-ÿ]{5,}")
# A sentence that takes something back suits no glad face.
AGAINST = re.compile(
    r"\b(?:niet|niks|nee|geen|minder|lastig|saai|stom|stinkt|vies|jammer|scheef|traag|langzaam"
    r"|vergat|verkeerde|foutje|beter bij mij|zielig|zacht|moeilijk|te (?:stil|warm|ongeduldig))\b",
    re.IGNORECASE,
)
COMMON = set("eerst goede leuke mooie klaar samen kreeg zelf maken werkt werken".split())  # noqa: SIM905


class Voices:
    """Sentences about a sector are used only where the offer is about the same things."""

    def __init__(self, dice: Random):
        self.dice = dice
        texts = read("reflections")
        self.general, self.sectors, self.unknown = (
            texts[name] for name in ("general", "sectors", "unknown")
        )
        people = {
            contact["name"].split()[0]: row["slug"]
            for row in read("employers")
            for contact in row["contacts"]
        }
        self.people = people

    def mood(self) -> str:
        return self.dice.choices(list(MOODS), weights=[6, 4, 1])[0]

    def answer(self, question: str, offer: Offer, mood: str) -> tuple[int, str]:
        """A face (0 is "I don't know") and a few words, or none."""
        if self.dice.random() < 0.04:
            return 0, self.dice.choice(self.unknown)
        face = self.dice.choices([1, 2, 3, 4], weights=MOODS[mood])[0]
        if self.dice.random() < 0.12:
            return face, ""
        own = self.about(question, offer, glad=face < 3) if face < 4 else []
        if own and self.dice.random() < 0.6:
            return face, self.dice.choice(own)
        return face, self.dice.choice(self.general[question][str(face)])

    def about(self, question: str, offer: Offer, *, glad: bool) -> list[str]:
        known = words_of(f"{offer.title} {offer.summary} {offer.pupil_text} {offer.programme}")
        return [
            line
            for line in self.sectors[offer.sector.code][question]
            if words_of(line) & known
            and bool(AGAINST.search(line)) != glad
            and not self.names_others(line, offer)
        ]

    def names_others(self, line: str, offer: Offer) -> bool:
        """Somebody of another company cannot have been there."""
        named = {word for word in re.findall(r"[A-Z]\w+", line) if word in self.people}
        return any(self.people[name] != offer.employer.slug for name in named)


def words_of(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) - COMMON
