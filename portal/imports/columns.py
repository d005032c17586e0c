"""Which column of a stranger's table is which of our fields: guessed, chosen, remembered."""

import re
from collections.abc import Iterable, Mapping, Sequence

NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def plain_header(header: str) -> str:
    """A header without case, spaces, dots and underscores: "Leerfase.Leerjaar" and the like."""
    return NOT_A_LETTER.sub("", header.casefold())


def guess_columns(headers: Sequence[str], words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Column number -> field. ``words`` holds for each field the headers it goes by.

    A header that is exactly one of the words goes before one that only begins with it.
    """
    plain = [plain_header(header) for header in headers]
    found: dict[str, str] = {}
    for fits in (str.__eq__, str.startswith):
        for field, names in words.items():
            if field in found.values():
                continue
            known = [plain_header(name) for name in names]
            for number, header in enumerate(plain):
                free = str(number) not in found
                if free and header and any(fits(header, name) for name in known):
                    found[str(number)] = field
                    break
    return found


def same_headers(mine: Sequence[str], others: Sequence[str]) -> bool:
    """Whether what was chosen for another file holds for this one."""
    return [header.casefold() for header in mine] == [header.casefold() for header in others]
