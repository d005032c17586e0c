"""Large sets of whole numbers in eight bytes each, so that memory hardly grows with a file."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

BUCKETS = 64


class CompactSet:
    """Collect numbers of 64 bits first, then ask. Asking sorts what was added since."""

    def __init__(self) -> None:
        self._buckets = [array("q") for _ in range(BUCKETS)]
        self._sorted = True

    def add(self, number: int) -> None:
        self._buckets[number % BUCKETS].append(number)
        self._sorted = False

    def update(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.add(number)

    def __contains__(self, number: int) -> bool:
        self._sort()
        bucket = self._buckets[number % BUCKETS]
        place = bisect_left(bucket, number)
        return place < len(bucket) and bucket[place] == number

    def repeated(self) -> frozenset[int]:
        """The numbers that were added more than once."""
        self._sort()
        found = set()
        for bucket in self._buckets:
            found |= {one for one, next_ in pairwise(bucket) if one == next_}
        return frozenset(found)

    def _sort(self) -> None:
        """Bucket by bucket: a sorted list of everything would take five times the room."""
        if not self._sorted:
            self._buckets = [array("q", sorted(bucket)) for bucket in self._buckets]
            self._sorted = True
