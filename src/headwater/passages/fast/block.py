"""The words of some texts side by side, gathered from the columns on disk, with all that alignment asks of each."""

from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from headwater.passages.fast.compiled import entry, inner
from headwater.passages.fast.heap import Columns
from headwater.passages.fast.scan import QUOTED
from headwater.passages.fast.seeds import gram_hash, unbroken
from headwater.passages.model import GRAM, SHORT_GRAM

Ints = NDArray[np.int32]
Marks = NDArray[np.uint32]
AT_ONCE = 1 << 8  # texts gathered between two times that memory is given back


class Block(NamedTuple):
    """Some texts: text d has the words from bounds[d] to bounds[d + 1]."""

    bounds: NDArray[np.int64]
    form: Ints  # numbers in the vocabulary
    sums: NDArray[np.int64]  # rarity of all words before each, in grains; and of all words
    flag: NDArray[np.uint8]
    quotes: Ints  # how many words before each stand in quotation marks; and of all words
    since: Ints  # how many words its segment has up to this one; 0: furniture
    reach: Ints  # and from this one on
    four: Marks  # what tells the run of four words that begins here from others; 0: there is none
    three: Marks
    start: Ints
    end: Ints


BLOCK = types.NamedTuple(
    [
        types.int64[::1], types.int32[::1], types.int64[::1], types.uint8[::1], types.int32[::1], types.int32[::1],
        types.int32[::1], types.uint32[::1], types.uint32[::1], types.int32[::1], types.int32[::1],
    ],
    Block,
)  # fmt: skip


def gathered(columns: Columns, bits: Ints, begins: NDArray[np.int64], stops: NDArray[np.int64]) -> Block:
    """The texts whose words are begins[d] … stops[d] of the columns; `bits` is what each word of the heap is worth."""
    bounds = np.concatenate([[0], np.cumsum(stops - begins, dtype=np.int64)])
    size = int(bounds[-1])
    form, since, reach, start, end = (np.empty(size, np.int32) for _ in range(5))
    sums, quotes = np.zeros(size + 1, np.int64), np.zeros(size + 1, np.int32)
    four, three = np.empty(size, np.uint32), np.empty(size, np.uint32)
    block = Block(bounds, form, sums, np.empty(size, np.uint8), quotes, since, reach, four, three, start, end)
    for first in range(0, len(begins), AT_ONCE):
        last = min(first + AT_ONCE, len(begins))
        gather(columns.form, columns.flag, columns.start, columns.end, bits, begins, first, last, block)
        columns.let_go()
    return block


@inner
def mark(form, at, size):
    """What tells a run of words from others: 31 bits, and never 0."""
    return np.uint32(gram_hash(form, at, size) >> np.uint64(32)) | np.uint32(1)


@entry(
    types.void(
        types.int32[::1], types.uint8[::1], types.int32[::1], types.int32[::1], types.int32[::1], types.int64[::1],
        types.int64, types.int64, BLOCK,
    )
)  # fmt: skip
def gather(form, flag, start, end, bits, begins, first, last, block):
    """Fill the texts `first` … `last` of a block from the columns; text d begins at the word begins[d]."""
    for d in range(first, last):
        at = begins[d] - block.bounds[d]
        before = 0
        for k in range(block.bounds[d], block.bounds[d + 1]):
            block.form[k], block.flag[k] = form[at + k], flag[at + k]
            block.start[k], block.end[k] = start[at + k], end[at + k]
            block.sums[k + 1] = block.sums[k] + bits[form[at + k]]
            block.quotes[k + 1] = block.quotes[k] + (flag[at + k] & QUOTED)
            before = unbroken(flag[at + k], before)
            block.since[k] = before
        ahead = 0
        for k in range(block.bounds[d + 1] - 1, block.bounds[d] - 1, -1):
            if ahead and block.since[k + 1] != block.since[k] + 1:
                ahead = 0
            ahead = ahead + 1 if block.since[k] else 0
            block.reach[k] = ahead
            block.four[k] = mark(block.form, k, GRAM) if ahead >= GRAM else np.uint32(0)
            block.three[k] = mark(block.form, k, SHORT_GRAM) if ahead >= SHORT_GRAM else np.uint32(0)


@inner
def told(block, d):
    """A number that tells a text from most others: its words, where they stand, and how they are marked."""
    h = np.uint64(block.bounds[d + 1] - block.bounds[d])
    for k in range(block.bounds[d], block.bounds[d + 1]):
        h = (h ^ np.uint64(block.form[k]) ^ np.uint64(block.end[k]) << np.uint64(32)) * np.uint64(0x9E3779B97F4A7C15)
        h ^= h >> np.uint64(32)
    return h


@inner
def equal(block, x, y):
    """Whether two texts are the same."""
    a, b, size = block.bounds[x], block.bounds[y], block.bounds[x + 1] - block.bounds[x]
    if block.bounds[y + 1] - b != size:
        return False
    for k in range(size):
        if (
            block.form[a + k] != block.form[b + k]
            or block.start[a + k] != block.start[b + k]
            or block.end[a + k] != block.end[b + k]
            or block.flag[a + k] != block.flag[b + k]
        ):
            return False
    return True


@entry(types.void(BLOCK, types.int64[::1]))
def equals(block, same):
    """Fill `same` with the first text of the block that each is the same as."""
    slots = 16
    while slots < 2 * len(same):
        slots *= 2
    first = np.full(slots, -1, np.int64)
    for d in range(len(same)):
        at = np.int64(told(block, d) & np.uint64(slots - 1))
        while first[at] >= 0 and not equal(block, first[at], d):
            at = (at + 1) & (slots - 1)
        if first[at] < 0:
            first[at] = d
        same[d] = first[at]
