"""Alignment of many pairs: their texts gathered block by block, equal runs sought, passages grown from them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from headwater.passages.fast.block import BLOCK, Block, equals, gathered
from headwater.passages.fast.compiled import entry, inner
from headwater.passages.fast.grow import grow_all, room_near
from headwater.passages.fast.heap import Columns
from headwater.passages.fast.rows import Found, together
from headwater.passages.fast.runs import unite
from headwater.passages.fast.seeds import Pairs
from headwater.passages.fast.seek import (
    FIRST_ROOM,
    find_runs,
    gaps_between,
    index,
    index_for,
    room_for,
    slots_for,
)
from headwater.passages.model import GRAM, LIKELY, SHORT_GRAM, SURE
from headwater.passages.rarity import GRAIN

ENOUGH = int(SURE * GRAIN)
ENOUGH_BESIDE = int(LIKELY * GRAIN)
PAIRS = 1 << 14  # aligned at a time
WORDS = 1 << 22  # of a block of pairs at most, unless one pair has more


class Work(NamedTuple):
    """What the alignment of a heap needs; texts are numbered by rank."""

    columns: Columns
    bits: NDArray[np.int32]  # of every word, in grains
    begins: NDArray[np.int64]
    stops: NDArray[np.int64]
    pairs: Pairs


@inner
def longest_of(bounds):
    """The words of the longest text."""
    longest = 1
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    return longest


@inner
def words_in(gaps, many):
    """The words of all gaps."""
    total = 0
    for g in range(many):
        total += gaps[g, 1] - gaps[g, 0]
    return total


@inner
def copy_rows(rows, first, last, to):
    """Some rows to the front of others; one by one, for they are few."""
    for k in range(first, last):
        for side in range(rows.shape[1]):
            to[k - first, side] = rows[k, side]


@inner
def look(
    form, sums, flag, quotes, since, reach, marks, start, end, a, a_stop, b, b_stop, gaps, free, size, slots, heads,
    after, times, repeat, covered, base, runs, weights, order, used, enough, held, found, chain, path, near, following,
    kept, n, out,
):  # fmt: skip
    """One look at a pair: runs of at least `size` words in `free` gaps of b, grown -> how many, and rows of `out`.

    Where they find no room in `runs` or `out`, they are only counted.
    """
    many = find_runs(
        form, reach, marks, a, b, b_stop - b, size, gaps, free, slots, heads, after, times, repeat, covered, base, runs
    )
    if many > len(runs) or n + many > len(out):
        return many, n
    made = grow_all(
        form, sums, flag, quotes, since, reach, start, end, a, a_stop, b, b_stop, runs, weights, order, used, many,
        enough, held, found, chain, path, near, following, kept, n, out,
    )  # fmt: skip
    return many, made


@entry(
    types.UniTuple(types.int64, 2)(
        BLOCK, types.int32[::1], types.int32[::1], types.int64, types.int32[::1], types.int64[:, ::1]
    )
)
def align(block, left, right, first, whose, out):
    """Passages of pairs of texts of a block, from `first` on: rows of `out` as in `grow_all`, `whose` their pair.

    Pairs of one left text stand together. -> how many, and the pair that found no room any more (then nothing of it is
    written).
    """
    bounds, form, sums, flag, quotes, since, reach, four, three, start, end = block
    longest = longest_of(bounds)
    heads, after, times, repeat = index_for(longest)
    heads_2, after_2, times_2, repeat_2 = index_for(longest)
    covered, base = np.zeros(2 * longest + 2, np.int64), 0
    runs, weights, order, used = room_for(FIRST_ROOM)
    found, chain, path, near, following = room_near()
    kept, gaps = np.empty((len(out), 4), np.int32), np.empty((len(out) + 1, 2), np.int32)
    whole = np.zeros((1, 2), np.int32)
    indexed = -1
    n = 0
    k = first
    while k < len(left):
        a, a_stop, b, b_stop = bounds[left[k]], bounds[left[k] + 1], bounds[right[k]], bounds[right[k] + 1]
        slots = slots_for(a_stop - a)
        if indexed != left[k]:
            indexed = left[k]
            whole[0, 1] = a_stop - a
            index(four, a, whole, 1, GRAM, slots, heads, after, times, repeat)
        whole[0, 1] = b_stop - b
        base += longest + 1
        many, made = look(
            form, sums, flag, quotes, since, reach, four, start, end, a, a_stop, b, b_stop, whole, 1, GRAM, slots,
            heads, after, times, repeat, covered, base, runs, weights, order, used, ENOUGH, 0, found, chain, path,
            near, following, kept, n, out,
        )  # fmt: skip
        sure = made
        if sure > n:  # a second look at what the first has left
            held = sure - n
            copy_rows(kept, n, sure, used)
            free = gaps_between(used, held, 0, a_stop - a, gaps)
            slots = slots_for(words_in(gaps, free))
            index(three, a, gaps, free, SHORT_GRAM, slots, heads_2, after_2, times_2, repeat_2)
            free = gaps_between(used, held, 2, b_stop - b, gaps)
            base += longest + 1
            many, made = look(
                form, sums, flag, quotes, since, reach, three, start, end, a, a_stop, b, b_stop, gaps, free,
                SHORT_GRAM, slots, heads_2, after_2, times_2, repeat_2, covered, base, runs, weights, order, used,
                ENOUGH_BESIDE, held, found, chain, path, near, following, kept, sure, out,
            )  # fmt: skip
        if many > len(runs):
            runs, weights, order, used = room_for(2 * many)
            continue
        if sure + many > len(out):
            return n, k
        whose[n:made] = k
        n = made
        k += 1
    return n, len(left)


def by_family(pairs: Pairs, documents: int) -> Pairs:
    """The same pairs, those of one family together, so that their texts are near at hand when they are aligned."""
    root = np.arange(documents)
    unite(pairs.left.astype(np.int64), pairs.right.astype(np.int64), root)
    order = np.argsort(root[pairs.left], kind="stable")
    return Pairs(pairs.left[order], pairs.right[order])


def aligned(work: Work, first: int, last: int, jobs: int = 1, progress: Callable[[int], None] | None = None) -> Found:
    """The passages of the pairs from `first` on, up to but not `last`; `progress` is told how far it is."""
    parts = [_passages(work, first, first)]
    blocks = list(_blocks(work, first, last))
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        for (_, stop), found in zip(blocks, pool.map(partial(_block, work), blocks), strict=True):
            parts.append(found)
            if progress:
                progress(stop)
    return together(parts)


def _blocks(work: Work, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Pairs cut into blocks, none too large to be gathered."""
    left, right = work.pairs.left[first:last], work.pairs.right[first:last]
    sizes = work.stops - work.begins
    words = np.cumsum(sizes[right] + np.where(np.diff(left, prepend=-1) != 0, sizes[left], 0))
    at = 0
    while at < len(left):
        before = int(words[at - 1]) if at else 0
        stop = max(at + 1, min(at + PAIRS, int(np.searchsorted(words, before + WORDS, "right"))))
        yield first + at, first + stop
        at = stop


def _block(work: Work, bounds: tuple[int, int]) -> Found:
    return _passages(work, *bounds)


def _passages(work: Work, first: int, last: int) -> Found:
    """The passages of one block of pairs; those of texts that are equal to the character are sought once."""
    texts, sides = np.unique(np.concatenate([side[first:last] for side in work.pairs]), return_inverse=True)
    block = gathered(work.columns, work.bits, work.begins[texts], work.stops[texts])
    same = np.empty(len(texts), np.int64)
    equals(block, same)
    left, right = same[sides.reshape(2, -1)]
    different, which = np.unique(left * len(texts) + right, return_inverse=True)
    rows, counts = _sought(block, *np.divmod(different, max(1, len(texts))))
    taken, pair = _spread(counts, which)
    a_start, a_end, b_start, b_end, words, matched = (rows[:, k].astype(np.int32)[taken] for k in range(6))
    return Found(
        work.pairs.left[first + pair], a_start, a_end, work.pairs.right[first + pair], b_start, b_end, words, matched,
        rows[taken, 6], rows[taken, 7] != 0, rows[taken, 8] != 0,
    )  # fmt: skip


def _sought(
    block: Block, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The passages of pairs of texts of a block, and how many each has; more room is made where it is not enough."""
    sides = left.astype(np.int32), right.astype(np.int32)
    rows: list[NDArray[np.int64]] = []
    counts = np.zeros(len(left), np.int64)
    at, room = 0, 8 * len(left) + 64
    while at < len(left) or not rows:
        out, whose = np.empty((room, 9), np.int64), np.empty(room, np.int32)
        n, at = align(block, *sides, at, whose, out)
        rows.append(out[:n])
        counts += np.bincount(whose[:n], minlength=len(left))
        room *= 2
    return np.concatenate(rows), counts


def _spread(counts: NDArray[np.int64], which: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For items that each take all of one of so many rows: the rows in turn, and whose each is."""
    many = counts[which]
    whose = np.repeat(np.arange(len(which)), many)
    behind = np.cumsum(counts) - counts
    return np.arange(len(whose)) + (behind[which] - (np.cumsum(many) - many))[whose], whose
