"""Calibration: what the probabilities of the trees are worth, judged by the whole heap.

A tree is weighed against others over the same texts and the lost sources that were found. Most lost sources leave no
trace: one of their copies stands in their place, and its edges look as certain as any. How many those are no family
tells, but the heap does: where some show there are more. So the log odds of every edge between two texts are told anew,
and less surely the more lost sources show in the heap (Platt 1999; see `drafts`). Edges of lost sources stay as they
are: one in four of those found in simulated heaps is right, and told so none of them would be asserted.

`train/calibration.py` learns the weights, `calibration.json` holds them.
"""

import json
import math
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.stemma.prices import Bits, Flags

FEATURES = ("always", "odds", "odds beyond", "lost", "lost x odds", "tied", "in the tree", "of two parents")
WEIGHTS: dict[str, float] = json.loads((files("headwater.stemma") / "calibration.json").read_text("utf-8"))
SCALES = np.array([WEIGHTS[name] for name in FEATURES])
SURE = 0.999  # what is surer is no surer here
BEYOND = 2.0  # log odds; what goes beyond counts by itself, for it is where lost sources deceive
LED = 0.02  # of the logarithm of a probability over its rival's; by less the tree chooses by lot
HIDDEN = "lost:"  # how the names of lost sources begin
HARDLY = 0.01  # a rival that is not listed, or might as well not be

Ints = npt.NDArray[np.int64]


class Listed(NamedTuple):
    """The edges of a heap, those of its trees first."""

    chances: Bits  # as the trees of their families have them
    child: Ints  # the text of each by number
    chosen: Flags  # whether it is in the tree
    merged: Flags  # whether it leads to a second parent
    hidden: Flags  # whether there is a lost source at one end


def listed(derivations: pa.Table, alternatives: pa.Table) -> Listed:
    """The edges of a heap in columns."""
    rows = pa.concat_tables(t.select(["parent", "child", "how", "probability"]) for t in (derivations, alternatives))
    return Listed(
        rows["probability"].to_numpy(),
        np.asarray(pc.dictionary_encode(rows["child"].combine_chunks()).indices.to_numpy(), np.int64),
        np.arange(rows.num_rows) < derivations.num_rows,
        _flags(pc.equal(rows["how"], "merge")),
        _flags(pc.or_(pc.starts_with(rows["parent"], HIDDEN), pc.starts_with(rows["child"], HIDDEN))),
    )


def told_apart(chances: Bits, child: Ints, chosen: Flags) -> Bits:
    """From 0, as good as a rival, to 1: how far each edge is told apart from the likeliest that would stand for it.

    `child`: the text of each edge by number; `chosen`: whether it is in the tree. Of a text with two parents there the
    third likeliest is the rival of the first two, and the second that of all others.
    """
    order = np.lexsort((-chances, child))
    begin = np.searchsorted(child[order], np.arange(child.max(initial=-1) + 2))
    last = begin[:-1] + np.maximum(1, np.bincount(child, chosen).astype(np.int64)) - 1
    held = np.append(chances[order], 0.0)
    least, best = held[last], np.where(last + 1 < begin[1:], held[last + 1], 0.0)
    rival = np.where(chances >= least[child], best[child], least[child])
    apart = np.log(np.maximum(chances, HARDLY) / np.maximum(rival, HARDLY))
    return np.asarray(np.minimum(1.0, np.abs(apart) / LED))


def features(edges: Listed, lossiness: float) -> Bits:
    """Edge x feature, in the order of `FEATURES`.

    odds            the natural log odds of an edge in the trees of its family
    odds beyond     what of them goes beyond `BEYOND`
    lost            the binary logarithm of the heap's lossiness; and times the odds
    tied            how far it is not told apart from others
    in the tree     whether the best tree has the edge, as far as it is told apart
    of two parents  the same where the text has two parents there
    """
    apart = told_apart(edges.chances, edges.child, edges.chosen)
    held = apart * edges.chosen
    likely = edges.chances.clip(1 - SURE, SURE)
    odds = np.log(likely / (1 - likely))
    lost = np.full_like(odds, math.log2(lossiness))
    beyond = np.maximum(0.0, odds - BEYOND)
    return np.stack([np.ones_like(odds), odds, beyond, lost, lost * odds, 1 - apart, held, held * edges.merged], axis=1)


def calibrated(derivations: pa.Table, alternatives: pa.Table, lossiness: float) -> tuple[pa.Table, ...]:
    """The derivations and alternatives of a heap with the probabilities that they are worth.

    Those of one text's only parent are still one at most together.
    """
    edges = listed(derivations, alternatives)
    scaled = 1 / (1 + np.exp(-features(edges, lossiness) @ SCALES))
    said = np.where(edges.hidden, edges.chances, scaled)
    together = np.bincount(edges.child, np.where(edges.merged, 0.0, said))
    said = np.round(said / np.maximum(1.0, together[edges.child]), 4)
    return tuple(
        t.set_column(t.schema.get_field_index("probability"), "probability", pa.array(p))
        for t, p in zip((derivations, alternatives), np.split(said, [derivations.num_rows]), strict=True)
    )


def _flags(found: pa.ChunkedArray) -> Flags:
    return np.asarray(found.to_numpy().astype(np.bool_))
