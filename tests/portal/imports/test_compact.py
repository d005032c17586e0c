import random
import sys

from portal.imports.compact import CompactSet


def test_compact_set_holds_what_was_added():
    draw = random.Random(3)
    numbers = {draw.randrange(-(2**63), 2**63) for _ in range(3000)}
    others = {draw.randrange(-(2**63), 2**63) for _ in range(3000)} - numbers

    compact = CompactSet()
    compact.update(numbers)

    assert all(number in compact for number in numbers)
    assert not any(number in compact for number in others)


def test_compact_set_takes_more_after_it_was_asked():
    compact = CompactSet()
    compact.add(7)
    before = 5 in compact

    compact.add(5)

    assert (before, 5 in compact, 7 in compact) == (False, True, True)


def test_compact_set_tells_what_came_twice():
    compact = CompactSet()
    compact.update([1, 65, 1, -3, 2, -3, -3])

    assert compact.repeated() == {1, -3}
    assert CompactSet().repeated() == frozenset()


def test_compact_set_takes_about_eight_bytes_a_number():
    compact = CompactSet()
    compact.update(range(100_000))

    assert sum(map(sys.getsizeof, compact._buckets)) < 100_000 * 10
