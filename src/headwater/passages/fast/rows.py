"""Passages in columns, and the table that they become: kinds, clusters, sorted rows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.passages.fast.clusters import cluster
from headwater.passages.model import STOCK_WORDS, SURE, Passage
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


def together(parts: Iterable[Iterable[NDArray[Any]]]) -> Found:
    """Several blocks of passages as one."""
    a, a_start, a_end, b, b_start, b_end, words, same, weight, quoted, whole = (
        np.concatenate(x) for x in zip(*parts, strict=True)
    )
    return Found(a, a_start, a_end, b, b_start, b_end, words, same, weight, quoted, whole)


def table(found: Found, names: Sequence[str]) -> pa.Table:
    """Passages in columns -> the table, sorted, with clusters and kinds; `names` are the documents by rank."""
    order = np.lexsort((_two(found.b_start, found.b_end), _two(found.a_end, found.b), _two(found.a, found.a_start)))
    f = together([tuple(column[order] for column in found)])
    kinds = np.where(f.quoted, 1, np.where(_stock(f), 2, 0))
    ids = pa.array(names, pa.string())
    columns = {
        "a": ids.take(pa.array(f.a)), "a_start": f.a_start, "a_end": f.a_end,
        "b": ids.take(pa.array(f.b)), "b_start": f.b_start, "b_end": f.b_end,
        "words": f.words,
        "identity": (20_000 * f.same.astype(np.int64) + f.words) // (2 * f.words) / 10_000 if len(f.a) else f.weight,
        "weight": f.weight / GRAIN,
        "kind": pa.array(KINDS, pa.string()).take(pa.array(kinds)),
        "cluster": _clusters(f, names),
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
        found[short] = total[which] < 2 * SURE * GRAIN
    return found


def _clusters(f: Found, names: Sequence[str]) -> pa.Array:
    """The name of each passage's cluster."""
    document, start, end = (np.concatenate(x) for x in ((f.a, f.b), (f.a_start, f.b_start), (f.a_end, f.b_end)))
    front = _two(document, start)
    key = np.lexsort((end, front))
    front, last = front[key], end[key]
    new = np.ones(len(key), bool)
    new[1:] = (front[1:] != front[:-1]) | (last[1:] != last[:-1])
    which = np.empty(len(key), np.int64)
    which[key] = np.cumsum(new) - 1
    chosen = key[new]
    half = len(f.a)
    root = cluster(document[chosen], start[chosen], end[chosen], which[:half], which[half:])
    tops, name = np.unique(root[which[:half]], return_inverse=True)
    places = zip(document[chosen][tops].tolist(), start[chosen][tops].tolist(), end[chosen][tops].tolist(), strict=True)
    printed = [digest(repr((names[d], s, e)))[:10] for d, s, e in places]
    return pa.array(printed, pa.string()).take(pa.array(name))
