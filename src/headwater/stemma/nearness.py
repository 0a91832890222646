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
from headwater.stemma.kinship import Groups
from headwater.stemma.prices import Bits, Common

SEARCHED = 60  # witnesses; in larger families texts are held against those near them, and nothing lost is looked for
LIKELY = 8  # texts that a text may have to do with in a large family
COMPARED = 40  # texts that a text is lined up with word by word, those first that share most with it

Near = Sequence[frozenset[int]]  # for every witness, those that share most with it
Numbers = npt.NDArray[np.int64]


def near(text: Common, most: int = LIKELY) -> Near:
    """For every witness, those that share most of the common text with it, and beyond its own copies those too."""
    ties = []
    for w, own in enumerate(text.has):
        others = np.array([q for q in text.akin[w] if q > w], np.int64)
        where = np.flatnonzero(own)
        both = np.round(text.has[np.ix_(others, where)] @ text.bits[where], 6)
        ties.append((np.full(len(others), w), others, both))
    a, b, weight = (np.concatenate(each) for each in zip(*ties, strict=True))
    found: list[set[int]] = [set() for _ in text.has]
    for w, q in heaviest(a, b, weight, most).tolist():  # the nearest of a small one's are of its hub too
        found[w].add(q)
        found[q].add(w)
    return [frozenset(others) for others in found]


def heaviest(a: Numbers, b: Numbers, weight: Bits, most: int) -> Numbers:
    """The heaviest ties of every node: so many to all others, then `LIKELY` to those outside of its group, in rounds.

    A text with many copies would else see nothing but its copies, and never what it was itself copied from. After every
    round the groups grow along their heaviest ties (Borůvka 1926). Ties -> (node, other), sorted.
    """
    node, other, weight = np.concatenate([a, b]), np.concatenate([b, a]), np.tile(weight, 2)
    order = np.lexsort((other, node, -weight))
    node, other = node[order], other[order]
    groups = Groups(range(int(node.max(initial=-1)) + 1))
    group = np.arange(len(list(groups)))
    found: list[Numbers] = []
    while len(node):
        place = np.argsort(node, kind="stable")
        first = np.searchsorted(node[place], node[place])
        rank = np.empty(len(node), np.int64)
        rank[place] = np.arange(len(node)) - first
        taken = rank < (LIKELY if found else most)
        found.append(np.stack([node[taken], other[taken]], axis=1))
        _, best = np.unique(group[node], return_index=True)
        for x, y in zip(node[best].tolist(), other[best].tolist(), strict=True):
            groups.join(x, y)
        group = np.array([groups.top(x) for x in groups])
        apart = group[node] != group[other]
        node, other = node[apart], other[apart]
    return np.unique(np.concatenate(found), axis=0) if found else np.zeros((0, 2), np.int64)


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
    texts = int(max(pairs.a.max(initial=0), pairs.b.max(initial=0))) + 1
    ties = np.sort(heaviest(pairs.a, pairs.b, pairs.weight, most), axis=1)
    kept = np.isin(pairs.a * texts + pairs.b, ties @ [texts, 1])
    if kept.all():
        return passages
    of = pairs.of
    wording, order = _numbers(passages["cluster"]) * texts, np.lexsort((of, -pairs.weight[of], ~kept[of]))
    _, ends = np.unique(np.concatenate([wording + pairs.a[of], wording + pairs.b[of]]), return_inverse=True)
    tied, sides = Groups(range(int(ends.max()) + 1)), ends.reshape(2, -1)[:, order]
    for pair, one, other in zip(of[order].tolist(), *sides.tolist(), strict=True):
        if tied.top(one) != tied.top(other):
            tied.join(one, other)
            kept[pair] = True
    return passages.filter(pa.array(kept[of]))


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
