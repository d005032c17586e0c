"""Nobody is in two places at once: groups for the network, and repair of what they let through."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np

from placements.matching.board import NONE, Board, Flags, Ints

# Divisible by all levels, so that the weight of an option, this by its level, is whole.
WEIGHT = 27_720


def clash_groups(board: Board, usable: Flags, wanted: Ints) -> tuple[Ints, int]:
    """Put the options of pupils who want more places in groups that clash among themselves.

    A group gets a node in the network that lets one placement through. Options that clash with
    more than one group fall in the one with the best ranked options; the other clashes are
    repaired after solving. Returns the group per option (or NONE) and the number of groups.
    """
    group = np.full(len(board.options), NONE, np.int64)
    count = 0
    for pupil in np.flatnonzero(wanted > 1).tolist():
        options = [o for o in board.options_of(pupil) if usable[o]]
        for members in _cover(board, options):
            group[members] = count
            count += 1
    return group, count


def _cover(board: Board, options: list[int]) -> Iterator[list[int]]:
    """Take the slot or offer whose options weigh most, again and again."""
    sharing: dict[int, set[int]] = {}
    for option in options:
        for bit in _bits(board.conflicts[board.session[option]]):
            sharing.setdefault(bit, set()).add(option)
    weight = {option: WEIGHT // int(board.level[option]) for option in options}
    while True:
        sharing = {bit: members for bit, members in sharing.items() if len(members) > 1}
        if not sharing:
            return
        best = max(sharing, key=lambda bit: (sum(weight[o] for o in sharing[bit]), -bit))
        members = sharing.pop(best)
        yield sorted(members)
        sharing = {bit: others - members for bit, others in sharing.items()}


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length()
        mask ^= lowest


def ban_clashes(board: Board, chosen: Flags, banned: Flags) -> set[int]:
    """Refuse the worse option of each clashing pair; returns the pupils concerned."""
    pupils = set()
    for a, b in clashing_pairs(board, chosen):
        if not banned[a] and not banned[b]:
            worse = max(a, b, key=lambda o: (board.level[o], board.lot[o], o))
            banned[worse] = True
            pupils.add(int(board.pupil[worse]))
    return pupils


def clashing_pairs(board: Board, chosen: Flags) -> Iterator[tuple[int, int]]:
    """Pairs of one pupil's chosen options that it cannot both attend."""
    options = np.flatnonzero(chosen)
    pupils = board.pupil[options]
    starts = np.flatnonzero(np.diff(pupils, prepend=-1)).tolist()
    for start, end in pairwise([*starts, len(options)]):
        if end - start > 1:
            for a, b in combinations(options[start:end].tolist(), 2):
                if board.clash(a, b):
                    yield a, b
