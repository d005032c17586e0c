"""What schools write in the columns year, track and leaving date, and what it means to us."""

import datetime
import re
import unicodedata

from portal.reference.models import Track

LAST_YEAR = 6
# EDEXML's own codes, which some tables copy: "11" is the first year of secondary education.
YEAR_CODE = re.compile(r"1[1-6]")
BRIDGE_YEAR = ("brugklas", "brugjaar")
# A year as "1", "1e", "lj1", "leerjaar 1", "1VMBO"; not as "1/2" or "2026".
DIGITS = re.compile(r"\d+")
TRACK_NOISE = re.compile(r"\d+|leerjaar|klas|jaar|lwoo|leerweg|afdeling|[^a-z]")
TRACKS = {
    Track.PRO: ("pro", "praktijkonderwijs", "praktijkschool", "praktijk"),
    Track.VMBO_BB: ("bb", "bbl", "b", "basis", "basisberoeps", "basisberoepsgericht"),
    Track.VMBO_KB: ("kb", "kbl", "k", "kader", "kaderberoeps", "kaderberoepsgericht"),
    Track.VMBO_GL: ("gl", "g", "gemengd"),
    Track.VMBO_TL: ("tl", "t", "theoretisch", "mavo"),
    Track.HAVO: ("havo",),
    Track.VWO: ("vwo", "atheneum", "gymnasium"),
    Track.VSO: ("vso", "voortgezetspeciaalonderwijs"),
}  # fmt: skip
# One letter says something behind "vmbo" only.
KNOWN_TRACKS = {
    word: track.value for track, words in TRACKS.items() for word in words if len(word) > 1
} | {
    f"vmbo{word}": track.value
    for track, words in TRACKS.items()
    if track.value.startswith("vmbo")
    for word in words
}
DATES = (
    (re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\D.*)?"), (3, 2, 1)),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D.*)?"), (1, 2, 3)),
)
# Some administrations write their empty date as the day on which Excel begins to count.
EMPTY_YEARS = (1899, 1900)


def value_key(text: str) -> str:
    """One spelling for one value, so that it is asked once."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def year_of(text: str) -> int | None:
    """1 to 6, or None when the text does not say it plainly."""
    plain = value_key(text)
    if plain in BRIDGE_YEAR:
        return 1
    numbers = DIGITS.findall(plain)
    if len(numbers) != 1:
        return None
    if YEAR_CODE.fullmatch(numbers[0]):
        return int(numbers[0]) - 10
    number = int(numbers[0])
    return number if 1 <= number <= LAST_YEAR else None


def track_of(text: str) -> str:
    """A value of Track, or nothing when it may be several ("vmbo", "bb/kb")."""
    plain = TRACK_NOISE.sub("", _folded(text))
    return KNOWN_TRACKS.get(plain) or KNOWN_TRACKS.get(plain.removesuffix("e"), "")


def date_of(text: str) -> datetime.date | None:
    """None for an empty date, also for one in 1899. Raises ValueError for what is no date."""
    if not text:
        return None
    for pattern, order in DATES:
        if match := pattern.fullmatch(text):
            year, month, day = (int(match[number]) for number in order)
            return None if year in EMPTY_YEARS else datetime.date(year, month, day)
    raise ValueError


def _folded(text: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
