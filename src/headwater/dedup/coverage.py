"""Coverage: how much of one text stands in another, and where, by their passages."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.dedup.model import Column, Flags, Floats, Ints


class Match(NamedTuple):
    """A stretch of one text and where another carries it; `words` of it count, `same` of them are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: float
    same: float


class Shared(NamedTuple):
    """What every text has in passages with every other, directed, in columns; texts by their rank among ids.

    Pair p says how much of x[p] stands in y[p]; its matches are those from rows[p] to rows[p + 1]. Sorted by y, x.
    """

    x: Ints
    y: Ints
    rows: Ints
    words: Ints  # whole words of x in y
    same: Floats
    characters: Floats
    matched: tuple[Column, ...]  # the columns of `Match`

    def matches(self, pair: int) -> list[Match]:
        """The matches of one pair, in order."""
        first, last = self.rows[pair : pair + 2].tolist()
        return [Match(*row) for row in zip(*(c[first:last].tolist() for c in self.matched), strict=True)]


def shared(texts: pa.Table, passages: pa.Table) -> Shared:
    """The passages of all pairs in both directions; `texts` are sorted by id."""
    ids = texts["id"].combine_chunks()
    side = {s: pc.index_in(passages[s], value_set=ids).to_numpy().astype(np.int64) for s in "ab"}
    edges = {s: [passages[f"{s}_{e}"].to_numpy() for e in ("start", "end")] for s in "ab"}
    x, y = np.concatenate([side["a"], side["b"]]), np.concatenate([side["b"], side["a"]])
    start, end = (np.concatenate(e) for e in zip(edges["a"], edges["b"], strict=True))
    other_start, other_end = (np.concatenate(e) for e in zip(edges["b"], edges["a"], strict=True))
    order = np.lexsort((other_start, end, start, x, y))
    x, y, start, end, other_start, other_end = (c[order] for c in (x, y, start, end, other_start, other_end))
    new = changes(y) | changes(x)
    first = np.flatnonzero(new)
    free = fresh(np.cumsum(new) - 1, start, end)
    words = np.tile(passages["words"].to_numpy(), 2)[order] * free
    same = words * np.tile(passages["identity"].to_numpy(), 2)[order]
    whole = np.minimum(np.floor(_sums(words, first) + 0.5), texts["words"].to_numpy()[x[first]])
    return Shared(
        x[first], y[first], np.append(first, len(x)), whole.astype(np.int64), _sums(same, first),
        _sums(free * (end - start), first), (start, end, other_start, other_end, words, same),
    )  # fmt: skip


def _sums(values: Floats, first: Ints) -> Floats:
    """The sum of every group, by where groups begin."""
    found: Floats = np.add.reduceat(values, first) if len(first) else np.zeros(0)
    return found


def changes(column: Ints) -> Flags:
    """Where a sorted column has another value than the row before."""
    return np.concatenate([np.ones(min(1, len(column)), bool), column[1:] != column[:-1]])


def fresh(group: Ints, start: Ints, end: Ints) -> Floats:
    """The share of every stretch that none before it in its group covers; sorted by group and start."""
    if not len(group):
        return np.zeros(0)
    room = int(end.max()) + 1
    reached = np.maximum.accumulate(end + group * room) - group * room
    before = np.where(changes(group), 0, np.concatenate([[0], reached[:-1]]))
    return np.asarray(np.maximum(0, end - np.maximum(start, before)) / np.maximum(1, end - start), np.float64)


def through(first: Sequence[Match], second: Sequence[Match]) -> list[Match]:
    """What of one text stands in a third, by way of the text between: x -> y and y -> z give x -> z."""
    found = []
    for m in first:
        for n in second:
            low, high = max(m.other_start, n.start), min(m.other_end, n.end)
            if low < high:
                found.append(_joined(m, n, low, high))
    return once(sorted(found))


def _joined(m: Match, n: Match, low: int, high: int) -> Match:
    """The part of both matches that lies between two offsets of the text between."""
    words = min(m.words * (high - low) / (m.other_end - m.other_start), n.words * (high - low) / (n.end - n.start))
    differ = sum(1 - x.same / x.words if x.words else 1.0 for x in (m, n))
    start, end = (_at(m.other_start, m.other_end, m.start, m.end, edge) for edge in (low, high))
    other_start, other_end = (_at(n.start, n.end, n.other_start, n.other_end, edge) for edge in (low, high))
    return Match(start, end, other_start, other_end, words, words * max(0.0, 1 - differ))


def _at(start: int, end: int, other_start: int, other_end: int, edge: int) -> int:
    """Where an offset within one stretch lies in the other."""
    return other_start + ((edge - start) * (other_end - other_start) + (end - start) // 2) // (end - start)


def once(matches: Iterable[Match]) -> list[Match]:
    """Matches in order, of an overlap each word once."""
    found, reached = [], 0
    for m in matches:
        share = max(0, m.end - max(m.start, reached)) / max(1, m.end - m.start)
        reached = max(reached, m.end)
        if share:
            found.append(m._replace(words=m.words * share, same=m.same * share))
    return found


def whole_words(matches: Iterable[Match], most: int) -> int:
    """The words that matches cover, in whole words and no more than there are."""
    return min(most, math.floor(sum(m.words for m in matches) + 0.5))
