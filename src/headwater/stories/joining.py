"""Joining: how close two documents are, measured by how close two documents of one story must be.

How much of its wording a document shares with another of its story depends on how long both are, and on how close its
nearest neighbours come: a story of agency copy hangs together more tightly than one of headlines, and what is far from
everything else need not come as near. What must be reached is learned from stories grouped by hand (`train.stories`);
the scaling by neighbours is that of Zelnik-Manor and Perona (2004).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.passages import SURE, Passage
from headwater.stories.vectors import Vector

KIN = 3 * SURE  # bits of shared wording that make two documents one story for certain
MOST = 8.0  # times as close as must be: more does not count
NEIGHBOURS = 3  # nearest, which say how close to others a document comes
SCATTERED = 0.2  # the least that they may come to
NONE = 0.02  # what is added to a cosine, so that those near nothing differ little
LONG = 300  # words; longer texts are no closer for it
DENSE = 16  # a word in more than one of so many documents is common

Matrix = NDArray[np.float64]


class Measure(NamedTuple):
    """The logarithm of the cosine that is needed: a sum of these times what they are called after."""

    bias: float
    neighbours: float  # logarithm of the mean cosine with the nearest neighbours, half of each document's
    shorter: float  # logarithm of the words of the shorter document
    longer: float


def learned() -> Measure:
    """The measure that is shipped."""
    return Measure(**json.loads((files("headwater.stories") / "measure.json").read_text("utf-8")))


def cosines(of: Sequence[Vector]) -> Matrix:
    """The cosine of every pair of unit vectors; none of a vector with itself. Square, zeros on the diagonal."""
    postings: dict[str, list[int]] = defaultdict(list)
    for n, vector in enumerate(of):
        for word in vector:
            postings[word].append(n)
    found = np.zeros((len(of), len(of)))
    common = [w for w in sorted(postings) if len(postings[w]) > len(of) // DENSE]
    for word in sorted(postings.keys() - common):
        values = np.array([of[n][word] for n in postings[word]])
        found[np.ix_(postings[word], postings[word])] += np.outer(values, values)
    dense = np.array([[vector.get(w, 0.0) for w in common] for vector in of]).reshape(len(of), len(common))
    found += dense @ dense.T
    np.fill_diagonal(found, 0.0)
    return found.round(6)  # the last digits are those of the order of summing


def features(cosine: Matrix, lengths: Sequence[int]) -> Iterator[Matrix]:
    """What a measure is of, for every pair: the bias, the neighbours, the shorter and the longer document.

    One after the other, as each is as large as the heap squared.
    """
    count = min(NEIGHBOURS, max(1, len(cosine) - 1))
    near = np.partition(cosine, -count, axis=1)[:, -count:].mean(axis=1)
    near = np.log(np.maximum(near, SCATTERED)) / 2
    words = np.log(np.clip(lengths, 4, LONG))
    yield np.ones_like(cosine)
    yield near[:, None] + near
    yield np.minimum(words[:, None], words)
    yield np.maximum(words[:, None], words)


def likeness(cosine: Matrix, lengths: Sequence[int], measure: Measure) -> Matrix:
    """How many times as close as must be every two documents are, at most `MOST`; zeros on the diagonal."""
    needed = np.zeros_like(cosine)
    for weight, feature in zip(measure, features(cosine, lengths), strict=True):
        needed += weight * feature
    found = np.minimum((cosine + NONE) * np.exp(-needed), MOST)
    np.fill_diagonal(found, 0.0)
    return found


def kin(passages: Iterable[Passage]) -> set[tuple[str, str]]:
    """Pairs of documents that share enough wording to be one story for certain."""
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for p in passages:
        if p.kind == "copy":
            shared[p.a, p.b] += p.weight
    return {pair for pair, bits in shared.items() if bits >= KIN}
