"""Clusters of stretches, by union-find over arrays: the method of `plain.clustered`, compiled."""

import numpy as np

from headwater.passages.fast.compiled import entry, inner


@inner
def top(root, at):
    """The first stretch of a cluster."""
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


@inner
def join(root, x, y):
    """Two clusters become one."""
    first, second = top(root, x), top(root, y)
    if first > second:
        first, second = second, first
    root[second] = first


@entry("int32[::1](int32[::1],int32[::1],int32[::1],int32[::1],int32[::1])")
def cluster(document, start, end, left, right):
    """The first stretch of every stretch's cluster; stretches are sorted, `left` and `right` the sides of passages."""
    root = np.arange(len(document)).astype(np.int32)
    for x in range(len(document)):
        for y in range(x + 1, len(document)):
            if document[y] != document[x] or start[y] >= end[x]:
                break
            if 2 * (min(end[x], end[y]) - start[y]) >= max(end[x] - start[x], end[y] - start[y]):
                join(root, x, y)
    for p in range(len(left)):
        join(root, left[p], right[p])
    for x in range(len(root)):
        root[x] = top(root, x)
    return root


@entry("int64[::1](int64,int64[:,::1])")
def joined(many, runs):
    """The first of all that each of so many things is one with; a run says from which one on which ones, and how many.

    `runs`: (first, other first, length).
    """
    root = np.arange(many)
    for p in range(len(runs)):
        for k in range(runs[p, 2]):
            join(root, runs[p, 0] + k, runs[p, 1] + k)
    for x in range(many):
        root[x] = top(root, x)
    return root


@entry("int64[::1](int64[::1],int32[::1],int32[::1])")
def intern(front, end, which):
    """Number stretches, equal ones alike, as they come: fill `which` -> where each number stands first."""
    slots = 16
    while 2 * slots < 3 * len(front):
        slots *= 2
    table = np.full(slots, -1, np.int32)
    first = np.empty(len(front), np.int64)
    n = 0
    for k in range(len(front)):
        h = (np.uint64(front[k]) ^ np.uint64(end[k]) << np.uint64(17)) * np.uint64(0x9E3779B97F4A7C15)
        at = np.int64(h >> np.uint64(32)) & (slots - 1)
        while table[at] >= 0 and (front[first[table[at]]] != front[k] or end[first[table[at]]] != end[k]):
            at = (at + 1) & (slots - 1)
        if table[at] < 0:
            table[at] = n
            first[n] = k
            n += 1
        which[k] = table[at]
    return first[:n].copy()
