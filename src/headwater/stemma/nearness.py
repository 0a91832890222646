"""Nearness: the texts that a text is compared with, so that a family of thousands costs no more a text than one of ten.

A text had its words from one that has much of them. In a small family every text is held against every other; in a
large one against those that share most with it.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.passages import Passage
from headwater.stemma.prices import Bits, Common

SEARCHED = 60  # witnesses; in larger families texts are held against those near them, and nothing lost is looked for
LIKELY = 8  # texts that a text may have to do with in a large family
COMPARED = 40  # texts that a text is lined up with word by word, those first that share most with it

Near = Sequence[frozenset[int]]  # for every witness, those that share most with it
Numbers = npt.NDArray[np.int64]


def near(text: Common, most: int = LIKELY) -> Near:
    """For every witness, those that share most of the common text with it."""
    found = []
    for w, own in enumerate(text.has):
        others = np.array([q for q in text.akin[w] if q != w], np.intp)
        where = np.flatnonzero(own)
        both = np.round(text.has[np.ix_(others, where)] @ text.bits[where], 6)
        found.append(frozenset(others[np.lexsort((others, -both))][:most].tolist()))
    return found


def compared(kin: Near) -> list[tuple[int, int]]:
    """The pairs that are held against each other, as parent and child."""
    if len(kin) <= SEARCHED:
        return list(permutations(range(len(kin)), 2))
    return [(q, w) for w, others in enumerate(kin) for q in sorted(others)]


def akin(names: Sequence[str], passages: Iterable[Passage]) -> list[list[int]]:
    """For every text those that it may have to do with: in a large family those that it shares passages with."""
    if len(names) <= SEARCHED:
        return [[*range(len(names))]] * len(names)
    number = {name: n for n, name in enumerate(names)}
    found: list[set[int]] = [set() for _ in names]
    for p in passages:
        found[number[p.a]].add(number[p.b])
        found[number[p.b]].add(number[p.a])
    return [sorted(others) for others in found]


class Pairs(NamedTuple):
    """The pairs of texts that share passages."""

    a: Numbers
    b: Numbers
    weight: Bits
    of: Numbers  # the pair of every passage


def nearest(passages: pa.Table, most: int = COMPARED) -> pa.Table:
    """The passages of every text with those that share most with it, and what else holds a wording together.

    In a family of many copies the rest say the same again. What has the same wording (`cluster`) stays tied, if by one
    pair only: a tree of pairs over its texts, the heaviest first (Kruskal 1956).
    """
    pairs = _pairs(passages)
    rank = _ranks(pairs)
    kept = rank < most
    if kept.all():
        return passages
    from headwater.passages.fast import clusters  # opens the compiler: half a second  # noqa: PLC0415

    wording = _numbers(passages["cluster"])
    texts = int(max(pairs.a.max(), pairs.b.max())) + 1
    order = np.lexsort((pairs.b[pairs.of], pairs.a[pairs.of], -pairs.weight[pairs.of], ~kept[pairs.of]))
    _, ends = np.unique(
        np.concatenate([wording * texts + pairs.a[pairs.of], wording * texts + pairs.b[pairs.of]]), return_inverse=True
    )
    left, right = ends.reshape(2, -1)
    joining = clusters.joining(left[order].copy(), right[order].copy())
    kept[pairs.of[order[joining]]] = True
    return passages.filter(pa.array(kept[pairs.of]))


def _numbers(column: pa.ChunkedArray) -> Numbers:
    """Strings numbered in their order."""
    encoded = column.combine_chunks().dictionary_encode()
    return np.asarray(pc.rank(encoded.dictionary, tiebreaker="first").to_numpy()[encoded.indices.to_numpy()], np.int64)


def _pairs(passages: pa.Table) -> Pairs:
    """The pairs of texts, numbered in the order of their names."""
    both = _numbers(pa.chunked_array([*passages["a"].chunks, *passages["b"].chunks], pa.string()))
    texts = int(both.max(initial=0)) + 1
    a, b = both[: passages.num_rows], both[passages.num_rows :]
    pair, of = np.unique(a * texts + b, return_inverse=True)
    weight: Bits = np.bincount(of, passages["weight"].to_numpy(), len(pair)).astype(np.float64)
    return Pairs(pair // texts, pair % texts, weight.round(6), of)


def _ranks(pairs: Pairs) -> Numbers:
    """For every pair, how many share more with a text of it than it does; the lesser of both texts."""
    text, other = np.concatenate([pairs.a, pairs.b]), np.concatenate([pairs.b, pairs.a])
    order = np.lexsort((other, -np.tile(pairs.weight, 2), text))
    first = np.searchsorted(text[order], text[order])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - first
    return np.asarray(rank.reshape(2, -1).min(axis=0))
