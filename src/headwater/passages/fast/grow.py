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
NEAR = 256  # slots of a table of words near by
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
def any_taken(i, j, step, used, many):
    """Whether an earlier passage holds words of both windows."""
    for u in range(many):
        if step > 0:
            here = used[u, 1] > i and used[u, 0] <= i + WINDOW and used[u, 3] > j and used[u, 2] <= j + WINDOW
        else:
            here = used[u, 0] < i and used[u, 1] >= i - WINDOW and used[u, 2] < j and used[u, 3] >= j - WINDOW
        if here:
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
def quoted_in(flag, quotes, i, j, count):
    """How many of so many words stand in quotation marks on both sides; `quotes` counts those before each word."""
    here, there = quotes[i + count] - quotes[i], quotes[j + count] - quotes[j]
    if here == 0 or there == count:
        return np.int64(here)
    if there == 0 or here == count:
        return np.int64(there)
    total = np.int64(0)
    for k in range(count):
        total += (flag[i + k] & flag[j + k] & QUOTED) != 0
    return total


@inner
def room_near():
    """Room for what one passage is grown with: `found`; and for `best_path`: chain, path, near, following."""
    return (
        np.empty(6, np.int64),
        np.empty((WINDOW * WINDOW, 5), np.int64),
        np.empty((WINDOW, 2), np.int32),
        np.zeros(NEAR + 1, np.int64),
        np.zeros(WINDOW + 1, np.int64),
    )


@inner
def look_near(form, j, columns, step, near, following):
    """Note where the words of a window stand -> the number that stands for no word of it.

    `near` tells for the last bits of a word how much more than that number is the first place of such a word,
    `following` the next place after each; 0: there is none. The number goes up, so that `near` is never emptied.
    """
    base = near[NEAR] + 2 * WINDOW
    near[NEAR] = base
    for y in range(columns, 0, -1):
        slot = form[j + step * y] & (NEAR - 1)
        following[y] = max(0, near[slot] - base)
        near[slot] = base + y
    return base


@inner
def rows_that_pay(form, sums, i, rows, step, near, base):
    """How many words of a window a chain that is worth something may reach at the most.

    A chain of m matches that ends in words x and y skips x + y - 2 m words, and m is at most y: so much it costs at the
    least.
    """
    paying = won = matches = 0
    for x in range(1, rows + 1):
        at = i + step * x
        y = near[form[at] & (NEAR - 1)] - base
        if y > 0:
            matches += 1
            won += sums[at + 1] - sums[at]
            if won > SKIPPED * max(x - matches, x + y - 2 * matches):
                paying = x
    return paying


@inner
def best_path(form, sums, i, j, rows, columns, step, chain, path, near, following):
    """Fill `path` with the matches of the best chain in two windows of words, as walked -> how many."""
    n, best = 0, -1
    base = look_near(form, j, columns, step, near, following)
    for x in range(1, rows_that_pay(form, sums, i, rows, step, near, base) + 1):
        at = i + step * x
        y = near[form[at] & (NEAR - 1)] - base
        while y > 0:
            if form[at] == form[j + step * y]:
                score, before = -SKIPPED * (x + y - 2), -1
                for m in range(n - 1, -1, -1):
                    if chain[m, 4] < score:  # the best up to there
                        break
                    if chain[m, 0] < x and chain[m, 1] < y:
                        via = chain[m, 2] - SKIPPED * (x - chain[m, 0] + y - chain[m, 1] - 2)
                        if via > score or (via == score and before >= 0):
                            score, before = via, m
                score += sums[at + 1] - sums[at]
                chain[n, 0], chain[n, 1], chain[n, 2], chain[n, 3] = x, y, score, before
                chain[n, 4] = max(score, chain[n - 1, 4]) if n else score
                if score > (chain[best, 2] if best >= 0 else 0):
                    best = n
                n += 1
            y = following[y]
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
def extend(form, sums, flag, quotes, room, a, b, step, used, many, found, chain, path, near, following):
    """Grow a passage over edits in one direction, as long as each window of words pays for what it skips.

    `room` is how many words of its segment each has in this direction, itself included. `found` holds where the passage
    has come to and what it is worth; `chain`, `path`, `near` and `following` are room for `best_path`.
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
            found[WEIGHT] += sums[a + i + first + free] - sums[a + i + first]
            found[QUOTES] += quoted_in(flag, quotes, a + i + first, b + j + first, free)
            if free < equal:
                return
            continue
        rows, columns = min(rows, WINDOW), min(columns, WINDOW)
        gained = best_path(form, sums, a + i, b + j, rows, columns, step, chain, path, near, following)
        if gained == 0:
            return
        crowded = any_taken(i, j, step, used, many)
        for k in range(gained):
            x, y = i + step * path[k, 0], j + step * path[k, 1]
            if crowded and taken(x, y, used, many):
                return
            gap, other = abs(x - found[AT_A]), abs(y - found[AT_B])
            if gap > 1 and other > 1:
                found[REPLACED] += min(gap, other) - 1
            found[AT_A], found[AT_B] = x, y
            found[MATCHES] += 1
            found[WEIGHT] += sums[a + x + 1] - sums[a + x]
            found[QUOTES] += (flag[a + x] & flag[b + y] & QUOTED) != 0


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
    form, sums, flag, quotes, since, reach, start, end, a, a_stop, b, b_stop, runs, weights, order, used, many, enough,
    held, found, chain, path, near, following, kept, n, out,
):  # fmt: skip
    """Every run that nothing covers yet, heaviest first, grown to both sides; rows from `n` on -> how many.

    A row of `out`: where it begins and ends in a and in b, in characters; words, matches, weight, whether it is quoted,
    and whole sentences. `kept` holds first and last word on both sides. `used` has `held` extents to begin with.
    """
    for k in range(many):
        weights[k] = sums[a + runs[k, 0] + runs[k, 2]] - sums[a + runs[k, 0]]
    sort_runs(runs, weights, order, many)
    for o in range(many):
        r = order[o]
        begin, length = uncovered(runs[r, 0], runs[r, 1], runs[r, 2], used, held)
        if length < 2:
            continue
        i, j = runs[r, 0] + begin, runs[r, 1] + begin
        found[MATCHES], found[REPLACED] = length, 0
        found[WEIGHT] = sums[a + i + length] - sums[a + i]
        found[QUOTES] = quoted_in(flag, quotes, a + i, b + j, length)
        found[AT_A], found[AT_B] = i + length - 1, j + length - 1
        extend(form, sums, flag, quotes, reach, a, b, 1, used, held, found, chain, path, near, following)
        last_i, last_j = found[AT_A], found[AT_B]
        found[AT_A], found[AT_B] = i, j
        extend(form, sums, flag, quotes, since, a, b, -1, used, held, found, chain, path, near, following)
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
