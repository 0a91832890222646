"""Calibration: what the probabilities of the trees are worth, judged by the whole heap.

A tree is weighed against others over the same texts and the lost sources that were found. Most lost sources leave no
trace: one of their copies stands in their place, and its edges look as certain as any. How many those are no family
tells, but the heap does: where lost sources were found there are more. So the log odds of every edge between two texts
are told anew, and less surely the more lost sources were found around them (Platt 1999; the heap as its own prior:
Robbins 1956). Edges of lost sources stay as they are; so few are found that nothing can be learned of them.

`train/calibration.py` learns the weights, `calibration.json` holds them.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.stemma.model import Witness
from headwater.stemma.nearness import SEARCHED
from headwater.stemma.prices import Bits, Flags

FEATURES = ("always", "odds", "odds beyond", "lost", "lost x odds", "tied", "in the tree", "of two parents")
WEIGHTS: dict[str, float] = json.loads((files("headwater.stemma") / "calibration.json").read_text("utf-8"))
SCALES = np.array([WEIGHTS[name] for name in FEATURES])
SURE = 0.999  # what is surer is no surer here
BEYOND = 2.0  # log odds; what goes beyond counts by itself, for it is where lost sources deceive
LED = 0.02  # of the logarithm of a probability over its rival's; by less the tree chooses by lot
HARDLY = 0.01  # a rival that is not listed, or might as well not be
LEAST = 3  # texts of a family that shows a lost source, where it has one
LOST, AMONG = 2, 80  # lost sources and texts thought to have been seen before any of the heap

Ints = npt.NDArray[np.int64]


def lossiness(witnesses: Sequence[Witness]) -> float:
    """Lost sources found for every hundred texts of the families in which some could be found."""
    texts = Counter(w.family for w in witnesses if w.kind == "document")
    found = sum(w.kind == "lost" for w in witnesses)
    among = sum(n for n in texts.values() if LEAST <= n <= SEARCHED)
    return 100 * (found + LOST) / (among + AMONG)


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


def features(chances: Bits, child: Ints, chosen: Flags, merged: Flags, lossy: float) -> Bits:
    """Edge x feature, in the order of `FEATURES`; see `told_apart` for the arguments.

    odds            the natural log odds of an edge in the trees of its family
    odds beyond     what of them goes beyond `BEYOND`
    lost            the binary logarithm of the heap's lossiness; and times the odds
    tied            how far it is not told apart from others
    in the tree     whether the best tree has the edge, as far as it is told apart
    of two parents  the same where the text has two parents there
    """
    apart = told_apart(chances, child, chosen)
    held = apart * chosen
    likely = chances.clip(1 - SURE, SURE)
    odds = np.log(likely / (1 - likely))
    lost = np.full_like(odds, math.log2(lossy))
    beyond = np.maximum(0.0, odds - BEYOND)
    return np.stack([np.ones_like(odds), odds, beyond, lost, lost * odds, 1 - apart, held, held * merged], axis=1)


def calibrated(witnesses: Sequence[Witness], derivations: pa.Table, alternatives: pa.Table) -> tuple[pa.Table, ...]:
    """The derivations and alternatives of a heap with the probabilities that they are worth.

    Those of one text's only parent are still one at most together.
    """
    rows = pa.concat_tables(t.select(["parent", "child", "how", "probability"]) for t in (derivations, alternatives))
    lost = pa.array(sorted(w.id for w in witnesses if w.kind == "lost"), pa.string())
    between = ~(_flags(pc.is_in(rows["parent"], lost)) | _flags(pc.is_in(rows["child"], lost)))
    merged, chosen = _flags(pc.equal(rows["how"], "merge")), np.arange(rows.num_rows) < derivations.num_rows
    chances, child = rows["probability"].to_numpy(), numbered(rows["child"])
    scaled = 1 / (1 + np.exp(-features(chances, child, chosen, merged, lossiness(witnesses)) @ SCALES))
    said = np.where(between, scaled, chances)
    together = np.bincount(child, np.where(merged, 0.0, said))
    said = np.round(said / np.maximum(1.0, together[child]), 4)
    return tuple(
        t.set_column(t.schema.get_field_index("probability"), "probability", pa.array(p))
        for t, p in zip((derivations, alternatives), np.split(said, [derivations.num_rows]), strict=True)
    )


def numbered(names: pa.ChunkedArray) -> Ints:
    """The number of each name, in the order in which they come."""
    return np.asarray(pc.dictionary_encode(names.combine_chunks()).indices.to_numpy(), np.int64)


def _flags(found: pa.ChunkedArray) -> Flags:
    return np.asarray(found.to_numpy().astype(np.bool_))
