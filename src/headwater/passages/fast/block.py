"""The words of some texts side by side, gathered from the columns on disk, with all that alignment asks of each."""

from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from headwater.passages.fast.compiled import entry, inner
from headwater.passages.fast.heap import Columns
from headwater.passages.fast.seeds import gram_hash, unbroken
from headwater.passages.model import GRAM, SHORT_GRAM

Ints = NDArray[np.int32]
Marks = NDArray[np.uint32]
AT_ONCE = 1 << 8  # texts gathered between two times that memory is given back


class Block(NamedTuple):
    """Some texts: text d has the words from bounds[d] to bounds[d + 1]."""

    bounds: NDArray[np.int64]
    form: Ints  # numbers in the vocabulary
    worth: Ints  # rarity, in grains
    flag: NDArray[np.uint8]
    since: Ints  # how many words its segment has up to this one; 0: furniture
    reach: Ints  # and from this one on
    four: Marks  # what tells the run of four words that begins here from others; 0: there is none
    three: Marks
    start: Ints
    end: Ints


BLOCK = types.NamedTuple(
    [
        types.int64[::1], types.int32[::1], types.int32[::1], types.uint8[::1], types.int32[::1], types.int32[::1],
        types.uint32[::1], types.uint32[::1], types.int32[::1], types.int32[::1],
    ],
    Block,
)  # fmt: skip


def gathered(columns: Columns, bits: Ints, begins: NDArray[np.int64], stops: NDArray[np.int64]) -> Block:
    """The texts whose words are begins[d] … stops[d] of the columns; `bits` is what each word of the heap is worth."""
    bounds = np.concatenate([[0], np.cumsum(stops - begins, dtype=np.int64)])
    size = int(bounds[-1])
    form, worth, since, reach, start, end = (np.empty(size, np.int32) for _ in range(6))
    four, three = np.empty(size, np.uint32), np.empty(size, np.uint32)
    block = Block(bounds, form, worth, np.empty(size, np.uint8), since, reach, four, three, start, end)
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
            block.worth[k] = bits[form[at + k]]
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
