"""Is this company here already? By its number, or by a name that is nearly the same."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from employers.models import Employer, WorkSite

LEGAL_FORMS = re.compile(
    r"\b(?:b\.?\s?v|n\.?\s?v|c\.?\s?v|v\.?\s?o\.?\s?f|u\.?\s?a|eenmanszaak|maatschap)\b\.?"
)
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
NEARLY = 0.86
MOST = 5


@dataclass(frozen=True)
class Lookalike:
    """A company that may be the same. Only what everybody may know: its name and its place."""

    pk: int
    name: str
    place: str
    same_number: bool


def core_name(name: str) -> str:
    """The name without accents, capitals, punctuation and legal form."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return NOT_A_LETTER.sub(" ", LEGAL_FORMS.sub(" ", plain)).strip()


def _trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


class NameIndex:
    """Names by the three-letter pieces in them, so that few need the slow comparison."""

    def __init__(self, names: Iterable[tuple[int, str]]):
        self._cores: dict[int, str] = {}
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        for pk, name in names:
            self.add(pk, name)

    def add(self, pk: int, name: str) -> None:
        core = core_name(name)
        self._cores[pk] = core
        for piece in _trigrams(core):
            self._by_piece[piece].append(pk)

    def near(self, name: str) -> list[int]:
        """The keys of names that are nearly this one, the nearest first."""
        core = core_name(name)
        pieces = _trigrams(core)
        if not core:
            return []
        shared = Counter(pk for piece in pieces for pk in self._by_piece.get(piece, ()))
        enough = len(pieces) // 3
        found = [
            (SequenceMatcher(None, core, self._cores[pk]).ratio(), pk)
            for pk, number in shared.items()
            if number > enough
        ]
        return [pk for ratio, pk in sorted(found, key=lambda f: (-f[0], f[1])) if ratio >= NEARLY]


def lookalikes_of(
    name: str, kvk_number: str = "", *, leave_out: int | None = None
) -> list[Lookalike]:
    """Companies to ask about. Those that are not public yet are only found by their number."""
    others = Employer.objects.exclude(state=Employer.State.LEFT)
    if leave_out is not None:
        others = others.exclude(pk=leave_out)
    same = list(others.filter(kvk_number=kvk_number)) if kvk_number else []
    index = NameIndex(others.verified().values_list("pk", "name"))
    near = [pk for pk in index.near(name) if pk not in {employer.pk for employer in same}]
    by_pk = others.in_bulk(near[:MOST])
    places = _places([*same, *by_pk.values()])
    return [
        *(_shown(employer, name, places, same_number=True) for employer in same[:MOST]),
        *(_shown(by_pk[pk], name, places, same_number=False) for pk in near[:MOST]),
    ]


def _shown(employer: Employer, typed: str, places: dict[int, str], *, same_number: bool):
    public = employer.state == Employer.State.VERIFIED
    return Lookalike(
        pk=employer.pk,
        # Of a company that is not public we give back no more than the visitor knows.
        name=employer.name if public else typed,
        place=places.get(employer.pk, "") if public else "",
        same_number=same_number,
    )


def _places(employers: list[Employer]) -> dict[int, str]:
    sites = WorkSite.objects.filter(employer__in=employers).order_by("-pk")
    of_sites = dict(sites.values_list("employer_id", "place"))
    return {employer.pk: employer.place or of_sites.get(employer.pk, "") for employer in employers}
