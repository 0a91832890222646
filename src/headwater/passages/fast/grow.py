"""Passages of a pair: its equal runs, the heaviest first, grown over edits to both sides; the method of `plain.align`.

Weights are integers (`rarity.GRAIN`ths of a bit), so that sums are the same in any order and on any engine. Arrays are
handed over one by one: those in a tuple are counted as held each time that one is taken out, which costs a third.
"""

import numpy as np

from headwater.passages.fast.compiled import inner
from headwater.passages.fast.scan import BEGINS, FRESH, MASKED, QUOTED
from headwater.passages.fast.seek import equal_run
from headwater.passages.model import SKIP, WINDOW
from headwater.passages.rarity import GRAIN

SKIPPED = int(SKIP * GRAIN)
ENDS = FRESH | MASKED
AT_A, AT_B, MATCHES, REPLACED, WEIGHT, QUOTES = range(6)  # of `found`


@inner
def heavier(runs, weights, x, y):
    """Whether run x comes before run y: more weight, then further to the front."""
    if weights[x] != weights[y]:
        return weights[x] > weights[y]
    if runs[x, 0] != runs[y, 0]:
        return runs[x, 0] < runs[y, 0]
    return runs[x, 1] < runs[y, 1]


@inner
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


@inner
def sort_runs(runs, weights, order, many):
    """`order` so that the heaviest run comes first (heapsort: the order is total, so the result is one)."""
    for k in range(many):
        order[k] = k
    for first in range(many // 2 - 1, -1, -1):
        sift(runs, weights, order, first, many)
    for last in range(many - 1, 0, -1):
        order[0], order[last] = order[last], order[0]
        sift(runs, weights, order, 0, last)


@inner
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


@inner
def taken(i, j, used, many):
    """Whether an earlier passage holds both words."""
    for u in range(many):
        if used[u, 0] <= i <= used[u, 1] and used[u, 2] <= j <= used[u, 3]:
            return True
    return False


@inner
def untaken(i, j, step, length, used, many):
    """How many of the next words on both sides no earlier passage holds, up to the first that one does."""
    for u in range(many):
        if step > 0:
            enters, leaves = max(used[u, 0] - i, used[u, 2] - j), min(used[u, 1] - i, used[u, 3] - j)
        else:
            enters, leaves = max(i - used[u, 1], j - used[u, 3]), min(i - used[u, 0], j - used[u, 2])
        enters = max(enters, 1)
        if enters <= leaves:
            length = min(length, enters - 1)
    return length


@inner
def worth_of(worth, first, count):
    """What so many words weigh."""
    total = np.int64(0)
    for k in range(first, first + count):
        total += worth[k]
    return total


@inner
def quoted_in(flag, i, j, count):
    """How many of so many words stand in quotation marks on both sides."""
    total = np.int64(0)
    for k in range(count):
        total += (flag[i + k] & flag[j + k] & QUOTED) != 0
    return total


@inner
def best_path(form, worth, i, j, rows, columns, step, chain, path):
    """Fill `path` with the matches of the best chain in two windows of words, as walked -> how many."""
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
            chain[n, 0], chain[n, 1], chain[n, 2], chain[n, 3] = x, y, score + worth[i + step * x], before
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


@inner
def extend(form, worth, flag, room, a, b, step, used, many, found, chain, path):
    """Grow a passage over edits in one direction, as long as each window of words pays for what it skips.

    `room` is how many words of its segment each has in this direction, itself included. `found` holds where the passage
    has come to and what it is worth; `chain` and `path` are room for `best_path`.
    """
    while True:
        i, j = found[AT_A], found[AT_B]
        rows, columns = room[a + i] - 1, room[b + j] - 1
        equal = equal_run(form, a + i + step, b + j + step, step, min(rows, columns))
        if equal:
            free = untaken(i, j, step, equal, used, many)
            first = 1 if step > 0 else -free
            found[AT_A], found[AT_B] = i + step * free, j + step * free
            found[MATCHES] += free
            found[WEIGHT] += worth_of(worth, a + i + first, free)
            found[QUOTES] += quoted_in(flag, a + i + first, b + j + first, free)
            if free < equal:
                return
            continue
        gained = best_path(form, worth, a + i, b + j, min(rows, WINDOW), min(columns, WINDOW), step, chain, path)
        if gained == 0:
            return
        for k in range(gained):
            x, y = i + step * path[k, 0], j + step * path[k, 1]
            if taken(x, y, used, many):
                return
            gap, other = abs(x - found[AT_A]), abs(y - found[AT_B])
            if gap > 1 and other > 1:
                found[REPLACED] += min(gap, other) - 1
            found[AT_A], found[AT_B] = x, y
            found[MATCHES] += 1
            found[WEIGHT] += worth[a + x]
            found[QUOTES] += quoted_in(flag, a + x, b + y, 1)


@inner
def opens(flag, at, begin):
    """Whether a sentence begins with a word."""
    return at == begin or flag[at] & (BEGINS | ENDS) != 0 or flag[at - 1] & MASKED != 0


@inner
def is_whole(flag, first, last, begin, stop):
    """Whether a stretch begins and ends with a sentence."""
    return opens(flag, first, begin) and (last + 1 == stop or opens(flag, last + 1, begin))


@inner
def grow_all(
    form, worth, flag, since, reach, start, end, a, a_stop, b, b_stop, runs, weights, order, used, many, enough, held,
    found, chain, path, kept, n, out,
):  # fmt: skip
    """Every run that nothing covers yet, heaviest first, grown to both sides; rows from `n` on -> how many.

    A row of `out`: where it begins and ends in a and in b, in characters; words, matches, weight, whether it is quoted,
    and whole sentences. `kept` holds first and last word on both sides. `used` has `held` extents to begin with.
    """
    for k in range(many):
        weights[k] = worth_of(worth, a + runs[k, 0], runs[k, 2])
    sort_runs(runs, weights, order, many)
    for o in range(many):
        r = order[o]
        begin, length = uncovered(runs[r, 0], runs[r, 1], runs[r, 2], used, held)
        if length < 2:
            continue
        i, j = runs[r, 0] + begin, runs[r, 1] + begin
        found[MATCHES], found[REPLACED] = length, 0
        found[WEIGHT] = worth_of(worth, a + i, length)
        found[QUOTES] = quoted_in(flag, a + i, b + j, length)
        found[AT_A], found[AT_B] = i + length - 1, j + length - 1
        extend(form, worth, flag, reach, a, b, 1, used, held, found, chain, path)
        last_i, last_j = found[AT_A], found[AT_B]
        found[AT_A], found[AT_B] = i, j
        extend(form, worth, flag, since, a, b, -1, used, held, found, chain, path)
        used[held, 0], used[held, 1], used[held, 2], used[held, 3] = found[AT_A], last_i, found[AT_B], last_j
        held += 1
        if found[WEIGHT] >= enough:
            kept[n, 0], kept[n, 1], kept[n, 2], kept[n, 3] = found[AT_A], last_i, found[AT_B], last_j
            first, last, other, stop = a + found[AT_A], a + last_i, b + found[AT_B], b + last_j
            out[n, 0], out[n, 1] = start[first], end[last]
            out[n, 2], out[n, 3] = start[other], end[stop]
            out[n, 4], out[n, 5], out[n, 6] = found[MATCHES] + found[REPLACED], found[MATCHES], found[WEIGHT]
            out[n, 7] = 5 * found[QUOTES] >= 4 * found[MATCHES]
            out[n, 8] = is_whole(flag, first, last, a, a_stop) and is_whole(flag, other, stop, b, b_stop)
            n += 1
    return n
