"""Equal runs of words in two texts of a block: the words of one are indexed, those of the other looked up."""

import numpy as np

from headwater.passages.fast.compiled import inner
from headwater.passages.model import REPEATED

FIRST_ROOM = 256  # runs


@inner
def slots_for(words):
    """How large `heads` is for so many words."""
    slots = 16
    while slots < 2 * words:
        slots *= 2
    return slots


@inner
def index_for(longest):
    """Room to index texts of so many words: `heads`, a power of two large; `after`, `times`, `repeat` for every word.

    Where runs stand, counted from the beginning of the text: `after` chains those that are the same, -1 ends a chain;
    `times` is how many they are, at the head of the chain; `repeat` is the next word at which begins no run, or one
    that stands there more than once.
    """
    return (
        np.empty(slots_for(longest), np.int32),
        np.empty(longest + 1, np.int32),
        np.empty(longest + 1, np.int32),
        np.empty(longest + 1, np.int32),
    )


@inner
def room_for(many):
    """Room for so many runs in each of two looks: i, j, length; weights; their order; extents of passages."""
    return (
        np.empty((many, 3), np.int32),
        np.empty(many, np.int64),
        np.empty(many, np.int32),
        np.empty((2 * many, 4), np.int32),
    )


@inner
def slot_of(heads, slots, marks, a, mark):
    """Where a run is in the index, or would be."""
    slot = np.int64(mark >> np.uint32(1)) & (slots - 1)
    while heads[slot] >= 0 and marks[a + heads[slot]] != mark:
        slot = (slot + 1) & (slots - 1)
    return slot


@inner
def index(marks, a, gaps, many, size, slots, heads, after, times, repeat):
    """Fill the index with all runs of `size` words that lie in one of the gaps of the text whose words begin at a."""
    heads[:slots] = -1
    for g in range(many):
        for k in range(gaps[g, 0], gaps[g, 1] - size + 1):
            times[k] = 0
            if marks[a + k] == 0:
                continue
            slot = slot_of(heads, slots, marks, a, marks[a + k])
            after[k], times[k] = heads[slot], 1
            if after[k] >= 0:
                times[k] += times[after[k]]
                times[after[k]] = 0
            heads[slot] = k
    for g in range(many):
        following = max(gaps[g, 0], gaps[g, 1] - size + 1)
        for k in range(following - 1, gaps[g, 0] - 1, -1):
            if times[k] != 1:
                following = k
            repeat[k] = following


@inner
def equal_run(form, i, j, step, most):
    """How many words in one direction are equal, from i and j on; `most` are looked at."""
    n = 0
    while n < most and form[i + step * n] == form[j + step * n]:
        n += 1
    return n


@inner
def find_runs(
    form, reach, marks, a, b, b_size, size, gaps, many, slots, heads, after, times, repeat, covered, base, runs
):  # fmt: skip
    """The maximal equal runs of at least `size` words that begin in an indexed word of a and in a gap of b.

    `covered` tells for every diagonal how far runs cover it, counted from `base`: what is less is of earlier pairs.
    -> how many; those that find no room in `runs` are only counted.
    """
    n = 0
    for g in range(many):
        j, last = gaps[g, 0], gaps[g, 1] - size
        while j <= last:
            mark = marks[b + j]
            k = heads[slot_of(heads, slots, marks, a, mark)] if mark else np.int32(-1)
            if k < 0 or times[k] > REPEATED:
                j += 1
                continue
            following = j + 1
            alone = times[k] == 1
            while k >= 0:
                diagonal = k - j + b_size
                if covered[diagonal] <= base + j:
                    length = equal_run(form, a + k, b + j, 1, min(reach[a + k], reach[b + j]))
                    if length >= size:
                        if n < len(runs):
                            runs[n, 0], runs[n, 1], runs[n, 2] = k, j, length
                        covered[diagonal] = base + j + length
                        n += 1
                if alone:  # further on in the run nothing else is found before a word where a repeats itself
                    following = max(following, min(covered[diagonal] - base - size + 1, j + repeat[k] - k))
                k = after[k]
            j = following
    return n


@inner
def gaps_between(used, many, side, size, gaps):
    """Fill `gaps` with what passages leave of one side of a pair (0: a, 2: b), a text of `size` words -> how many."""
    for g in range(many):  # insertion sort: they are few
        at = g
        while at and gaps[at - 1, 0] > used[g, side]:
            gaps[at, 0], gaps[at, 1] = gaps[at - 1, 0], gaps[at - 1, 1]
            at -= 1
        gaps[at, 0], gaps[at, 1] = used[g, side], used[g, side + 1] + 1
    n = free = 0
    for g in range(many):
        begin, stop = gaps[g, 0], gaps[g, 1]
        if begin > free:
            gaps[n, 0], gaps[n, 1] = free, begin
            n += 1
        free = max(free, stop)
    if free < size:
        gaps[n, 0], gaps[n, 1] = free, size
        n += 1
    return n
