"""Alignment of many pairs at once: the method of `plain.align`, compiled, over word numbers and whole bits.

Weights are integers (`rarity.GRAIN`ths of a bit), so that sums are the same in any order and on any engine.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from headwater.passages.fast.heap import Columns
from headwater.passages.fast.rows import Found, together
from headwater.passages.fast.scan import BEGINS, FRESH, MASKED, QUOTED
from headwater.passages.fast.seeds import Pairs, gram_hash, unbroken
from headwater.passages.model import GRAM, LIKELY, REPEATED, SHORT_GRAM, SKIP, SURE, WINDOW
from headwater.passages.rarity import GRAIN

SKIPPED = int(SKIP * GRAIN)
ENOUGH = int(SURE * GRAIN)
ENOUGH_BESIDE = int(LIKELY * GRAIN)
ENDS = FRESH | MASKED
BLOCK = 1 << 14  # pairs aligned at a time
BROKE = -1


@njit("int64(int32[::1],uint8[::1],int64,int64,int64,int64)", cache=True, nogil=True)
def equal_ahead(form, flag, i, i_stop, j, j_stop):
    """How many words are equal from here on, within the segment on both sides."""
    if flag[i] & MASKED or flag[j] & MASKED:
        return 0
    n = 0
    while (
        i + n < i_stop
        and j + n < j_stop
        and form[i + n] == form[j + n]
        and (n == 0 or not (flag[i + n] & ENDS or flag[j + n] & ENDS))
    ):
        n += 1
    return n


@njit(
    "void(int32[::1],uint8[::1],int64,int64,int64,uint8[::1],int32[::1],int32[::1],uint64[::1],int32[::1])",
    cache=True,
    nogil=True,
)
def index(form, flag, begin, stop, size, held, heads, after, hashes, times):
    """Where every run of `size` words of one text stands: chains `heads` -> `after`.

    `heads` is a power of two large; numbers count from the beginning of the text, -1 is the end of a chain. `times` is
    how often the run stands there, at the head of its chain. Words marked in `held` are left out.
    """
    heads[:] = -1
    times[: stop - begin + 1] = 0
    mask = len(heads) - 1
    whole = 0
    for at in range(begin, stop):
        whole = 0 if held[at - begin] else unbroken(flag[at], whole)
        if whole < size:
            continue
        k = at - begin - size + 1
        h = gram_hash(form, begin + k, size)
        slot = np.int64(h >> np.uint64(16)) & mask
        while heads[slot] >= 0 and hashes[heads[slot]] != h:
            slot = (slot + 1) & mask
        head = heads[slot]
        hashes[k], after[k], times[k] = h, head, 1
        if head >= 0:
            times[k] += times[head]
            times[head] = 0
        heads[slot] = k


@njit(
    "int64(int32[::1],uint8[::1],int64,int64,int64,int64,int64,uint8[::1],"
    "int32[::1],int32[::1],uint64[::1],int32[::1],"
    "int32[::1],int32[:,::1])",
    cache=True,
    nogil=True,
)
def find_runs(form, flag, a, a_stop, b, b_stop, size, held, heads, after, hashes, times, covered, runs):
    """Fill `runs` (rows of i, j, length) with the maximal equal runs of at least `size` words -> how many.

    None begins in the words of b marked in `held`.
    """
    n = 0
    mask = len(heads) - 1
    covered[: (a_stop - a) + (b_stop - b) + 1] = 0
    whole = 0
    next_one = -1  # where the run that we are in goes on in a
    for at in range(b, b_stop):
        whole = 0 if held[at - b] else unbroken(flag[at], whole)
        if whole < size:
            next_one = -1
            continue
        j = at - b - size + 1
        h = gram_hash(form, b + j, size)
        if (
            next_one >= 0
            and covered[next_one - j + (b_stop - b)] > j
            and hashes[next_one] == h
            and times[next_one] == 1
        ):
            next_one += 1  # in the middle of a run, and this gram stands nowhere else
            continue
        next_one = -1
        slot = np.int64(h >> np.uint64(16)) & mask
        while heads[slot] >= 0 and hashes[heads[slot]] != h:
            slot = (slot + 1) & mask
        k = heads[slot]
        if k < 0 or times[k] > REPEATED:
            continue
        if times[k] == 1:
            next_one = k + 1
        while k >= 0:
            diagonal = k - j + (b_stop - b)
            if covered[diagonal] <= j:
                length = equal_ahead(form, flag, a + k, a_stop, b + j, b_stop)
                if n == len(runs):
                    return BROKE
                runs[n, 0], runs[n, 1], runs[n, 2] = k, j, length
                n += 1
                covered[diagonal] = j + length
            k = after[k]
    return n


@njit("boolean(int32[:,::1],int64[::1],int64,int64)", cache=True, nogil=True)
def heavier(runs, weights, x, y):
    """Whether run x comes before run y: more weight, then further to the front."""
    if weights[x] != weights[y]:
        return weights[x] > weights[y]
    if runs[x, 0] != runs[y, 0]:
        return runs[x, 0] < runs[y, 0]
    return runs[x, 1] < runs[y, 1]


@njit("void(int32[:,::1],int64[::1],int32[::1],int64,int64)", cache=True, nogil=True)
def sift(runs, weights, order, top, many):
    """One step of heapsort: the lightest of a subtree comes to its top."""
    while True:
        child = 2 * top + 1
        if child >= many:
            return
        if child + 1 < many and heavier(runs, weights, order[child], order[child + 1]):
            child += 1
        if not heavier(runs, weights, order[top], order[child]):
            return
        order[top], order[child] = order[child], order[top]
        top = child


@njit("void(int32[:,::1],int64[::1],int32[::1],int64)", cache=True, nogil=True)
def sort_runs(runs, weights, order, many):
    """`order` so that the heaviest run comes first (heapsort: the order is total, so the result is one)."""
    for k in range(many):
        order[k] = k
    for first in range(many // 2 - 1, -1, -1):
        sift(runs, weights, order, first, many)
    for last in range(many - 1, 0, -1):
        order[0], order[last] = order[last], order[0]
        sift(runs, weights, order, 0, last)


@njit("boolean(int64,int64,int32[:,::1],int64)", cache=True, nogil=True)
def taken(i, j, used, many):
    """Whether an earlier passage holds both words."""
    for u in range(many):
        if used[u, 0] <= i <= used[u, 1] and used[u, 2] <= j <= used[u, 3]:
            return True
    return False


@njit("UniTuple(int64,2)(int64,int64,int64,int32[:,::1],int64)", cache=True, nogil=True)
def uncovered(i, j, length, used, many):
    """The first stretch of a run that no passage holds on both sides: where it begins in the run, its length."""
    k = 0
    moved = True
    while moved and k < length:
        moved = False
        for u in range(many):
            if used[u, 0] <= i + k <= used[u, 1] and used[u, 2] <= j + k <= used[u, 3]:
                k = min(used[u, 1] - i, used[u, 3] - j) + 1
                moved = True
    stop = length
    for u in range(many):
        enters = max(used[u, 0] - i, used[u, 2] - j)
        if k < enters < stop and enters <= min(used[u, 1] - i, used[u, 3] - j):
            stop = enters
    return k, stop - k


@njit("int64(uint8[::1],int64,int64,int64,int64)", cache=True, nogil=True)
def room(flag, at, begin, stop, step):
    """How many words of the same segment a window has before it."""
    n = 0
    if step > 0:
        while n < WINDOW and at + n + 1 < stop and not flag[at + n + 1] & ENDS:
            n += 1
    else:
        while n < WINDOW and at - n - 1 >= begin and not flag[at - n] & FRESH and not flag[at - n - 1] & MASKED:
            n += 1
    return n


@njit(
    "int64(int32[::1],int32[::1],int64,int64,int64,int64,int64,int64[:,::1],int32[:,::1])",
    cache=True,
    nogil=True,
)
def best_path(form, bits, i, j, rows, columns, step, chain, path):
    """Fill `path` with the matches (steps on both sides) of the best chain in two windows, as walked -> how many.

    `chain` is room for all matches: step in a, step in b, score, the match before.
    """
    equal = 0
    while equal < min(rows, columns) and form[i + step * (equal + 1)] == form[j + step * (equal + 1)]:
        path[equal, 0] = path[equal, 1] = equal + 1
        equal += 1
    if equal:
        return equal
    n, best = 0, -1
    there = np.uint64(0)  # a bit for every word of b, so that most words of a need no look at each
    for y in range(1, columns + 1):
        there |= np.uint64(1) << (np.uint64(form[j + step * y]) & np.uint64(63))
    for x in range(1, rows + 1):
        word = form[i + step * x]
        if not there >> (np.uint64(word) & np.uint64(63)) & np.uint64(1):
            continue
        for y in range(1, columns + 1):
            if word != form[j + step * y]:
                continue
            score, before = -SKIPPED * (x + y - 2), -1
            for m in range(n):
                if chain[m, 0] < x and chain[m, 1] < y:
                    via = chain[m, 2] - SKIPPED * (x - chain[m, 0] + y - chain[m, 1] - 2)
                    if via > score:
                        score, before = via, m
            chain[n, 0], chain[n, 1], chain[n, 2], chain[n, 3] = x, y, score + bits[word], before
            if chain[n, 2] > (chain[best, 2] if best >= 0 else 0):
                best = n
            n += 1
    found = 0
    at = best
    while at >= 0:
        found += 1
        at = chain[at, 3]
    at = best
    for k in range(found - 1, -1, -1):
        path[k, 0], path[k, 1] = chain[at, 0], chain[at, 1]
        at = chain[at, 3]
    return found


@njit(
    "void(int32[::1],uint8[::1],int32[::1],int64,int64,int64,int64,int64,int32[:,::1],int64,"
    "int64[::1],int64[:,::1],int32[:,::1])",
    cache=True,
    nogil=True,
)
def extend(form, flag, bits, a, a_stop, b, b_stop, step, used, many, found, chain, path):
    """Grow a passage over edits in one direction, as long as each window of words pays for what it skips.

    `found` holds where it has come to and what it is worth: i, j, matches, words replaced, weight, quoted matches.
    """
    while True:
        i, j = found[0], found[1]
        rows = room(flag, a + i, a, a_stop, step)
        columns = room(flag, b + j, b, b_stop, step)
        gained = best_path(form, bits, a + i, b + j, rows, columns, step, chain, path)
        near = False  # any earlier passage that the windows could run into
        for u in range(many):
            near |= (
                used[u, 0] <= max(i, i + step * rows)
                and used[u, 1] >= min(i, i + step * rows)
                and used[u, 2] <= max(j, j + step * columns)
                and used[u, 3] >= min(j, j + step * columns)
            )
        for k in range(gained):
            x, y = i + step * path[k, 0], j + step * path[k, 1]
            if near and taken(x, y, used, many):
                return
            gap, other = abs(x - found[0]), abs(y - found[1])
            if gap > 1 and other > 1:
                found[3] += min(gap, other) - 1
            found[0], found[1] = x, y
            found[2] += 1
            found[4] += bits[form[a + x]]
            found[5] += 1 if flag[a + x] & flag[b + y] & QUOTED else 0
        if gained == 0:
            return


@njit("boolean(uint8[::1],int64,int64)", cache=True, nogil=True)
def opens(flag, at, begin):
    """Whether a sentence begins with a word."""
    return at == begin or flag[at] & (BEGINS | ENDS) != 0 or flag[at - 1] & MASKED != 0


@njit("boolean(uint8[::1],int64,int64,int64,int64)", cache=True, nogil=True)
def is_whole(flag, first, last, begin, stop):
    """Whether a stretch begins and ends with a sentence."""
    return opens(flag, first, begin) and (last + 1 == stop or opens(flag, last + 1, begin))


@njit(
    "int64(int32[::1],uint8[::1],int32[::1],int64,int64,int64,int64,int32[:,::1],int64,int64,int32[:,::1],int64,"
    "int64[::1],int32[::1],int64[:,::1],int64,int64[:,::1],int32[:,::1])",
    cache=True,
    nogil=True,
)
def grow_all(
    form, flag, bits, a, a_stop, b, b_stop, runs, many, enough, used, held, weights, order, out, n, chain, path
):
    """Every run that nothing covers yet, heaviest first, grown to both sides; rows of `out` from `n` on -> how many.

    A row: first i, last i, first j, last j, words, matches, weight, quoted, whether it is whole sentences. `used` holds
    `held` extents to begin with.
    """
    for k in range(many):
        weights[k] = 0
        for w in range(runs[k, 0], runs[k, 0] + runs[k, 2]):
            weights[k] += bits[form[a + w]]
    sort_runs(runs, weights, order, many)
    found = np.zeros(6, np.int64)
    for o in range(many):
        r = order[o]
        begin, length = uncovered(runs[r, 0], runs[r, 1], runs[r, 2], used, held)
        if length < 2:
            continue
        i, j = runs[r, 0] + begin, runs[r, 1] + begin
        found[:] = 0
        found[2] = length
        for w in range(length):
            found[4] += bits[form[a + i + w]]
            found[5] += 1 if flag[a + i + w] & flag[b + j + w] & QUOTED else 0
        found[0], found[1] = i + length - 1, j + length - 1
        extend(form, flag, bits, a, a_stop, b, b_stop, 1, used, held, found, chain, path)
        last_i, last_j = found[0], found[1]
        found[0], found[1] = i, j
        extend(form, flag, bits, a, a_stop, b, b_stop, -1, used, held, found, chain, path)
        if held == len(used):
            return BROKE
        used[held, 0], used[held, 1], used[held, 2], used[held, 3] = found[0], last_i, found[1], last_j
        held += 1
        if found[4] >= enough:
            if n == len(out):
                return BROKE
            out[n, 0], out[n, 1], out[n, 2], out[n, 3] = found[0], last_i, found[1], last_j
            out[n, 4], out[n, 5], out[n, 6], out[n, 7] = found[2] + found[3], found[2], found[4], found[5]
            out[n, 8] = is_whole(flag, a + found[0], a + last_i, a, a_stop) and is_whole(
                flag, b + found[1], b + last_j, b, b_stop
            )
            n += 1
    return n


@njit(
    "UniTuple(int64,2)(int32[::1],uint8[::1],int32[::1],int64[::1],int64[::1],int32[::1],int32[::1],int64,int64,"
    "int32[::1],int64[:,::1])",
    cache=True,
    nogil=True,
)
def align(form, flag, bits, begins, stops, left, right, first, last, whose, out):
    """Passages of the pairs `first` … `last`: rows of `out` as in `grow_all`, `whose` the number of the pair.

    Text d is the words begins[d] … stops[d] of `form`; pairs of one left text stand together. -> how many passages,
    and the pair that found no room any more (then nothing of it is written).
    """
    longest = 1
    for k in range(first, last):
        longest = max(longest, stops[left[k]] - begins[left[k]], stops[right[k]] - begins[right[k]])
    slots = 16
    while slots < 2 * longest:
        slots *= 2
    heads, heads_2 = np.empty(slots, np.int32), np.empty(slots, np.int32)
    after, after_2 = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.int32)
    hashes, hashes_2 = np.zeros(longest + 1, np.uint64), np.zeros(longest + 1, np.uint64)
    times, times_2 = np.zeros(longest + 1, np.int32), np.zeros(longest + 1, np.int32)
    nothing, held_a, held_b = np.zeros(longest, np.uint8), np.zeros(longest, np.uint8), np.zeros(longest, np.uint8)
    covered = np.empty(2 * longest + 2, np.int32)
    chain = np.empty((WINDOW * WINDOW, 4), np.int64)
    path = np.empty((WINDOW + 2, 2), np.int32)
    runs = np.empty((256, 3), np.int32)
    weights, order, used = np.empty(256, np.int64), np.empty(256, np.int32), np.empty((512, 4), np.int32)
    indexed = -1
    n = 0
    for k in range(first, last):
        d = left[k]
        a, a_stop, b, b_stop = begins[d], stops[d], begins[right[k]], stops[right[k]]
        own = 16
        while own < 2 * (a_stop - a):
            own *= 2
        start, held = n, 0
        for turn in range(2):
            if turn == 0 and indexed != d:
                index(form, flag, a, a_stop, GRAM, nothing, heads[:own], after, hashes, times)
                indexed = d
            if turn == 1:
                if n == start:
                    break
                held_a[: a_stop - a] = 0
                held_b[: b_stop - b] = 0
                for p in range(start, n):  # what the first look has found
                    for side in range(4):
                        used[held, side] = out[p, side]
                    held_a[out[p, 0] : out[p, 1] + 1] = 1
                    held_b[out[p, 2] : out[p, 3] + 1] = 1
                    held += 1
                index(form, flag, a, a_stop, SHORT_GRAM, held_a, heads_2[:own], after_2, hashes_2, times_2)
            many = BROKE
            while many == BROKE:
                if turn == 0:
                    many = find_runs(
                        form, flag, a, a_stop, b, b_stop, GRAM, nothing,
                        heads[:own], after, hashes, times, covered, runs,
                    )  # fmt: skip
                else:
                    many = find_runs(
                        form, flag, a, a_stop, b, b_stop, SHORT_GRAM, held_b,
                        heads_2[:own], after_2, hashes_2, times_2, covered, runs,
                    )  # fmt: skip
                if many == BROKE:
                    runs = np.empty((2 * len(runs), 3), np.int32)
                    weights, order = np.empty(len(runs), np.int64), np.empty(len(runs), np.int32)
                    wider = np.empty((2 * len(runs), 4), np.int32)
                    wider[:held] = used[:held]
                    used = wider
            made = grow_all(
                form, flag, bits, a, a_stop, b, b_stop, runs, many, ENOUGH if turn == 0 else ENOUGH_BESIDE,
                used, held, weights, order, out, n, chain, path,
            )  # fmt: skip
            if made == BROKE:
                return start, k
            n = made
        whose[start:n] = k
    return n, last


class Work(NamedTuple):
    """What the alignment of a heap needs; texts are numbered by rank."""

    columns: Columns
    bits: NDArray[np.int32]  # of every word, in grains
    begins: NDArray[np.int64]
    stops: NDArray[np.int64]
    pairs: Pairs


def aligned(work: Work, first: int, last: int, jobs: int = 1, progress: Callable[[int], None] | None = None) -> Found:
    """The passages of the pairs from `first` on, up to but not `last`; `progress` is told how far it is."""
    parts = [_placed(work, np.zeros((0, 9), np.int64), np.zeros(0, np.int32))]
    size = BLOCK // 8 if work.columns.is_large else BLOCK  # what a block reads is in memory until it is done
    starts = range(first, last, size)
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        for start, part in zip(starts, pool.map(partial(_block, work, last, size), starts), strict=True):
            parts.append(part)
            work.columns.let_go()
            if progress:
                progress(min(start + size, last))
    return together(parts)


def _block(work: Work, limit: int, size: int, first: int) -> Found:
    """The passages of one block of pairs; more room is made where it is not enough."""
    columns, bits, begins, stops, pairs = work
    rows, whose = [], []
    last = min(first + size, limit)
    room = 4 * (last - first) + 64
    while first < last:
        out, owner = np.empty((room, 9), np.int64), np.empty(room, np.int32)
        n, first = align(
            columns.form, columns.flag, bits, begins, stops, pairs.left, pairs.right, first, last, owner, out
        )
        rows.append(out[:n])
        whose.append(owner[:n])
        room *= 2
    return _placed(work, np.concatenate(rows), np.concatenate(whose))


def _placed(work: Work, rows: NDArray[np.int64], whose: NDArray[np.int32]) -> Found:
    """Rows in words -> passages in characters."""
    start, end = work.columns.start, work.columns.end
    a, b = work.pairs.left[whose], work.pairs.right[whose]
    first_a, last_a, first_b, last_b = (rows[:, k] + work.begins[a if k < 2 else b] for k in range(4))
    return Found(
        a, start[first_a], end[last_a], b, start[first_b], end[last_b],
        rows[:, 4].astype(np.int32), rows[:, 5].astype(np.int32), rows[:, 6], 5 * rows[:, 7] >= 4 * rows[:, 5],
        rows[:, 8] != 0,
    )  # fmt: skip
