"""Grouping: which documents belong together, from how close every two of them are.

Groups grow by average link, so that one chance likeness never chains two stories into one (Sokal and Michener 1958);
by chains of nearest neighbours, in time quadratic in the documents (Murtagh 1983). In a second, local pass documents
go over to a group that they are closer to than to their own.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

ENOUGH = 1.0  # mean likeness that holds a group together
STRAY = 0.6  # mean likeness that a single document needs to go over to a group
CLOSER = 1.2  # times as close as to its own it must be to another

Matrix = NDArray[np.float64]


def groups(alike: Matrix) -> list[list[int]]:
    """The groups of documents, by their numbers; sorted. `alike` is square, symmetrical, zeros on the diagonal."""
    label = np.zeros(len(alike), dtype=np.intp)
    for group in average_link(alike):
        label[group] = min(group)
    settle(alike, label)
    return [np.flatnonzero(label == n).tolist() for n in np.unique(label)]


def average_link(alike: Matrix) -> Iterator[list[int]]:
    """Groups none of which could be joined with another at a mean likeness of `ENOUGH`."""
    total, size = alike.copy(), np.ones(len(alike))
    members = [[n] for n in range(len(alike))]
    open_ = np.ones(len(alike), dtype=bool)
    chain: list[int] = []
    while open_.any():
        if not chain:
            chain.append(int(np.argmax(open_)))
        x = chain[-1]
        mean = np.where(open_, total[x] / (size[x] * size), -1.0)
        mean[x] = -1.0
        y = int(np.argmax(mean))
        if mean[y] < ENOUGH:  # nor will a group of others be closer, as a mean is never above its parts
            open_[chain.pop()] = False
            yield sorted(members[x])
        elif len(chain) > 1 and mean[chain[-2]] >= mean[y]:  # each is the other's nearest
            y = chain[-2]
            del chain[-2:]
            total[y] += total[x]
            total[:, y] = total[y]
            total[y, y] = 0.0
            size[y] += size[x]
            members[y] += members[x]
            open_[x] = False
        else:
            chain.append(y)


def settle(alike: Matrix, label: NDArray[np.intp], rounds: int = 3) -> None:
    """Documents that are closer to another group than to their own go over to it; `label` is changed in place."""
    for _ in range(rounds):
        before = label.copy()
        for n in range(len(label)):
            total = np.bincount(label, alike[n], len(label))
            size = np.bincount(label, minlength=len(label)).astype(float)
            size[label[n]] -= 1
            mean = np.divide(total, size, out=np.zeros(len(label)), where=size > 0)
            nearest = int(np.argmax(mean))
            if mean[nearest] >= max(STRAY, CLOSER * mean[label[n]]):
                label[n] = nearest
        if (label == before).all():
            return
