"""The words on a login card: 256 short Dutch things that one can draw, each clearly different."""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "card_words.txt"
NOT_OF_A_CODE = re.compile(r"[^a-z0-9]+")
WORDS_A_CODE = 3


@cache
def card_words() -> tuple[str, ...]:
    return tuple(FILE.read_text(encoding="ascii").split())


def code_from(random: bytes) -> str:
    """ "appel-boom-vis-42" from the first five bytes of ``random``."""
    words = [card_words()[byte] for byte in random[:WORDS_A_CODE]]
    number = 10 + int.from_bytes(random[WORDS_A_CODE : WORDS_A_CODE + 2]) % 90
    return "-".join([*words, str(number)])


def normal_code(typed: str) -> str:
    """Capitals, spaces, hyphens and full stops make no difference."""
    return NOT_OF_A_CODE.sub("", typed.casefold())
