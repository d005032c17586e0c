"""Are the numbers of pupils citizen numbers (BSN)? Those we may not have.

One number in eleven passes the test of eleven by chance; several in a row are no chance.
"""

from collections.abc import Iterable

from stdnum.nl import bsn

from portal.imports.problems import ImportRefused

CITIZEN_NUMBER_LENGTH = 9
ENOUGH_TO_JUDGE = 3


class CitizenNumberJudge:
    """Shown one number after the other; remembers three at most."""

    def __init__(self) -> None:
        self._found: set[str] = set()
        self._other_numbers = False

    def look(self, key: str) -> None:
        if self._other_numbers or len(key) != CITIZEN_NUMBER_LENGTH or not key.isdecimal():
            return
        self._other_numbers = not bsn.is_valid(key)
        if len(self._found) < ENOUGH_TO_JUDGE:
            self._found.add(key)

    def check(self) -> None:
        """Raises ImportRefused when all numbers of that length were citizen numbers."""
        if len(self._found) >= ENOUGH_TO_JUDGE and not self._other_numbers:
            raise ImportRefused("citizen_numbers_as_keys")


def refuse_citizen_numbers(keys: Iterable[str]) -> None:
    """Raises ImportRefused when the keys are citizen numbers."""
    judge = CitizenNumberJudge()
    for key in keys:
        judge.look(key)
    judge.check()
