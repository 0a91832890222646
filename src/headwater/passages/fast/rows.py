"""Passages in columns, and the table that they become: kinds, clusters, sorted rows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.passages.fast.clusters import cluster, intern
from headwater.passages.model import STOCK_BITS, STOCK_WORDS, Passage
from headwater.passages.rarity import GRAIN
from headwater.records import schema
from headwater.text import digest

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
KINDS = ("copy", "quotation", "stock")


class Found(NamedTuple):
    """Passages in columns; documents by rank, offsets in characters, weight in grains of a bit."""

    a: Ints
    a_start: Ints
    a_end: Ints
    b: Ints
    b_start: Ints
    b_end: Ints
    words: Ints
    same: Ints
    weight: Longs
    quoted: NDArray[np.bool_]
    whole: NDArray[np.bool_]  # sentences, on both sides


class Places(NamedTuple):
    """Where passages stand, as in `Found`."""

    a: Ints
    a_start: Ints
    a_end: Ints
    b: Ints
    b_start: Ints
    b_end: Ints


class Clusters(NamedTuple):
    """The cluster of each passage, by number, its place when all are sorted, and what clusters are called."""

    number: Ints
    place: Longs
    names: list[str]


def together(parts: Iterable[Iterable[NDArray[Any]]]) -> Found:
    """Several blocks of passages as one."""
    a, a_start, a_end, b, b_start, b_end, words, same, weight, quoted, whole = (
        np.concatenate(x) for x in zip(*parts, strict=True)
    )
    return Found(a, a_start, a_end, b, b_start, b_end, words, same, weight, quoted, whole)


def table(found: Found, names: Sequence[str]) -> pa.Table:
    """Passages in columns -> the table, sorted, with clusters and kinds; `names` are the documents by rank."""
    return rows(found, clusters(found, names), names)


def rows(f: Found, of: Clusters, names: Sequence[str], first: int = 0) -> pa.Table:
    """Some passages as rows, sorted; all passages of a pair are among them, and the first of them is number `first`."""
    order = np.argsort(of.place[first : first + len(f.a)])
    mine = of.number[first : first + len(order)][order]
    f = together([tuple(column[order] for column in f)])
    kinds = np.where(f.quoted, 1, np.where(_stock(f), 2, 0))
    ids = pa.array(names, pa.string())
    columns = {
        "a": ids.take(pa.array(f.a)), "a_start": f.a_start, "a_end": f.a_end,
        "b": ids.take(pa.array(f.b)), "b_start": f.b_start, "b_end": f.b_end,
        "words": f.words,
        "identity": (20_000 * f.same.astype(np.int64) + f.words) // (2 * f.words) / 10_000 if len(f.a) else f.weight,
        "weight": f.weight / GRAIN,
        "kind": pa.array(KINDS, pa.string()).take(pa.array(kinds)),
        "cluster": pa.array(of.names, pa.string()).take(pa.array(mine)),
    }  # fmt: skip
    return pa.table([pa.array(c) if not isinstance(c, pa.Array) else c for c in columns.values()], list(columns)).cast(
        schema(Passage)
    )


def _two(high: Ints, low: Ints) -> Longs:
    """Two columns as one that sorts like both."""
    return high.astype(np.int64) << 32 | low


def _stock(f: Found) -> NDArray[np.bool_]:
    """Short fragments of sentences that are all that their pair shares: commonplace rather than copying."""
    pair = _two(f.a, f.b)
    short = np.flatnonzero((f.words <= STOCK_WORDS) & ~f.whole)
    found = np.zeros(len(pair), bool)
    if len(short):
        wanted, which = np.unique(pair[short], return_inverse=True)
        at = np.searchsorted(wanted, pair)
        of_these = wanted[np.minimum(at, len(wanted) - 1)] == pair
        total = np.bincount(at[of_these], f.weight[of_these], minlength=len(wanted))
        found[short] = total[which] < STOCK_BITS * GRAIN
    return found


def clusters(f: Found | Places, names: Sequence[str]) -> Clusters:
    """The clusters of all passages; arrays that are needed no more are let go, for there may be very many."""
    half = len(f.a)
    front = np.concatenate((_two(f.a, f.a_start), _two(f.b, f.b_start)))
    end = np.concatenate((f.a_end, f.b_end))
    del f
    which = np.empty(len(front), np.int32)
    front, end = front[kept := intern(front, end, which)], end[kept]
    order = np.lexsort((end, front))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    which = rank[which]
    front, end = front[order], end[order]
    document, start = (front >> 32).astype(np.int32), (front & 0xFFFFFFFF).astype(np.int32)
    del front, kept, order, rank
    place = _two(which[:half], which[half:])
    root = cluster(document, start, end, which[:half], which[half:])[which[:half]]
    first = np.zeros(len(document), bool)
    first[root] = True
    tops = np.flatnonzero(first)
    places = zip(document[tops].tolist(), start[tops].tolist(), end[tops].tolist(), strict=True)
    number = (np.cumsum(first, dtype=np.int32) - 1)[root]
    return Clusters(number, place, [digest(repr((names[d], s, e)))[:10] for d, s, e in places])
