"""Drafts: what a heap is like, judged by first trees of its families.

How far its dates can be relied on and how many of its sources are lost no family tells by itself, but many do together:
each is drawn up quickly, under what is usual, and the heap is its own prior (Robbins 1956).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from headwater.records import Record
from headwater.stemma.nearness import near
from headwater.stemma.prices import Ledger
from headwater.stemma.trees import Priors, Tree, bereft, cost, descend, tidy

# What the dates of a heap may be worth.
RELIANCES = (0.0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999, 0.9999)
FARTHEST = 2.0  # bits by which one family may speak against a reliance; some are misread
BEFORE, DRAWN = 10, 0.95  # edges thought to have been seen before any of the heap, and the share in the right order
LEAST = 3  # texts of a family that shows a lost source, where it has one
LOST, AMONG = 2, 100  # lost sources and texts thought to have been seen before any of the heap


class Draft(Record, frozen=True):
    """What a family says of its heap."""

    family: str
    bits: tuple[float, ...]  # of all its trees together, by how far dates are relied on
    texts: int  # that could show a lost source, twins counted once
    lost: int  # sources that it does show


class Heap(NamedTuple):
    """What is known of a heap as a whole."""

    reliance: float  # of its dates: from 0, they say nothing, to below 1
    lossiness: float  # lost sources found for every hundred texts


UNKNOWN = Heap(0.7, 100 * LOST / AMONG)  # what it is taken to be before that is known


def judge(drafts: Sequence[Draft]) -> Heap:
    """What a heap is like by the drafts of its families."""
    return Heap(reliance(drafts), lossiness(drafts))


def reliance(drafts: Sequence[Draft]) -> float:
    """How far the dates of a heap can be relied on, at its likeliest, with some weight on what is usual."""
    total = np.array([-DRAWN * math.log2(1 + r) - (1 - DRAWN) * math.log2(1 - r) for r in RELIANCES]) * BEFORE
    for d in drafts:
        total += np.minimum(FARTHEST, np.array(d.bits) - min(d.bits))
    return RELIANCES[int(np.argmin(np.round(total, 6)))]


def lossiness(drafts: Sequence[Draft]) -> float:
    """Lost sources that show for every hundred texts that could show one, with some weight on what is usual."""
    return 100 * (sum(d.lost for d in drafts) + LOST) / (sum(d.texts for d in drafts) + AMONG)


def showing(tree: Tree, ledger: Ledger, priors: Priors) -> int:
    """How many lost sources show, if a tree in which nothing is lost is the best of its kind: by one way of the search,
    from a world in which every source is.
    """
    kin = near(ledger.text)
    found = descend(tidy(bereft(tree), len(kin)), ledger, priors, kin)
    better = cost(found, ledger, priors) < cost(tree, ledger, priors)
    return len(found.parents) - len(kin) if better else 0
