"""The cells of the national list of schools, as we keep them: places, telephones, tracks."""

import re

from stdnum.nl import postcode as nl_postcode

from portal.reference.models import HolidayRegion, Track

HOLIDAY_REGIONS = {
    "noord": HolidayRegion.NORTH.value,
    "midden": HolidayRegion.MIDDLE.value,
    "zuid": HolidayRegion.SOUTH.value,
}
# "vmbo" is not in the list: VBO is its vocational side, MAVO its theoretical one.
TRACKS = {
    "PRO": [Track.PRO],
    "VBO": [Track.VMBO_BB, Track.VMBO_KB],
    "MAVO": [Track.VMBO_TL],
    "HAVO": [Track.HAVO],
    "VWO": [Track.VWO],
}
BOTH_SIDES = {"VBO", "MAVO"}  # of vmbo, and then there is the combined track too
SMALL_WORDS = {
    *("aan", "aen", "bij", "de", "den", "der", "en", "het", "in", "op", "over", "te", "ten"),
    *("ter", "van", "gem", "'t", "'s", "a/d", "a/s", "b/d", "c.a."),
}
PROVINCES = {"NH", "ZH", "NB", "GLD", "OV", "FR", "GR", "DR", "UT", "ZLD", "LB", "FL", "L"}
PHONE = re.compile(r"^\+?[\d\s()./-]{9,20}$")
LONGEST_WEBSITE = 190
WEB_NAME = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[:/?#]\S*)?$", re.I)


def place_name(text: str) -> str:
    """ "'S-GRAVENHAGE" is 's-Gravenhage, "CAPELLE AAN DEN IJSSEL" Capelle aan den IJssel.

    A name that has small letters already stays as it is.
    """
    if not text.isupper():
        return text
    words = [_word(word, first=number == 0) for number, word in enumerate(text.split())]
    return " ".join(words)


def _word(word: str, *, first: bool) -> str:
    if word.strip("().") in PROVINCES and not first:
        return word if len(word.strip("().")) < 3 else word.capitalize()  # noqa: PLR2004
    low = word.lower()
    if low in SMALL_WORDS and not (first and low[0] != "'"):
        return low
    return "-".join(_part(part, first=number == 0) for number, part in enumerate(low.split("-")))


def _part(part: str, *, first: bool) -> str:
    """What stands between hyphens; "ij" is one letter, "'s" is small also at the start."""
    if part in {"'s", "'t"} or (not first and part in SMALL_WORDS):
        return part
    start = len(part) - len(part.lstrip("(."))
    body = part[start:]
    if body.startswith("ij"):
        return part[:start] + "IJ" + body[2:]
    return part[:start] + body[:1].upper() + body[1:]


def telephone(text: str) -> str:
    """As it is written, when it can be one; else nothing."""
    return text[:20] if PHONE.match(text) and sum(map(str.isdigit, text)) >= 9 else ""  # noqa: PLR2004


def website(text: str) -> str:
    """An address with its scheme, or nothing. The list has them without, and telephones too."""
    bare = re.sub(r"^https?:/*", "", text.strip(), flags=re.I)
    if len(bare) > LONGEST_WEBSITE or not WEB_NAME.match(bare) or telephone(bare):
        return ""
    scheme = "http" if text.lower().startswith("http:") else "https"
    return f"{scheme}://{bare}".rstrip("/")


def structure(text: str) -> list[str]:
    """ "VBO/MAVO" -> its parts, in capitals, each once."""
    parts = (part.strip().upper() for part in text.split("/"))
    return list(dict.fromkeys(part for part in parts if part))


def tracks(parts: list[str]) -> list[str]:
    """What the parts of the structure are with us, in our order; BRUGJAAR and the like are none."""
    found = {str(track) for part in parts for track in TRACKS.get(part, [])}
    if set(parts) >= BOTH_SIDES:
        found.add(Track.VMBO_GL.value)
    return [code for code in Track.values if code in found]


def postcode(text: str) -> str:
    """ "9406NN" -> "9406 NN"; nothing when it is none."""
    compact = text.replace(" ", "").upper()
    if not nl_postcode.is_valid(compact):
        return ""
    return f"{compact[:4]} {compact[4:]}"


def holiday_region(text: str) -> str:
    return HOLIDAY_REGIONS.get(text.strip().lower().removeprefix("regio ").strip(), "")
