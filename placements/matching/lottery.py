"""The draw: a number per pupil and session that anyone can recompute from the published seed."""

import hashlib
from collections.abc import Iterable, Iterator

LOT_BITS = 20


def lot(seed: str, pupil: str, session: str) -> int:
    """The lot of one pupil for one session, 0 to 2**20 - 1; the lowest is drawn first."""
    return next(lots(seed, [(pupil, session)]))


def lots(seed: str, pairs: Iterable[tuple[str, str]]) -> Iterator[int]:
    """The first 20 bits of SHA-256 over seed, pupil and session, each ended by a zero byte."""
    start = hashlib.sha256(seed.encode() + b"\0")
    last_pupil = None
    of_pupil = start
    for pupil, session in pairs:
        if pupil != last_pupil:
            of_pupil, last_pupil = start.copy(), pupil
            of_pupil.update(pupil.encode() + b"\0")
        draw = of_pupil.copy()
        draw.update(session.encode() + b"\0")
        yield int.from_bytes(draw.digest()[:3]) >> (24 - LOT_BITS)
