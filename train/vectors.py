"""Vectors: where words stand in running text -> what the network would have learned of them, had GUM shown them.

Positive pointwise mutual information of words with the words one and two places before and after them, each place by
itself (Levy and Goldberg 2014; the places keep what is syntax), brought to few dimensions by a truncated SVD; then a
ridge regression from these to the vectors that the network has learned of the words that both know.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

PLACES = (-2, -1, 1, 2)
NEIGHBOURS = 4000  # the most frequent words, the only ones that count as neighbours
DIMENSIONS = 48
RIDGE = 10.0


def seen_often(documents: Sequence[Sequence[Sequence[str]]], least: int) -> list[str]:
    """The words, in small letters, that come at least so many times and in more than one document."""
    times = Counter(form.lower() for sentences in documents for s in sentences for form in s)
    spread = Counter(w for sentences in documents for w in {form.lower() for s in sentences for form in s})
    return sorted(w for w, n in times.items() if n >= least and spread[w] > 1)


def positional(sentences: Iterable[Sequence[str]], known: Sequence[str], dimensions: int = DIMENSIONS) -> Any:
    """A vector for every known word: rows of U times the roots of the singular values."""
    texts = [[form.lower() for form in s] for s in sentences]
    row = {w: i for i, w in enumerate(known)}
    often = Counter(w for s in texts for w in s).most_common(NEIGHBOURS)
    column = {w: i for i, (w, _) in enumerate(often)} | {"": len(often)}  # "": the edge of the sentence
    pairs = Counter(
        (row[w], p * len(column) + column[s[i + place] if 0 <= i + place < len(s) else ""])
        for s in texts
        for i, w in enumerate(s)
        if w in row
        for p, place in enumerate(PLACES)
        if not 0 <= i + place < len(s) or s[i + place] in column
    )
    places = np.array(sorted(pairs), np.int64)
    times = np.array([pairs[i, j] for i, j in places.tolist()], np.float64)
    shape = len(known), len(PLACES) * len(column)
    of_row = np.bincount(places[:, 0], times, shape[0])
    of_column = np.bincount(places[:, 1], times, shape[1]) ** 0.75  # rare neighbours would weigh too much
    share = times * of_column.sum() / (of_row[places[:, 0]] * of_column[places[:, 1]])
    matrix = csr_matrix((np.maximum(np.log(share), 0), places.T), shape)
    u, s, _ = svds(matrix, dimensions, v0=np.ones(min(shape)))
    return u * np.sqrt(s)


def foreseen(positions: Any, learned: Any, weights: Any) -> Any:
    """A vector as the network has them for each row of positions; the first `len(learned)` rows are what it knows.

    `weights`: how much each of these is worth.
    """
    given = np.hstack([positions, np.ones((len(positions), 1))])
    known = given[: len(learned)]
    slope = np.linalg.solve(
        known.T @ (weights[:, None] * known) + RIDGE * np.eye(given.shape[1]), known.T @ (weights[:, None] * learned)
    )
    return given @ slope
